// A CommonJS module: every entry point loads, and a sample goes to a sandbox and comes back.
const assert = require('node:assert/strict');
const { createClient } = require('accession');
const { startSandbox } = require('accession/sandbox');

const { exports: entries } = require('accession/package.json');
for (const entry of Object.keys(entries).filter((key) => key !== './package.json')) {
  const names = Object.keys(require(`accession${entry.slice(1)}`));
  assert.ok(names.length > 0, `require of ${entry} gives nothing`);
}

async function main() {
  const lab = await startSandbox();
  try {
    const { samples } = createClient(lab.config).biosamples;
    const made = await samples.create({
      name: 'from require',
      release: '2020-01-01T00:00:00Z',
      characteristics: {
        organism: [
          { text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] },
        ],
      },
    });
    assert.match(made.accession, /^SAM/);
    const found = await samples.get(made.accession);
    assert.equal(found.name, 'from require');
  } finally {
    await lab.close();
  }
}

void main();
