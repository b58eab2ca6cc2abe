/**
 * Tables and curations: the second half of BioSamples' page "Register samples via API".
 *
 *     npx accession sandbox exec -- npx tsx examples/biosamples-curate.ts
 */
import { createClient, fromEnv } from 'accession';

const { biosamples } = createClient(fromEnv());
const { samples, structuredData, curations, curationLinks } = biosamples;

const { accession } = await samples.create({
  name: 'isolate 7',
  release: '2025-07-30',
  characteristics: { organism: [{ text: 'Escherichia coli' }], host: [{ text: 'Human' }] },
});

// Submit structured data: an antibiogram. The table belongs to the account that is logged in; tables of other types and
// owners stay, and none can be taken away.
await structuredData.put({
  accession,
  data: [
    {
      type: 'AMR',
      content: [
        {
          antibioticName: { value: 'nalidixic acid', iri: 'http://purl.obolibrary.org/obo/CHEBI_100147' },
          resistancePhenotype: { value: 'intermediate' },
          measurement: { value: '17' },
          measurementUnits: { value: 'mm' },
          astStandard: { value: 'CLSI' },
        },
      ],
    },
  ],
});
const { data } = await structuredData.get(accession);
console.log('tables:', data.map(({ type, content }) => `${type} (${content.length} row)`).join(', '));

// Submit curation object: the difference between a sample as it is and as it should be. The record stays as it is; the
// change is applied when it is read.
const before = await samples.get({ accession, applyCurations: false });
const after = {
  ...before,
  characteristics: {
    ...before.characteristics,
    host: [{ text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] }],
  },
};
const curation = curations.diff(before, after);
console.log('the repository will call it', curation.hash);
const link = await curationLinks.create({ sample: accession, curation });
console.log('curated:', (await samples.get(accession)).characteristics?.host?.[0]?.text);
console.log(
  'as submitted:',
  (await samples.get({ accession, applyCurations: false })).characteristics?.host?.[0]?.text,
);

// Who changed what, and how it looks with all of it, without asking again:
const links = await curationLinks.list({ sample: accession }).all();
console.log('offline:', curations.apply(before, links).characteristics?.host?.[0]?.text);

await curationLinks.delete({ sample: accession, hash: link.hash ?? '' });
console.log('taken back:', (await samples.get(accession)).characteristics?.host?.[0]?.text);
