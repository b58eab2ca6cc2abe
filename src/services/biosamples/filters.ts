import { InputError } from '../../core/errors/index.ts';

/** A backslash before a colon, or at the end of a field, would be read as an escape: there is no way to write it. */
function writable(text: string, pattern: RegExp): string {
  if (!pattern.test(text)) return text;
  throw new InputError([
    { path: '', message: `${JSON.stringify(text)} cannot be written in a filter: backslash and colon` },
  ]);
}

/** The field of a filter ends at the first colon that is not escaped; its value may hold any. */
const field = (text: string): string => writable(text, /\\(:|$)/).replaceAll(':', '\\:');
const plain = (text: string): string => writable(text, /\\:/);

const filter = (type: string, name: string, value?: string): string =>
  value === undefined ? `${type}:${field(name)}` : `${type}:${field(name)}:${plain(value)}`;

/** `YYYY-MM-DD`, or a local date and time in UTC: the server wants it without the Z. */
const moment = (at: string | Date): string =>
  at instanceof Date ? at.toISOString().slice(0, 19) : at.trim().replace(/(\.\d+)?Z$/, '');

/** A span of time; the last day counts whole. */
export interface Span {
  from?: string | Date;
  until?: string | Date;
}

function dates(name: string, { from, until }: Span): string {
  const parts = [...(from ? [`from=${moment(from)}`] : []), ...(until ? [`until=${moment(until)}`] : [])];
  return parts.length > 0 ? `dt:${name}:${parts.join('')}` : `dt:${name}`;
}

/**
 * Filters for `search`, `count`, `facets` and `accessions`, written as the server wants them. Several of the same
 * field mean or; of different fields, and. Values are exact and case sensitive.
 * @see https://www.ebi.ac.uk/biosamples/docs/references/filters
 */
export const filters = {
  /** Has the characteristic, or has it with this value. */
  attribute: (name: string, value?: string): string => filter('attr', name, value),
  /** Has exactly this name. */
  name: (name: string): string => `name:${plain(name)}`,
  /** An accession, or a pattern such as `SAMEA1.*`. */
  accession: (pattern: string): string => `acc:${pattern}`,
  released: (span: Span = {}): string => dates('release', span),
  updated: (span: Span = {}): string => dates('update', span),
  /** Is something to another sample: `relation('derived from', 'SAMEA1')`. */
  relation: (type: string, target?: string): string => filter('rel', type, target),
  /** Another sample is something to it. */
  inverseRelation: (type: string, source?: string): string => filter('rrel', type, source),
  /** Has data in another archive: `ENA`, `ArrayExpress`, `EGA Dataset`, `BioStudies`, … */
  externalReference: (archive: string, id?: string): string => filter('extd', archive, id),
  /** Belongs to this Webin account. With its login also the private ones. */
  webinAccount: (account: string): string => `webinId:${account}`,
  /** Belonged to this AAP domain; only old records. */
  domain: (domain: string): string => `dom:${domain}`,
  /** Has a table of this type. Newer servers only. */
  structuredData: (type: string): string => `strd:${type}`,
} as const;
