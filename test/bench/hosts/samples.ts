/** Samples as BioSamples describes them, made up. */

// An alias: values of a type with a name of its own could not be sent.
type Value = {
  text: string;
  ontologyTerms?: string[];
  unit?: string;
};

const UNIT_EVERY = 7;
const TERM_EVERY = 3;

/** A sample with so many characteristics: 20 of them are some 3.5 KB. */
export function sampleOf(index: number, characteristics: number) {
  const accession = `SAMEA${100_000_000 + index}`;
  const self = `https://www.ebi.ac.uk/biosamples/samples/${accession}`;
  const values: Record<string, Value[]> = {
    organism: [{ text: 'Ovis aries', ontologyTerms: [taxon(9940)] }],
  };
  for (let n = 1; n < characteristics; n += 1) {
    values[`measured property ${n}`] = [
      {
        text: `value ${n} of sample ${index}`,
        ...(n % TERM_EVERY === 0 && { ontologyTerms: [taxon(9000 + n)] }),
        ...(n % UNIT_EVERY === 0 && { unit: 'degree Celsius' }),
      },
    ];
  }
  return {
    name: `sheep ${index}`,
    accession,
    sraAccession: `ERS${1_000_000 + index}`,
    webinSubmissionAccountId: 'Webin-00000',
    release: '2021-04-01T00:00:00Z',
    update: '2021-05-01T09:12:44.123Z',
    submitted: '2021-04-01T09:12:44.123Z',
    create: '2021-04-01T09:12:44.123Z',
    status: 'PUBLIC',
    taxId: 9940,
    characteristics: values,
    ...(characteristics > 3 && {
      relationships: [
        { source: accession, type: 'derived from', target: `SAMEA${200_000_000 + index}` },
        { source: accession, type: 'same as', target: `SAMEA${300_000_000 + index}` },
      ],
      externalReferences: [{ url: `https://www.ebi.ac.uk/ena/browser/view/${accession}`, duo: [] }],
      organization: [{ Name: 'Institute of Sheep', Role: 'submitter', URL: 'https://sheep.example' }],
      contact: [{ Name: 'Ada Tester', E_mail: 'ada@sheep.example', Role: 'submitter' }],
      publications: [{ doi: '10.1000/182', pubmed_id: '12345678' }],
    }),
    submittedVia: 'JSON_API',
    _links: {
      self: { href: self },
      curationDomain: { href: `${self}{?curationdomain}`, templated: true },
      ...(characteristics > 3 && {
        curationLinks: { href: `${self}/curationlinks` },
        curationLink: { href: `${self}/curationlinks/{hash}`, templated: true },
        structuredData: { href: `${self}/structureddata` },
      }),
    },
  };
}

const taxon = (id: number): string => `http://purl.obolibrary.org/obo/NCBITaxon_${id}`;

/** A sample whose JSON is about so many bytes. */
export function sampleOfBytes(bytes: number): string {
  const [small, large] = [1, 101].map((count) => JSON.stringify(sampleOf(1, count)).length);
  const each = ((large ?? 0) - (small ?? 0)) / 100;
  return JSON.stringify(sampleOf(1, Math.max(1, Math.round((bytes - (small ?? 0)) / each))));
}

/** A page of a search, found by its number or by a cursor. `at` is the address of the list. */
export function pageOf(number: number, size: number, total: number, at: string, by: 'page' | 'cursor') {
  const pages = Math.ceil(total / size);
  const href = (index: number): { href: string } => ({ href: `${at}?${by}=${index}&size=${size}` });
  return {
    _embedded: {
      samples: Array.from({ length: Math.min(size, total - number * size) }, (_, n) =>
        sampleOf(number * size + n, 20),
      ),
    },
    _links: { self: href(number), ...(number + 1 < pages && { next: href(number + 1) }) },
    ...(by === 'page' && { page: { size, totalElements: total, totalPages: pages, number } }),
  };
}
