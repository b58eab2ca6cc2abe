import type { Term } from '../model.ts';
import { contentRows } from './tsv.ts';

/** The parser's complaint about an investigation or a table. */
export class IsaError extends Error {
  override readonly name = 'IsaError';
}

export interface OntologySource {
  name: string;
  complete: boolean;
}

export interface AssayInfo {
  file: string;
  measurement: Term;
  technology: Term;
  platform: string;
  comments: Record<string, string>;
}

export interface StudyInfo {
  identifier: string;
  title: string;
  description: string;
  file: string;
  comments: Record<string, string>;
  protocols: string[];
  assays: AssayInfo[];
  /** Every ontology term of the study's sections. */
  terms: Term[];
}

export interface InvestigationInfo {
  identifier: string;
  title: string;
  description: string;
  comments: Record<string, string>;
  sources: OntologySource[];
  studies: StudyInfo[];
  terms: Term[];
  /** As read, for writing it out again. */
  rows: string[][];
}

/** `key` is the field's name without the section's word. */
type Keys = readonly string[];
const TERM = ['', ' Term Accession Number', ' Term Source REF'];
const terms = (name: string): Keys => TERM.map((ending) => `${name}${ending}`);
const publication = (who: string): Keys => [
  `${who} PubMed ID`,
  `${who} Publication DOI`,
  `${who} Publication Author List`,
  `${who} Publication Title`,
  ...terms(`${who} Publication Status`),
];
const person = (who: string): Keys => [
  ...['Last Name', 'First Name', 'Mid Initials', 'Email', 'Phone', 'Fax', 'Address', 'Affiliation'].map(
    (field) => `${who} Person ${field}`,
  ),
  ...terms(`${who} Person Roles`),
];
const basics = (who: string): Keys =>
  ['Identifier', 'Title', 'Description', 'Submission Date', 'Public Release Date'].map(
    (field) => `${who} ${field}`,
  );

const SOURCES: Keys = ['Name', 'File', 'Version', 'Description'].map((field) => `Term Source ${field}`);
const STUDY: Keys = [...basics('Study'), 'Study File Name'];
const ASSAYS: Keys = [
  'Study Assay File Name',
  ...terms('Study Assay Measurement Type'),
  ...terms('Study Assay Technology Type'),
  'Study Assay Technology Platform',
];
const PROTOCOLS: Keys = [
  'Study Protocol Name',
  ...terms('Study Protocol Type'),
  'Study Protocol Description',
  'Study Protocol URI',
  'Study Protocol Version',
  ...terms('Study Protocol Parameters Name'),
  'Study Protocol Components Name',
  ...terms('Study Protocol Components Type'),
];

interface Section {
  values: Map<string, string[]>;
  comments: string[];
  /** Entries of the section. */
  columns: number;
}

/** Reads an investigation as strictly as the server's parser: every section, in order, with every line. */
export function readInvestigation(text: string): InvestigationInfo {
  const rows = contentRows(text);
  const reader = new Reader(rows);
  const sources = reader.many('ONTOLOGY SOURCE REFERENCE', 'Term Source', SOURCES);
  const about = reader.one('INVESTIGATION', 'Investigation', basics('Investigation'));
  const found: Term[] = [
    ...termsOf(
      reader.many('INVESTIGATION PUBLICATIONS', 'Investigation Pub', publication('Investigation')),
      'Investigation Publication Status',
    ),
    ...termsOf(
      reader.many('INVESTIGATION CONTACTS', 'Investigation Person', person('Investigation')),
      'Investigation Person Roles',
    ),
  ];
  const studies: StudyInfo[] = [];
  while (!reader.ended) studies.push(readStudy(reader));
  return {
    identifier: first(about, 'Investigation Identifier'),
    title: first(about, 'Investigation Title'),
    description: first(about, 'Investigation Description'),
    comments: comments(about, 0),
    sources: columns(sources)
      .map((i) => SOURCES.map((key) => at(sources, key, i)))
      .filter((parts) => parts.some((part) => part !== ''))
      .map((parts) => ({ name: parts[0] ?? '', complete: parts.every((part) => part !== '') })),
    studies,
    terms: found,
    rows,
  };
}

function readStudy(reader: Reader): StudyInfo {
  const about = reader.one('STUDY', 'Study', STUDY);
  const designs = reader.many('STUDY DESIGN DESCRIPTORS', 'Study Design', terms('Study Design Type'));
  const publications = reader.many('STUDY PUBLICATIONS', 'Study Pub', publication('Study'));
  const factors = reader.many('STUDY FACTORS', 'Study Factor', [
    'Study Factor Name',
    ...terms('Study Factor Type'),
  ]);
  const assays = reader.many('STUDY ASSAYS', 'Study Assay', ASSAYS);
  const protocols = reader.many('STUDY PROTOCOLS', 'Study Protocol', PROTOCOLS);
  const contacts = reader.many('STUDY CONTACTS', 'Study Person', person('Study'));
  const names = columns(protocols).map((i) => at(protocols, 'Study Protocol Name', i));
  if (names.includes('')) throw new IsaError('Expected protocol name in line Study Protocol Name; found: ""');
  return {
    identifier: first(about, 'Study Identifier'),
    title: first(about, 'Study Title'),
    description: first(about, 'Study Description'),
    file: first(about, 'Study File Name'),
    comments: comments(about, 0),
    protocols: names,
    assays: columns(assays).flatMap((i) => assayInfo(assays, i)),
    terms: [
      ...termsOf(designs, 'Study Design Type'),
      ...termsOf(publications, 'Study Publication Status'),
      ...termsOf(factors, 'Study Factor Type'),
      ...termsOf(assays, 'Study Assay Measurement Type'),
      ...termsOf(assays, 'Study Assay Technology Type'),
      ...termsOf(protocols, 'Study Protocol Type'),
      ...termsOf(contacts, 'Study Person Roles'),
    ],
  };
}

