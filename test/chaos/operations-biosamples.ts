import { BioSamples } from 'accession';
import { begin, type ServiceOperations } from './operations-shared.ts';

const ACCESSION = 'SAMEA112654119';
const HASH = 'a'.repeat(64);
const organism = [{ text: 'Homo sapiens' }];

export const biosamples: ServiceOperations = {
  service: 'biosamples',
  simplest: 'samples.get',
  open(options) {
    const client = new BioSamples(options);
    const { samples, accessions, curations, curationLinks, structuredData, checklists, v2 } = client;
    const sample = (name: string) => ({ name, release: '2020-01-01', characteristics: { organism } });
    const curation = (word: string) => ({ attributesPost: [{ type: 'note', value: word }] });
    const wait = { pollMs: 1, timeoutMs: 1 };
    return {
      client,
      close: () => client.close(),
      operations: {
        'samples.get': (_, options) => samples.get(ACCESSION, options),
        'samples.create': (word, options) => samples.create(sample(word), options),
        'samples.update': (word, options) =>
          samples.update({ ...sample(word), accession: ACCESSION }, options),
        'samples.accession': (word, options) => samples.accession({ name: word }, options),
        'samples.validate': (word, options) => samples.validate(sample(word), options),
        'samples.search': (word, options) => begin(samples.search({ text: word }, options)),
        'samples.patch': (word, options) => samples.patch(ACCESSION, { name: word }, options),
        'samples.release': (_, options) => samples.release(ACCESSION, '2020-01-01', options),
        'samples.hide': (_, options) => samples.hide(ACCESSION, '2120-01-01', options),
        'samples.createRelated': (word, options) =>
          samples.createRelated([sample(word), sample(`${word}2`)], options),
        'samples.recommend': (word, options) => samples.recommend(sample(word), options),
        'samples.createMany': (word, options, journal) =>
          samples
            .createMany([sample(word), sample(`${word}2`)], { ...options, journal, reconcileForMs: 0 })
            .done({ orThrow: true }),
        'samples.waitUntil': (_, { timeoutMs, ...options }) =>
          samples.waitUntil({ accession: ACCESSION }, 'searchable', { ...options, ...wait }),
        'samples.count': (word, options) => samples.count({ text: word }, options),
        'samples.exists': (_, options) => samples.exists(ACCESSION, options),
        'samples.facets': (word, options) => samples.facets({ text: word }, options),
        'accessions.list': (word, options) => begin(accessions.list({ text: word }, options)),
        'curations.list': (_, options) => begin(curations.list({}, options)),
        'curations.get': (_, options) => curations.get(HASH, options),
        'curations.samples': (_, options) => begin(curations.samples({ hash: HASH }, options)),
        'curations.diff': (word) => curations.diff(sample('a'), sample(word)),
        'curations.apply': () => curations.apply(sample('a'), []),
        'curations.hash': (word) => curations.hash(curation(word)),
        'curations.linkHash': (word) => curations.linkHash(curation(word), ACCESSION),
        'curationLinks.list': (_, options) => begin(curationLinks.list({ sample: ACCESSION }, options)),
        'curationLinks.get': (_, options) => curationLinks.get({ sample: ACCESSION, hash: HASH }, options),
        'curationLinks.create': (word, options) =>
          curationLinks.create({ sample: ACCESSION, curation: curation(word) }, options),
        'curationLinks.delete': (_, options) =>
          curationLinks.delete({ sample: ACCESSION, hash: HASH }, options),
        'structuredData.get': (_, options) => structuredData.get(ACCESSION, options),
        'structuredData.put': (word, options) =>
          structuredData.put(
            { accession: ACCESSION, data: [{ type: 'AMR', content: [{ drug: { value: word } }] }] },
            options,
          ),
        'checklists.list': (word, options) => begin(checklists.list({ text: word }, options)),
        'checklists.get': (_, options) => checklists.get('ERC000011', options),
        'checklists.validate': (word, options) => checklists.validate(sample(word), 'ERC000011', options),
        download: (word, options, journal) =>
          client.download({ text: word }, { ...options, destination: `${journal}.download` }),
        'v2.samples.get': (_, options) => v2.samples.get(ACCESSION, options),
        'v2.samples.bulkFetch': (_, options) => v2.samples.bulkFetch([ACCESSION], options),
        'v2.samples.bulkAccession': (word, options) => v2.samples.bulkAccession([{ name: word }], options),
        'v2.samples.bulkSubmit': (word, options) => v2.samples.bulkSubmit([sample(word)], options),
        'v2.samples.bulkValidate': (word, options) => v2.samples.bulkValidate([sample(word)], options),
        'v2.samples.generateSraAccession': (_, options) => v2.samples.generateSraAccession(options),
      },
    };
  },
};
