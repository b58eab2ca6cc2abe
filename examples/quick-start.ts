/**
 * A first record, and a first search.
 *
 *     npx accession sandbox exec -- npx tsx examples/quick-start.ts
 */
import { createClient, fromEnv } from 'accession';

// WEBIN_USERNAME and WEBIN_PASSWORD; the test servers unless ACCESSION_ENVIRONMENT=production.
const { biosamples } = createClient(fromEnv());

const liver = await biosamples.samples.create({
  name: 'sheep 12, liver',
  release: '2025-01-31',
  characteristics: {
    organism: [{ text: 'Ovis aries', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940'] }],
    'organism part': [{ text: 'liver' }],
  },
});
console.log('stored', liver.accession);

for await (const sample of biosamples.samples.search({ text: 'sheep', filter: 'attr:organism part:liver' })) {
  console.log('found', sample.accession, sample.name);
}
