// One program that loads both copies, as happens when a library requires us and its user imports us.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as esm from 'accession';
import { startSandbox } from 'accession/sandbox';

const require = createRequire(import.meta.url);
const cjs = require('accession');

const { exports } = require('accession/package.json');
const namesOf = (module) =>
  Object.keys(module).filter((name) => !/^(?:__esModule|default|module\.exports)$/.test(name));
for (const entry of Object.keys(exports).filter((key) => key !== './package.json')) {
  const specifier = `accession${entry.slice(1)}`;
  const imported = namesOf(await import(specifier)).sort();
  assert.deepEqual(namesOf(require(specifier)).sort(), imported, `${specifier} gives other names by require`);
}
assert.notEqual(
  esm.RepositoryError,
  cjs.RepositoryError,
  'there is one copy only: this program proves nothing',
);

const lab = await startSandbox();
try {
  const copies = [
    ['import', esm, cjs],
    ['require', cjs, esm],
  ];
  for (const [kind, own, other] of copies) {
    const error = await own
      .createClient(lab.config)
      .biosamples.samples.get('SAMEA999999999')
      .then(
        () => assert.fail('a sample that does not exist was found'),
        (reason) => reason,
      );
    assert.equal(error.constructor.name, error.name, `${kind}: the class lost its name in the build`);
    for (const copy of [own, other]) {
      for (const name of [error.name, 'StatusError', 'CallError', 'RepositoryError']) {
        assert.ok(error instanceof copy[name], `${kind}: ${error.name} is no instance of ${name}`);
      }
      for (const name of ['ConfigError', 'InputError', 'ConnectionError', 'RateLimited']) {
        assert.ok(!(error instanceof copy[name]), `${kind}: ${error.name} passes for a ${name}`);
      }
      assert.ok(!(new Error('foreign') instanceof copy.RepositoryError), 'a foreign error passes for ours');
    }
  }
} finally {
  await lab.close();
}
