// An ES module: every entry point loads, and a sample goes to a sandbox and comes back.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createClient } from 'accession';
import { startSandbox } from 'accession/sandbox';

const { exports } = createRequire(import.meta.url)('accession/package.json');
for (const entry of Object.keys(exports).filter((key) => key !== './package.json')) {
  const names = Object.keys(await import(`accession${entry.slice(1)}`));
  assert.ok(names.length > 0, `import of ${entry} gives nothing`);
}

const lab = await startSandbox();
try {
  const { samples } = createClient(lab.config).biosamples;
  const made = await samples.create({
    name: 'from import',
    release: '2020-01-01T00:00:00Z',
    characteristics: {
      organism: [{ text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] }],
    },
  });
  assert.match(made.accession, /^SAM/);
  const found = await samples.get(made.accession);
  assert.equal(found.name, 'from import');
} finally {
  await lab.close();
}
