/**
 * BioSamples' page "Register samples via API", step by step.
 *
 *     npx accession sandbox exec -- npx tsx examples/biosamples-register.ts
 *
 * or, with WEBIN_USERNAME and WEBIN_PASSWORD set, against the test servers.
 */
import { createClient, fromEnv, InputError, Invalid } from 'accession';

const { biosamples } = createClient(fromEnv());
const { samples } = biosamples;

// Submission minimal fields: a name and a release date. Today's server asks for an organism as well.
const human = {
  organism: [{ text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] }],
};

// What cannot be meant is told before anything is sent …
try {
  await samples.create({ name: 'FakeSample', release: 'tomorrow', characteristics: human });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.log(error.message);
}
// … and what the repository refuses, in its own words.
try {
  await samples.create({ name: 'FakeSample', release: new Date() });
} catch (error) {
  if (!(error instanceof Invalid)) throw error;
  console.log(error.issues[0]?.message);
}

// Validate sample fields: asks a checklist, stores nothing.
const verdict = await samples.validate(
  {
    name: 'FakeSample',
    characteristics: { ...human, material: [{ text: 'cell line', ontologyTerms: ['EFO_0000322'] }] },
  },
  { checklist: 'BSDC00001' },
);
console.log('valid:', verdict.valid, 'taxon:', verdict.sample?.taxId);

// Submit a sample. Here with an external reference.
const submitted = await samples.create({
  name: 'FakeSample',
  release: '2025-07-30',
  characteristics: human,
  externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/data/view/SAMEA00001', duo: ['DUO:0000007'] }],
});
console.log('submitted', submitted.accession, submitted.status);

// Update sample: read it as it was submitted, change it, put all of it back.
const current = await samples.get({ accession: submitted.accession, applyCurations: false });
await samples.update({
  ...current,
  characteristics: { ...current.characteristics, age: [{ text: '3', unit: 'year' }] },
});
// The same in one call, which keeps whatever you do not name, and notices when others were faster:
await samples.patch(submitted.accession, { characteristics: { sex: [{ text: 'female' }] } });

// Accession a sample: an accession now, the record later. Private until then.
const reserved = await samples.accession({ name: 'FakeSample liver' });
console.log('reserved', reserved.accession, reserved.status);

// PUT sample with relationships: the record that was reserved, with where it comes from.
const liver = await samples.update({
  accession: reserved.accession,
  name: 'FakeSample liver',
  release: '2025-07-30',
  characteristics: { ...human, 'organism part': [{ text: 'liver' }] },
  relationships: [{ source: reserved.accession, type: 'derived from', target: submitted.accession }],
});
console.log(liver.accession, liver.relationships?.map(({ type, target }) => `${type} ${target}`).join(', '));

// Not to be seen for now, and to be seen again.
await samples.hide(liver.accession, '2099-12-31');
await samples.release(liver.accession);
console.log('visible:', (await samples.get(liver.accession)).status);
