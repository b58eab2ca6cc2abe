import type { BioSamplesSeed } from './services/biosamples/seed.ts';
import type { WebinAccount } from './services/webin/accounts.ts';

export const DEMO_ACCOUNTS: readonly WebinAccount[] = [
  { username: 'Webin-12345', password: 'sandbox-password', realms: ['ENA'], center: 'SEED BANK' },
  {
    username: 'Webin-54321',
    password: 'broker-password',
    realms: ['ENA', 'EGA'],
    center: 'SANDBOX BROKERS',
    broker: 'SANDBOX BROKERS',
  },
];

const [OWNER, BROKER] = DEMO_ACCOUNTS.map((account) => account.username);
const TAXON = 'http://purl.obolibrary.org/obo/NCBITaxon_';

interface Details {
  accession: string;
  sra: string;
  name: string;
  organism: string;
  taxId: number;
  release: string;
  update?: string;
  account?: string;
  /** Characteristics as plain text, or ready-made values. */
  more?: Record<string, string | Record<string, unknown>>;
  rest?: Record<string, unknown>;
}

function sample(details: Details): Record<string, unknown> {
  const { accession, sra, name, organism, taxId, release, more = {}, rest = {} } = details;
  const characteristics: Record<string, unknown> = {
    organism: [{ text: organism, ontologyTerms: [`${TAXON}${taxId}`] }],
  };
  for (const [key, value] of Object.entries(more)) {
    characteristics[key] = [typeof value === 'string' ? { text: value } : value];
  }
  return {
    name,
    accession,
    sraAccession: sra,
    webinSubmissionAccountId: details.account ?? OWNER,
    taxId,
    release,
    update: details.update ?? release,
    characteristics,
    ...rest,
  };
}

function derivedFrom(source: string, target: string): Record<string, unknown> {
  return { relationships: [{ source, type: 'derived from', target }] };
}

