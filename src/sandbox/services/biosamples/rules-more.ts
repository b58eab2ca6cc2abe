import type { Rule } from '../../answer.ts';

const LINKS = 'biosamples.curationLinks';
const PUT_DATA = ['biosamples.structuredData.put'] as const;

export const curationRules = {
  'curation.sample-mismatch': {
    id: 'curation.sample-mismatch',
    where: [`${LINKS}.create`],
    status: 400,
    text: 'Sample must match URL or be omitted',
    confidence: 'documented',
    why: 'The sample of the body is not the one of the URL.',
  },
  'curation.parse': {
    id: 'curation.parse',
    where: [`${LINKS}.create`],
    status: 400,
    text: 'JSON parse error: {problem}',
    confidence: 'assumed',
    why: 'Not JSON, no curation, or no sample (the words say it may be omitted, but the hash needs it).',
  },
  'curation.unknown-link': {
    id: 'curation.unknown-link',
    where: [`${LINKS}.get`, `${LINKS}.delete`],
    status: 500,
    text: 'No message available',
    confidence: 'assumed',
    why: 'No link has this hash. A 500, not a 404.',
  },
  'curation.not-creator': {
    id: 'curation.not-creator',
    where: [`${LINKS}.delete`],
    status: 403,
    text: 'Access Denied',
    confidence: 'assumed',
    why: 'Only the account that made a link may delete it. The read source does not check this; clients should behave as if it did.',
  },
  'curation.unknown': {
    id: 'curation.unknown',
    where: ['biosamples.curations.get', 'biosamples.curations.samples'],
    status: 404,
    text: '',
    shape: 'empty',
    confidence: 'documented',
    why: 'No curation has this hash.',
  },
} as const satisfies Record<string, Rule>;

export const structuredDataRules = {
  'structured.unknown': {
    id: 'structured.unknown',
    where: ['biosamples.structuredData.get'],
    status: 404,
    text: '',
    shape: 'empty',
    confidence: 'documented',
    why: 'The sample has no structured data.',
  },
  'structured.mismatch': {
    id: 'structured.mismatch',
    where: PUT_DATA,
    status: 400,
    text: 'Sample accession must match URL accession',
    confidence: 'documented',
    why: 'The accession of the body is not the one of the URL. The words are those of the sample update.',
  },
  'structured.parse': {
    id: 'structured.parse',
    where: PUT_DATA,
    status: 400,
    text: 'JSON parse error: {problem}',
    confidence: 'assumed',
    why: 'Not JSON, or not an object with an array of tables.',
  },
  'structured.no-account': {
    id: 'structured.no-account',
    where: PUT_DATA,
    status: 400,
    text: 'Structured data must have a Webin Account ID',
    confidence: 'documented',
    why: 'A table without webinSubmissionAccountId. Under the rules documented a table with a domain in its place passes.',
    mode: 'strict',
  },
  'structured.foreign-account': {
    id: 'structured.foreign-account',
    where: PUT_DATA,
    status: 401,
    text: 'Unauthorized submitter',
    shape: 'text',
    confidence: 'documented',
    why: 'A table that names another account than the caller’s. Anonymous callers get this too.',
  },
  'structured.no-sample': {
    id: 'structured.no-sample',
    where: PUT_DATA,
    status: 500,
    text: 'Missing accession. Structured data should have an accession',
    confidence: 'documented',
    why: 'No sample has this accession. Under the rules documented the example accessions of the documentation (SAMFAKE…) pass.',
    mode: 'strict',
  },
  'structured.no-type': {
    id: 'structured.no-type',
    where: PUT_DATA,
    status: 500,
    text: 'Empty structured data type. Type must be specified.',
    confidence: 'documented',
    why: 'A table without type.',
  },
  'structured.no-data': {
    id: 'structured.no-data',
    where: PUT_DATA,
    status: 500,
    text: 'Missing data. Empty data is not accepted',
    confidence: 'documented',
    why: 'No tables.',
  },
} as const satisfies Record<string, Rule>;

export const v2Rules = {
  'v2.relationships': {
    id: 'v2.relationships',
    where: ['biosamples.v2.samples.bulkSubmitReceipt'],
    status: 400,
    text: "Sample submitted via V2 submission endpoints shouldn't contain relationships, please use the traditional endpoint instead",
    confidence: 'documented',
    why: 'A sample with relationships. Ends the whole call, after earlier samples of it were stored.',
  },
  'v2.no-accessions': {
    id: 'v2.no-accessions',
    where: ['biosamples.v2.samples.bulkFetch'],
    status: 400,
    text: 'Bulk fetch request parameter accessions is null or empty',
    confidence: 'documented',
    why: 'accessions is there but empty.',
  },
  'v2.no-parameter': {
    id: 'v2.no-parameter',
    where: ['biosamples.v2.samples.bulkFetch'],
    status: 400,
    text: '',
    shape: 'empty',
    confidence: 'assumed',
    why: 'accessions is missing.',
  },
  'v2.duplicate-names': {
    id: 'v2.duplicate-names',
    where: ['biosamples.v2.samples.bulkAccession'],
    status: 500,
    text: 'Bulk accessioning failure',
    confidence: 'documented',
    why: 'Two equal names in one call; the accessions have been created by then.',
  },
  'v2.super-users-only': {
    id: 'v2.super-users-only',
    where: ['biosamples.v2.samples.bulkSubmit'],
    status: 406,
    text: 'POST for super users only',
    confidence: 'documented',
    why: 'Generation 2026 only: bulk-submit is closed for normal accounts.',
  },
  'v2.relationship-without-accession': {
    id: 'v2.relationship-without-accession',
    where: ['biosamples.v2.samples.bulkSubmit'],
    status: 400,
    text: "Sample submitted via V2 submission endpoints shouldn't contain relationships, please use the traditional endpoint instead",
    confidence: 'documented',
    why: 'A new sample with relationships. The words are assumed to be those of the receipt endpoint.',
  },
} as const satisfies Record<string, Rule>;

export const schemaStoreRules = {
  'checklist.unknown': {
    id: 'checklist.unknown',
    where: ['biosamples.checklists.get', 'biosamples.checklists.list'],
    status: 404,
    text: 'No message available',
    confidence: 'assumed',
    why: 'The schema store has no schema with this accession and version.',
  },
} as const satisfies Record<string, Rule>;

export const downloadRules = {
  'download.format': {
    id: 'download.format',
    where: ['biosamples.download'],
    status: 400,
    text: 'Unsupported download format "{format}"',
    confidence: 'assumed',
    why: 'format is neither json nor accessions; xml worked once. Status and words are ours.',
  },
} as const satisfies Record<string, Rule>;
