import { BioSamples, type CallOptions, type Pager, type ServiceOptions } from 'accession';
import { sodar } from './operations-sodar.ts';

/**
 * One method of a client, called with something plausible. `word` turns up where people write what they like, so that
 * a test can see where texts that it knows come out again.
 */
export type Operation = (word: string, options: CallOptions, journal: string) => unknown;

/** A service as those suites see it that go through all it can do. */
export interface ServiceOperations {
  service: string;
  /** A client, and all its methods by name. */
  open(options: ServiceOptions & { url?: string }): {
    client: object;
    operations: Readonly<Record<string, Operation>>;
    close(): void;
  };
}

const ACCESSION = 'SAMEA112654119';
const HASH = 'a'.repeat(64);
/** The beginning of a list: a server may give pages for ever. */
export async function begin<T>(list: Pager<T>): Promise<T[]> {
  const items: T[] = [];
  let pages = 0;
  for await (const page of list.pages()) {
    items.push(...page.items);
    pages += 1;
    if (pages === 4) break;
  }
  return items;
}

const organism = [{ text: 'Homo sapiens' }];

const biosamples: ServiceOperations = {
  service: 'biosamples',
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

/** A service joins the redaction and the fuzz suite with one entry here. */
export const SERVICES: readonly ServiceOperations[] = [biosamples, sodar];

/** Names of all public methods below a client: what the tables above have to hold. */
export function methodsOf(value: object, path = ''): string[] {
  const names: string[] = [];
  for (const [name, part] of Object.entries(value)) {
    // The runner that all parts share is no part of the public face.
    if (typeof part !== 'object' || part === null || name === 'run') continue;
    const proto = Object.getPrototypeOf(part) as object;
    const own = proto === Object.prototype ? [] : Object.getOwnPropertyNames(proto);
    names.push(
      ...own.filter((method) => method !== 'constructor').map((method) => `${path}${name}.${method}`),
    );
    if (own.length === 0) names.push(...methodsOf(part, `${path}${name}.`));
  }
  return names;
}

/** What a method comes to: its value or its error. */
export async function outcomeOf(work: () => unknown): Promise<{ value?: unknown; error?: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