/** A flock, a field, a gut and what else people meet; all of it invented. */
export function demoBioSamples(): BioSamplesSeed {
  return {
    samples: [
      sample({
        accession: 'SAMEA12345',
        sra: 'ERS12345',
        name: 'FakeSample',
        organism: 'Homo sapiens',
        taxId: 9606,
        release: '2021-01-04T09:00:00Z',
        more: { material: { text: 'cell line', ontologyTerms: ['http://www.ebi.ac.uk/efo/EFO_0000322'] } },
      }),
      sample({
        accession: 'SAMEA1000001',
        sra: 'ERS1000001',
        name: 'ewe-17',
        organism: 'Ovis aries',
        taxId: 9940,
        release: '2021-03-01T08:30:00Z',
        more: { sex: 'female', breed: 'Texel', material: 'organism', age: { text: '3', unit: 'year' } },
      }),
      sample({
        accession: 'SAMEA1000002',
        sra: 'ERS1000002',
        name: 'ewe-17-liver',
        organism: 'Ovis aries',
        taxId: 9940,
        release: '2021-03-01T08:30:00Z',
        update: '2021-06-11T10:15:00.250Z',
        more: { sex: 'female', breed: 'Texel', 'organism part': 'liver', material: 'specimen from organism' },
        rest: derivedFrom('SAMEA1000002', 'SAMEA1000001'),
      }),
      sample({
        accession: 'SAMEA1000003',
        sra: 'ERS1000003',
        name: 'ewe-17-liver-rna',
        organism: 'Ovis aries',
        taxId: 9940,
        release: '2021-03-02T08:30:00Z',
        more: { 'organism part': 'liver', material: 'RNA' },
        rest: {
          ...derivedFrom('SAMEA1000003', 'SAMEA1000002'),
          externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/browser/view/ERX1000003' }],
        },
      }),
      sample({
        accession: 'SAMEA1000004',
        sra: 'ERS1000004',
        name: 'barley field 3',
        organism: 'Hordeum vulgare',
        taxId: 4513,
        release: '2022-05-20T00:00:00Z',
        more: {
          cultivar: 'Golden Promise',
          'collection date': '2022-05-12',
          'geographic location (country and/or sea)': 'Germany',
        },
        rest: {
          contact: [
            { FirstName: 'Ada', LastName: 'Field', 'E-mail': 'ada@example.org', Affiliation: 'Seed Bank' },
          ],
          organization: [{ Name: 'Seed Bank', Role: 'submitter', URL: 'https://example.org' }],
          publications: [{ doi: '10.0000/example.1' }],
        },
      }),
      sample({
        accession: 'SAMEA1000005',
        sra: 'ERS1000005',
        name: 'barley leaf 3-1',
        organism: 'Hordeum vulgare',
        taxId: 4513,
        release: '2022-05-21T00:00:00Z',
        more: { cultivar: 'Golden Promise', 'organism part': 'leaf', 'collection date': '2022-05-12' },
        rest: derivedFrom('SAMEA1000005', 'SAMEA1000004'),
      }),
      sample({
        accession: 'SAMEA1000006',
        sra: 'ERS1000006',
        name: 'gut-A1',
        organism: 'human gut metagenome',
        taxId: 408170,
        release: '2022-09-09T12:00:00Z',
        account: BROKER,
        more: {
          'ENA-CHECKLIST': { text: 'ERC000011', tag: 'attribute' },
          'collection date': { text: '2022-08-30', tag: 'attribute' },
          'geographic location (country and/or sea)': { text: 'Spain', tag: 'attribute' },
        },
        rest: { submittedVia: 'WEBIN_SERVICES' },
      }),
      sample({
        accession: 'SAMEA1000007',
        sra: 'ERS1000007',
        name: 'isolate K12-7',
        organism: 'Escherichia coli',
        taxId: 562,
        release: '2023-01-15T00:00:00Z',
        more: { strain: 'K-12', Host: 'Homo sapiens', isolate: 'K12-7' },
      }),
      sample({
        accession: 'SAMEA1000008',
        sra: 'ERS1000008',
        name: 'zebrafish clutch 4',
        organism: 'Danio rerio',
        taxId: 7955,
        release: '2023-02-01T00:00:00Z',
        more: { 'developmental stage': 'blastula', strain: 'AB' },
      }),
      sample({
        accession: 'SAMEA1000009',
        sra: 'ERS1000009',
        name: 'hen 12',
        organism: 'Gallus gallus',
        taxId: 9031,
        release: '2023-04-10T00:00:00Z',
        more: { sex: 'female', Organism: { text: 'chicken' } },
      }),
      sample({
        accession: 'SAMEA1000010',
        sra: 'ERS1000010',
        name: 'donor 5 blood',
        organism: 'Homo sapiens',
        taxId: 9606,
        release: '2023-07-07T07:07:07.700Z',
        account: BROKER,
        more: { sex: 'male', 'organism part': 'blood', 'disease state': 'normal' },
      }),
      sample({
        accession: 'SAMEA1000011',
        sra: 'ERS1000011',
        name: 'wheat plot 9',
        organism: 'Triticum aestivum',
        taxId: 4565,
        release: '2024-03-03T00:00:00Z',
        more: { cultivar: 'Chinese Spring' },
      }),
      sample({
        accession: 'SAMEA1000012',
        sra: 'ERS1000012',
        name: 'donor 6 blood',
        organism: 'Homo sapiens',
        taxId: 9606,
        release: '2120-01-01T00:00:00Z',
        update: '2024-04-04T00:00:00Z',
        account: BROKER,
        more: { sex: 'female', 'organism part': 'blood' },
        rest: { create: '2024-04-04T00:00:00Z', submitted: '2024-04-04T00:00:00Z' },
      }),
    ],
    curationLinks: [
      {
        sample: 'SAMEA1000009',
        curation: {
          attributesPre: [{ type: 'Organism', value: 'chicken', iri: [] }],
          attributesPost: [{ type: 'common name', value: 'chicken', iri: [] }],
        },
        webinSubmissionAccountId: BROKER,
        created: '2023-05-01T00:00:00Z',
      },
    ],
    structuredData: [
      {
        accession: 'SAMEA1000007',
        create: '2023-01-16T00:00:00Z',
        data: [
          {
            webinSubmissionAccountId: OWNER,
            type: 'AMR',
            content: [
              {
                antibioticName: { value: 'ampicillin', iri: 'http://purl.obolibrary.org/obo/CHEBI_28971' },
                resistancePhenotype: { value: 'susceptible', iri: null },
                measurement: { value: '4', iri: null },
                measurementUnits: { value: 'mg/L', iri: null },
              },
            ],
          },
        ],
      },
    ],
  };
}
