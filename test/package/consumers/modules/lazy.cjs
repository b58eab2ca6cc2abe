// Programs that load us and make no request do not pay for the HTTP libraries.
const assert = require('node:assert/strict');

const loaded = (name) => Object.keys(require.cache).some((path) => path.includes(`/node_modules/${name}/`));
const { exports: entries } = require('accession/package.json');
for (const entry of Object.keys(entries).filter((key) => !/package\.json|sandbox/.test(key))) {
  require(`accession${entry.slice(1)}`);
  for (const name of ['axios', 'form-data']) {
    assert.ok(!loaded(name), `require of ${entry} loads ${name}`);
  }
}

async function main() {
  const { createClient } = require('accession');
  const { startSandbox } = require('accession/sandbox');
  const lab = await startSandbox();
  try {
    await createClient(lab.config).biosamples.samples.search({ text: 'anything' }).first();
    assert.ok(loaded('axios'), 'a request was made without axios: this program proves nothing');
  } finally {
    await lab.close();
  }
}

void main();
