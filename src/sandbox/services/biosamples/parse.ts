import { type Instant, parseInstant } from './instants.ts';
import {
  type Attribute,
  compareAttributes,
  compareReferences,
  compareRelationships,
  compareText,
  derivedTaxId,
  type ExternalReference,
  type ParsedSample,
  type Relationship,
  SRA_ACCESSION,
  STATUSES,
  SUBMITTED_VIA,
  sortedSet,
  type TextRecord,
} from './model.ts';
import { arrayOf, BindError, type JsonObject, objectOf, parseJson, textOf, textsOf } from './read.ts';
import { refuse } from './rules.ts';

const CONTACT_KEYS = [
  'FirstName',
  'LastName',
  'MidInitials',
  'Name',
  'Role',
  'E-mail',
  'Affiliation',
  'URL',
] as const;
const ORGANIZATION_KEYS = ['Name', 'Role', 'E-mail', 'URL', 'Address'] as const;
const PUBLICATION_KEYS = ['doi', 'pubmed_id'] as const;

export interface ParseOptions {
  /** Lab time, which decides between PRIVATE and PUBLIC when there is no status. */
  nowMs: number;
  /** The newer release line also takes a bare date in `release`. */
  bareDates: boolean;
}

export function parseSampleText(body: string, options: ParseOptions): ParsedSample {
  return bound(() => parseSample(parseJson(body), options));
}

export function parseSampleValue(value: unknown, options: ParseOptions): ParsedSample {
  return bound(() => parseSample(value, options));
}

export function parseSampleArray(body: string, options: ParseOptions): ParsedSample[] {
  return bound(() => {
    const items = parseJson(body);
    if (!Array.isArray(items))
      throw new BindError('Cannot deserialize the list of samples: an array was expected');
    return items.map((item) => parseSample(item, options));
  });
}

/** Runs a reader; what it complains about becomes a parse refusal. */
function bound<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BindError) throw refuse('parse.json', { problem: error.message });
    throw error;
  }
}

function parseSample(value: unknown, options: ParseOptions): ParsedSample {
  const body = objectOf(value, 'the sample');
  const name = textOf(body.name, 'name')?.trim();
  if (name === undefined) throw refuse('parse.name');
  if (Array.isArray(body.data) && body.data.length > 0) throw refuse('parse.data');
  const attributes = parseAttributes(body.characteristics);
  const release = instant(body, 'release', options.bareDates);
  const given = oneOf(body, 'status', STATUSES);
  const released = release !== undefined && Date.parse(release) <= options.nowMs;
  return {
    name,
    accession: nonEmpty(textOf(body.accession, 'accession')),
    sraAccession: nonEmpty(textOf(body.sraAccession, 'sraAccession')),
    domain: nonEmpty(textOf(body.domain, 'domain')),
    webinSubmissionAccountId: nonEmpty(textOf(body.webinSubmissionAccountId, 'webinSubmissionAccountId')),
    taxId: wholeNumber(body.taxId) ?? derivedTaxId(attributes),
    status: given ?? (released ? 'PUBLIC' : 'PRIVATE'),
    statusGiven: given !== undefined,
    release,
    update: instant(body, 'update', false),
    submitted: instant(body, 'submitted', false),
    create: instant(body, 'create', false),
    attributes,
    relationships: sortedSet(
      arrayOf(body.relationships, 'relationships').map(parseRelationship),
      compareRelationships,
    ),
    externalReferences: sortedSet(
      arrayOf(body.externalReferences, 'externalReferences').map(parseReference),
      compareReferences,
    ),
    organization: textRecords(body.organization, 'organization', ORGANIZATION_KEYS),
    contact: textRecords(body.contact, 'contact', CONTACT_KEYS).map(withName),
    publications: textRecords(body.publications, 'publications', PUBLICATION_KEYS),
    submittedVia: oneOf(body, 'submittedVia', SUBMITTED_VIA) ?? 'JSON_API',
  };
}

function parseAttributes(value: unknown): Attribute[] {
  if (value === undefined || value === null) return [];
  const out: Attribute[] = [];
  for (const [key, entries] of Object.entries(objectOf(value, 'characteristics'))) {
    for (const entry of arrayOf(entries, `characteristics "${key}"`)) {
      const item = objectOf(entry, `characteristics "${key}"`);
      out.push(
        attribute(
          key,
          textOf(item.text, 'text'),
          textsOf(item.ontologyTerms, 'ontologyTerms'),
          textOf(item.unit, 'unit'),
          textOf(item.tag, 'tag'),
        ),
      );
    }
  }
  return sortedSet(out, compareAttributes);
}

/** An attribute in its normal form: trimmed, IRIs sorted, absent parts absent. */
export function attribute(
  type: string,
  value: string | undefined,
  iri: readonly string[],
  unit: string | undefined,
  tag: string | undefined,
): Attribute {
  const out: Attribute = { type: type.trim(), value: value?.trim() ?? '', iri: sortedSet(iri, compareText) };
  if (tag !== undefined) out.tag = tag.trim();
  if (unit !== undefined) out.unit = unit.trim();
  return out;
}

export function parseRelationship(value: unknown): Relationship {
  const item = objectOf(value, 'a relationship');
  const type = textOf(item.type, 'type')?.trim() ?? '';
  const target = textOf(item.target, 'target')?.trim() ?? '';
  if (type === '') throw refuse('parse.relationship', { field: 'type' });
  if (target === '') throw refuse('parse.relationship', { field: 'target' });
  const source = textOf(item.source, 'source')?.trim() ?? '';
  return source === '' ? { type, target } : { source, type, target };
}

export function parseReference(value: unknown): ExternalReference {
  const item = objectOf(value, 'an external reference');
  const url = textOf(item.url, 'url')?.trim();
  if (url === undefined)
    throw new BindError('Cannot deserialize an external reference: url must not be null');
  return { url, duo: sortedSet(textsOf(item.duo, 'duo'), compareText) };
}

function textRecords(value: unknown, what: string, keys: readonly string[]): TextRecord[] {
  return arrayOf(value, what).map((entry) => {
    const item = objectOf(entry, what);
    const out: TextRecord = {};
    for (const key of keys) {
      const content = textOf(item[key], key);
      if (content !== undefined) out[key] = content;
    }
    return out;
  });
}

/** Contacts get a Name made of the other two when they have none. */
function withName(contact: TextRecord): TextRecord {
  if (contact.Name !== undefined) return contact;
  const name = [contact.FirstName, contact.LastName].filter((part) => part !== undefined).join(' ');
  return name === '' ? contact : { ...contact, Name: name };
}

function instant(body: JsonObject, field: string, bareDates: boolean): Instant | undefined {
  const value = textOf(body[field], field);
  if (value === undefined) return undefined;
  const text = bareDates && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value;
  const parsed = parseInstant(text);
  if (parsed === undefined) throw refuse('parse.date', { value });
  return parsed;
}

function oneOf<T extends string>(body: JsonObject, field: string, words: readonly T[]): T | undefined {
  const value = textOf(body[field], field);
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw refuse('parse.enum', { value, field });
  return word;
}

function wholeNumber(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw new BindError('Cannot deserialize taxId: a whole number was expected');
}

function nonEmpty(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** All SRA accessions a sample names, in its field and in its characteristic. */
export function sraAccessions(sample: Pick<ParsedSample, 'sraAccession' | 'attributes'>): string[] {
  const out = sample.attributes
    .filter((item) => item.type.toLowerCase() === SRA_ACCESSION.toLowerCase())
    .map((item) => item.value);
  if (sample.sraAccession !== undefined) out.push(sample.sraAccession);
  return out;
}
