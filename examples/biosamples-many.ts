/**
 * Many samples: related by name, in bulk, found by filters, checked offline.
 *
 *     npx accession sandbox exec -- npx tsx examples/biosamples-many.ts
 */
import { createClient, filters, fromEnv, type NewSample } from 'accession';

const { biosamples } = createClient(fromEnv());
const { samples, checklists, v2 } = biosamples;
const organism = [{ text: 'Ovis aries', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940'] }];
const project = [{ text: 'Example flock' }];

// An animal and what was taken from it. They refer to each other by name: no accession is known yet.
const flock: NewSample[] = [
  { name: 'sheep 1', release: '2025-07-30', characteristics: { organism, project } },
  ...['liver', 'spleen', 'lung'].map((tissue) => ({
    name: `sheep 1, ${tissue}`,
    release: '2025-07-30',
    characteristics: { organism, project, 'organism part': [{ text: tissue }] },
    relationships: [{ type: 'derived from', target: 'sheep 1' }],
  })),
];

// The checklist is fetched once; then thousands of samples can be looked at without asking.
for (const sample of flock) {
  const { valid, issues } = await checklists.validate(sample);
  if (!valid) console.log(sample.name, issues);
}

const results = await samples.createRelated(flock, {
  onProgress: ({ step, transferred, total }) => process.stderr.write(`${step} ${transferred}/${total}\n`),
});
for (const result of results) console.log(result.status, result.name, result.accession ?? '');

const animal = results[0]?.accession ?? '';
const mine = [filters.attribute('project', 'Example flock'), filters.relation('derived from', animal)];
console.log('derived from it:', await samples.count({ filter: mine }));
for await (const { name } of samples.search({ filter: mine })) console.log(' ', name);

// In bulk: one call for a hundred. What became of each is told one by one.
const pools = Array.from(
  { length: 150 },
  (_, i): NewSample => ({
    name: `pool ${i + 1}`,
    release: '2025-07-30',
    characteristics: { organism, project },
  }),
);
const stored = await v2.samples.bulkSubmit(pools);
console.log('in bulk:', stored.filter(({ status }) => status === 'stored').length, 'stored');
const accessions = stored.flatMap((result) => (result.status === 'stored' ? [result.accession] : []));
console.log('fetched:', (await v2.samples.bulkFetch(accessions)).size);

const [facet] = await samples.facets({ filter: mine, facet: 'organism part' });
console.log(
  'organism parts:',
  facet?.content
    .map(({ label, count }) => `${label} ${count}`)
    .sort()
    .join(', '),
);
