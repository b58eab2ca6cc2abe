import type { IsaTable } from '../../index.ts';
import { type Attribute, columnsOf, type Owner } from './columns.ts';

/** What is said of a sample under one name. */
export interface Said {
  name: string;
  /** Several values of pooled sources are joined by semicolons. */
  value: string;
  unit: string;
  /** Ids or addresses, separated by semicolons. */
  terms: string;
}

/** A sample of a study table; it may stand in several rows, when it was made of several sources. */
export interface SheetSample {
  name: string;
  /** Of the first of its rows. */
  line: number;
  /** Of the table, from 0. */
  rows: number[];
  said: readonly Said[];
  /** `Comment[…]` by what stands in the brackets. */
  comments: Readonly<Record<string, string>>;
  problems: readonly string[];
}

/** What one row says in the columns of one heading. */
interface Found extends Said {
  owner: Owner;
  heading: string;
  line: number;
}

interface Gathered {
  line: number;
  rows: number[];
  found: Found[];
  comments: Record<string, string>;
}

/** The samples of a study, in the order in which they first appear. Rows without a sample have none. */
export function samplesIn(table: IsaTable, file: string): SheetSample[] {
  const { sampleAt, attributes, comments } = columnsOf(table, file);
  const lines = table.lines;
  const gathered = new Map<string, Gathered>();
  for (const [row, cells] of [...table.rows()].entries()) {
    const name = cells[sampleAt]?.trim() ?? '';
    if (name === '') continue;
    const line = lines[row] ?? 0;
    const sample = gathered.get(name) ?? { line, rows: [], found: [], comments: {} };
    gathered.set(name, sample);
    sample.rows.push(row);
    sample.found.push(...foundIn(cells, attributes, line));
    for (const [comment, at] of comments) sample.comments[comment] ||= cells[at]?.trim() ?? '';
  }
  return [...gathered].map(([name, { found, ...rest }]) => ({ name, ...rest, ...saidOf(found) }));
}

/** Columns of the same heading in a row are several values of one thing. */
function foundIn(cells: readonly string[], attributes: readonly Attribute[], line: number): Found[] {
  const found = new Map<string, Found>();
  const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at]?.trim() ?? ''));
  for (const { owner, name, heading, at, unitAt, sourceRefAt, accessionAt } of attributes) {
    const value = cell(at);
    if (value === '') continue;
    const terms = termsOf(cell(accessionAt), cell(sourceRefAt));
    const key = `${owner} ${plain(name)}`;
    const before = found.get(key);
    if (before) {
      before.value = joined(before.value, value);
      before.terms = joined(before.terms, terms);
    } else found.set(key, { owner, name, heading, line, value, unit: cell(unitAt), terms });
  }
  return [...found.values()];
}

/** The sample's own words win over the factors of the study, and these over what its source says. */
const RANK: readonly Owner[] = ['sample', 'factor', 'source'];

function saidOf(found: readonly Found[]): { said: Said[]; problems: string[] } {
  const said = new Map<string, Said>();
  const problems: string[] = [];
  for (const owner of RANK) {
    const mine = new Map<string, Found>();
    for (const one of found) {
      if (one.owner !== owner || said.has(plain(one.name))) continue;
      const before = mine.get(plain(one.name));
      if (!before) mine.set(plain(one.name), { ...one });
      else if (owner === 'source' && before.unit === one.unit) {
        before.value = joined(before.value, one.value);
        before.terms = joined(before.terms, one.terms);
      } else if (before.value !== one.value || before.unit !== one.unit) {
        problems.push(
          `"${one.heading}" is "${shown(before)}" in line ${before.line}, and "${shown(one)}" in line ${one.line}`,
        );
      }
    }
    for (const [key, { name, value, unit, terms }] of mine) said.set(key, { name, value, unit, terms });
  }
  return { said: [...said.values()], problems };
}

const plain = (name: string): string => name.toLowerCase();

const shown = ({ value, unit }: Said): string => (unit === '' ? value : `${value} ${unit}`);

/** `a; b`, each once. */
function joined(one: string, other: string): string {
  const parts = `${one};${other}`.split(';').map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))].join('; ');
}

/** Addresses and whole ids stand as they are; a bare number belongs to the ontology that the sheet names beside it. */
function termsOf(accession: string, sourceRef: string): string {
  const refs = sourceRef.split(';');
  const terms = accession.split(';').map((part, index) => {
    const term = part.trim();
    const ref = (refs[index] ?? refs[0] ?? '').trim();
    const isBare = /^\w+$/.test(term) && !/^[A-Za-z]+_\w+$/.test(term);
    // The one ontology whose short name is written in many ways.
    const ontology = /^ncbi[\s_]?taxon(?:omy)?$/i.test(ref) ? 'NCBITaxon' : ref;
    return isBare && ontology !== '' ? `${ontology}_${term}` : term;
  });
  return terms.filter((term) => term !== '').join('; ');
}