/** A column without a file has to be empty altogether. */
function assayInfo(section: Section, i: number): AssayInfo[] {
  const file = at(section, 'Study Assay File Name', i);
  const parts = ASSAYS.map((key) => at(section, key, i));
  if (file === '' && parts.every((part) => part === '')) return [];
  if (file === '') {
    const found = parts.map((part) => `"${part}"`).join(', ');
    throw new IsaError(`Found assay with no Study Assay File Name in STUDY ASSAYS; found: ${found}`);
  }
  return [
    {
      file,
      measurement: termAt(section, 'Study Assay Measurement Type', i),
      technology: termAt(section, 'Study Assay Technology Type', i),
      platform: at(section, 'Study Assay Technology Platform', i),
      comments: comments(section, i),
    },
  ];
}

/** Goes through the lines section by section. */
class Reader {
  #next = 0;

  constructor(private readonly rows: readonly string[][]) {}

  get ended(): boolean {
    return this.#next >= this.rows.length;
  }

  /** A section with one value a line. */
  one(title: string, prefix: string, keys: Keys): Section {
    return this.#section(title, prefix, keys, (key, cells) => {
      if (cells.length > 1) {
        throw new IsaError(`Line ${key} contains more than one value: ${list(cells)}`);
      }
      return cells.length === 0 ? [''] : cells;
    });
  }

  /** A section with any number of entries, as many in each line. */
  many(title: string, prefix: string, keys: Keys): Section {
    const section = this.#section(title, prefix, keys, (_key, cells) => cells);
    const lengths = new Set([...section.values.values()].map(({ length }) => length));
    if (lengths.size > 1) throw new IsaError(`Inconsistent entry lengths in section ${title}`);
    return section;
  }

  #section(
    title: string,
    prefix: string,
    keys: Keys,
    cut: (key: string, cells: string[]) => string[],
  ): Section {
    const header = this.rows[this.#next];
    if (header?.[0] !== title)
      throw new IsaError(`Expected ${title} but got ${header ? list(header) : 'None'}`);
    this.#next += 1;
    const values = new Map<string, string[]>();
    const remarks: string[] = [];
    for (let row = this.rows[this.#next]; row; row = this.rows[this.#next]) {
      const [key = '', ...cells] = row;
      const remark = key.startsWith('Comment');
      if (!remark && !key.startsWith(prefix)) break;
      if (remark) remarks.push(key);
      else if (!keys.includes(key)) {
        throw new IsaError(`Line must start with one of ${tuple(keys)} but is ${list(row)}`);
      }
      if (values.has(key))
        throw new IsaError(`Key ${key} repeated, previous value "${list(values.get(key) ?? [])}"`);
      values.set(key, cut(key, cells));
      this.#next += 1;
    }
    if (values.size !== keys.length + remarks.length) {
      throw new IsaError(`Missing entries in section ${title}; found: ${list([...values.keys()].sort())}`);
    }
    const widest = Math.max(0, ...[...values.values()].map(({ length }) => length));
    return { values, comments: remarks, columns: widest };
  }
}

function at(section: Section, key: string, i: number): string {
  return section.values.get(key)?.[i] ?? '';
}

function first(section: Section, key: string): string {
  return at(section, key, 0);
}

function columns(section: Section): number[] {
  return Array.from({ length: section.columns }, (_, i) => i);
}

function comments(section: Section, i: number): Record<string, string> {
  return Object.fromEntries(
    section.comments.map((key) => {
      const name = key.slice('Comment'.length).trim();
      if (!name.startsWith('[') || !name.endsWith(']'))
        throw new IsaError(`Problem parsing comment header ${key}`);
      return [name.slice(1, -1), at(section, key, i)];
    }),
  );
}

function termAt(section: Section, name: string, i: number): Term {
  return term(...(TERM.map((ending) => at(section, `${name}${ending}`, i)) as [string, string, string]));
}

export function term(name: string, accession: string, ontology: string): Term {
  return { name: name.trim(), accession: accession || null, ontology_name: ontology || null };
}

function termsOf(section: Section, name: string): Term[] {
  return columns(section).map((i) => termAt(section, name, i));
}

/** As the server's language writes them. */
function list(items: readonly string[]): string {
  return `[${items.map(quoted).join(', ')}]`;
}

function tuple(items: readonly string[]): string {
  return `(${items.map(quoted).join(', ')})`;
}

export function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}
