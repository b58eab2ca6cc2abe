import { Refusal, type Rule } from '../../answer.ts';
import { objectRules } from './rules-objects.ts';

export const SUBMIT = ['ena.submissions.submit', 'ena.submissions.enqueue'] as const;
export const EVERY_SUBMIT = [...SUBMIT, 'ena.dropbox.submit'] as const;
const OBJECTS = ['projects', 'studies', 'samples', 'experiments', 'runs', 'analyses'] as const;
const RETRIEVE = OBJECTS.map((noun) => `ena.${noun}.get`);
const DROP_BOX_GET = [...OBJECTS, 'dacs', 'policies', 'datasets'].map((noun) => `ena.dropbox.${noun}.get`);
const CLOSED = ['ena.submissions.*', 'ena.dropbox.*', 'ena.reports.*', 'ena.checklists.*'] as const;

/** Refusals by HTTP status: of access, of the request's form, of look-ups. */
const httpRules = {
  'http.unauthenticated': {
    id: 'http.unauthenticated',
    where: CLOSED,
    status: 401,
    text: '',
    confidence: 'documented',
    why: 'No credentials, a wrong password, an unknown account, or a token that has ended.',
    shape: 'empty',
  },
  'http.no-route': {
    id: 'http.no-route',
    where: ['ena.*'],
    status: 404,
    text: 'No message available',
    confidence: 'assumed',
    why: 'A path that no service of ENA has; /report/files is one of them.',
  },
  'http.method': {
    id: 'http.method',
    where: ['ena.*'],
    status: 405,
    text: "Request method '{method}' is not supported",
    confidence: 'assumed',
    why: 'A known path with another verb.',
  },
  'http.accept': {
    id: 'http.accept',
    where: ['ena.*'],
    status: 406,
    text: 'No acceptable representation',
    confidence: 'assumed',
    why: 'Accept names neither JSON nor XML where the answer is one of them.',
  },
  'http.content-type': {
    id: 'http.content-type',
    where: SUBMIT,
    status: 415,
    text: "Content-Type '{type}' is not supported",
    confidence: 'documented',
    why: 'A body that is neither JSON nor XML nor multipart form data. The status is documented, the words are ours.',
    shape: 'text',
  },
  'document.json': {
    id: 'document.json',
    where: SUBMIT,
    status: 400,
    text: 'Invalid submission JSON: {problem}',
    confidence: 'assumed',
    why: 'The body is not JSON; a comma after the last action, as some of the published examples have it, is enough.',
    shape: 'text',
  },
  'document.xml': {
    id: 'document.xml',
    where: SUBMIT,
    status: 400,
    text: 'Invalid submission XML: {problem}',
    confidence: 'assumed',
    why: 'The body is not well-formed XML, or its root is not WEBIN.',
    shape: 'text',
  },
  'document.unknown-field': {
    id: 'document.unknown-field',
    where: SUBMIT,
    status: 400,
    text: 'Unrecognized field "{field}" in {where}',
    confidence: 'documented',
    why: 'A field that nobody knows at the root, in the submission, an action, a sample, a study, an attribute, a link or a relationship; elsewhere it is dropped without a word. The published conversion library refuses it; that this is a 400 is assumed.',
    shape: 'text',
  },
  'document.type': {
    id: 'document.type',
    where: SUBMIT,
    status: 400,
    text: 'Cannot read {where}: expected {expected}',
    confidence: 'documented',
    why: 'An object where an array belongs, or the other way round. Numbers and booleans pass for text.',
    shape: 'text',
  },
  'document.missing': {
    id: 'document.missing',
    where: SUBMIT,
    status: 400,
    text: 'Cannot convert {where}: {field} is missing',
    confidence: 'documented',
    why: 'A JSON experiment without samples or without a library layout, and an action without a type: the conversion to XML breaks there.',
    shape: 'text',
  },
  'multipart.file': {
    id: 'multipart.file',
    where: SUBMIT,
    status: 400,
    text: "Required request part 'file' is not present",
    confidence: 'documented',
    why: 'Multipart form data without a part "file", or with one that has no file name.',
    shape: 'text',
  },
  'action.reserved': {
    id: 'action.reserved',
    where: EVERY_SUBMIT,
    status: 403,
    text: 'The {action} action is not allowed for submission account {account}.',
    confidence: 'documented',
    why: 'SUPPRESS, KILL, PROTECT and ROLLBACK are for the staff of the archives. The words are ours.',
    shape: 'text',
  },
  'submit.timeout': {
    id: 'submit.timeout',
    where: ['ena.submissions.submit'],
    status: 408,
    text: 'Submission processing exceeded the time limit of 1 minute and was terminated.',
    confidence: 'documented',
    why: 'The lifecycle `ena.submit` says that processing takes more than a minute; nothing is stored. The words are ours.',
    shape: 'text',
  },
  'poll.unknown': {
    id: 'poll.unknown',
    where: ['ena.submissions.poll'],
    status: 400,
    text: 'Unknown submission id: {id}',
    confidence: 'documented',
    why: 'No queued submission of this account has the id. The words are ours.',
    shape: 'text',
  },
  'object.unknown': {
    id: 'object.unknown',
    where: [...RETRIEVE, ...DROP_BOX_GET],
    status: 404,
    text: 'No message available',
    confidence: 'assumed',
    why: 'Nothing of this type has the accession or alias.',
  },
  'object.foreign': {
    id: 'object.foreign',
    where: [...RETRIEVE, ...DROP_BOX_GET],
    status: 403,
    text: 'Access Denied',
    confidence: 'documented',
    why: 'The object belongs to another account.',
  },
  'report.parameter': {
    id: 'report.parameter',
    where: ['ena.reports.*'],
    status: 400,
    text: 'Invalid value "{value}" of parameter {name}',
    confidence: 'assumed',
    why: 'max-results is not a number, or format is neither json nor csv.',
  },
  'report.unknown': {
    id: 'report.unknown',
    where: ['ena.reports.*'],
    status: 404,
    text: 'No message available',
    confidence: 'observed',
    why: 'Nothing of the account has the accession or alias.',
  },
  'checklist.unknown': {
    id: 'checklist.unknown',
    where: ['ena.checklists.get', 'ena.checklists.xml'],
    status: 404,
    text: 'No message available',
    confidence: 'assumed',
    why: 'The sandbox holds ERC000011 and ERC000014.',
  },
  'portal.parameter': {
    id: 'portal.parameter',
    where: ['ena.portal.search', 'ena.portal.count', 'ena.portal.fileReport', 'ena.portal.fields'],
    status: 400,
    text: '{problem}',
    confidence: 'assumed',
    why: 'An unknown result, field or format, a missing result, or a query that cannot be read.',
  },
  'browser.unknown': {
    id: 'browser.unknown',
    where: ['ena.browser.get'],
    status: 404,
    text: 'No records found for {accession}',
    confidence: 'documented',
    why: 'No such record, or a private one, with or without credentials. The words are ours.',
  },
  'taxonomy.unknown': {
    id: 'taxonomy.unknown',
    where: ['ena.taxonomy.get'],
    status: 404,
    text: 'No results.',
    confidence: 'observed',
    why: 'A tax id that nobody knows.',
    shape: 'text',
  },
  'taxonomy.no-results': {
    id: 'taxonomy.no-results',
    where: ['ena.taxonomy.findByName', 'ena.taxonomy.findByAnyName'],
    status: 200,
    text: 'No results.',
    confidence: 'observed',
    why: 'A name that nobody knows: plain text with 200 where JSON is expected.',
    shape: 'text',
  },
} as const satisfies Record<string, Rule>;

export const enaRules = { ...httpRules, ...objectRules };
export type EnaRule = keyof typeof enaRules;

/** A refusal to throw; text may hold `{name}` of `values`. */
export function refuse(id: EnaRule, values: Record<string, string> = {}): Refusal {
  return new Refusal(enaRules[id], values);
}

/** One error message of a receipt. */
export interface Problem {
  rule: EnaRule;
  text: string;
}

export function problem(id: EnaRule, values: Record<string, string> = {}): Problem {
  return { rule: id, text: refuse(id, values).message };
}
