import type { Characteristics, NewSample } from 'accession';
import { parseTable, type Row, type Table } from './table.ts';

/** A study as its owner keeps it, turned into records by the rules of `data/altitude-atlas/README.md`. */
export interface Study {
  /** What the column `project` says in every row. */
  readonly name: string;
  readonly table: Table;
  readonly samples: readonly StudySample[];
}

export interface StudySample {
  readonly row: Row;
  readonly name: string;
  /** The record without its relationships. */
  readonly record: NewSample;
  /** The names of the samples it is derived from. */
  readonly parents: readonly string[];
}

/** The table is not ready to be sent; every problem is listed, so that one round of corrections is enough. */
export class StudyError extends Error {
  override name = 'StudyError';
  constructor(readonly problems: readonly string[]) {
    super(`The table has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`);
  }
}

const NAME = 'sample name';
const RELEASE = 'release date';
const PARENTS = 'derived from';
const PROJECT = 'project';

/** A column of the table that becomes a characteristic, and where its unit and ontology term stand. */
interface Characteristic {
  readonly key: string;
  readonly at: number;
  readonly unitAt: number;
  readonly termAt: number;
}

export function readStudy(text: string): Study {
  const table = parseTable(text);
  const characteristics = readHeader(table.columns);
  const problems: string[] = [];
  const samples = table.rows.map((row) => readRow(table, row, characteristics, problems));
  problems.push(...wrongNames(samples), ...wrongParents(samples));

  const projects = new Set(table.rows.map((row) => cellOf(table, row, PROJECT)));
  const [name = ''] = projects;
  if (projects.size !== 1 || name === '')
    problems.push(`Column "${PROJECT}" must hold the same name in every row.`);
  if (problems.length > 0) throw new StudyError(problems);
  return { name, table, samples };
}

function readHeader(columns: readonly string[]): Characteristic[] {
  const problems: string[] = [];
  for (const [i, column] of columns.entries()) {
    const base = column.replace(/ \[(unit|term)\]$/, '');
    if (column === '') problems.push(`Column ${i + 1} has no heading.`);
    else if (columns.indexOf(column) !== i) problems.push(`Column "${column}" occurs twice.`);
    else if (!columns.includes(base))
      problems.push(`Column "${column}" belongs to "${base}", which is not there.`);
    else if (column === 'accession')
      problems.push('Column "accession" is already there: these samples have theirs.');
  }
  for (const column of [NAME, RELEASE, PROJECT]) {
    if (!columns.includes(column)) problems.push(`Column "${column}" is missing.`);
  }
  if (problems.length > 0) throw new StudyError(problems);
  return columns.flatMap((key, at) =>
    [NAME, RELEASE, PARENTS].includes(key) || / \[(unit|term)\]$/.test(key)
      ? []
      : { key, at, unitAt: columns.indexOf(`${key} [unit]`), termAt: columns.indexOf(`${key} [term]`) },
  );
}

function readRow(
  table: Table,
  row: Row,
  columns: readonly Characteristic[],
  problems: string[],
): StudySample {
  const name = cellOf(table, row, NAME);
  const complain = (what: string) => problems.push(`Line ${row.line} (${name || 'no name'}): ${what}`);
  const cell = (at: number) => row.cells[at]?.trim() ?? '';

  if (row.cells.length > table.columns.length) {
    complain(`${row.cells.length} cells, but the header has ${table.columns.length}.`);
  }
  const characteristics: Characteristics = {};
  for (const { key, at, unitAt, termAt } of columns) {
    const value = cell(at);
    const unit = cell(unitAt);
    const terms = list(cell(termAt));
    if (value === '') {
      if (unit !== '') complain(`"${key}" is empty, but its unit says "${unit}".`);
      if (terms.length > 0) complain(`"${key}" is empty, but its term says "${terms.join('; ')}".`);
      continue;
    }
    for (const term of terms) {
      if (!iriOf(term)) complain(`"${term}" in "${key} [term]" is neither an ontology id nor an IRI.`);
    }
    characteristics[key] = [
      {
        text: value,
        ...(unit !== '' && { unit }),
        ...(terms.length > 0 && { ontologyTerms: terms.map((term) => iriOf(term) ?? term) }),
      },
    ];
  }
  const day = cellOf(table, row, RELEASE);
  if (!isDay(day)) complain(`the release date is "${day}", not a day like 2024-09-30.`);
  return {
    row,
    name,
    record: { name, release: `${day}T00:00:00Z`, characteristics },
    parents: list(cellOf(table, row, PARENTS)),
  };
}

function wrongNames(samples: readonly StudySample[]): string[] {
  const first = new Map<string, number>();
  return samples.flatMap(({ name, row }) => {
    if (name === '') return `Line ${row.line}: the sample has no name.`;
    const earlier = first.get(name);
    if (earlier !== undefined) return `Line ${row.line} (${name}): line ${earlier} has the same sample name.`;
    first.set(name, row.line);
    return [];
  });
}

function wrongParents(samples: readonly StudySample[]): string[] {
  const names = new Set(samples.map((sample) => sample.name));
  const missing = samples.flatMap(({ name, row, parents }) =>
    parents
      .filter((parent) => !names.has(parent))
      .map((parent) => `Line ${row.line} (${name}): derived from "${parent}", which is not in the table.`),
  );
  // Whoever has no parents left is settled; those who are never settled are their own ancestors, or descend from such.
  let open = [...samples];
  for (let before = Number.POSITIVE_INFINITY; open.length < before; ) {
    before = open.length;
    const unsettled = new Set(open.map((sample) => sample.name));
    open = open.filter((sample) => sample.parents.some((parent) => unsettled.has(parent)));
  }
  const circle = open.map((sample) => sample.name).join(', ');
  return circle === '' ? missing : [...missing, `Derived from each other in a circle: ${circle}.`];
}

function cellOf(table: Table, row: Row, column: string): string {
  return row.cells[table.columns.indexOf(column)]?.trim() ?? '';
}

function list(cell: string): string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function iriOf(term: string): string | undefined {
  if (/^https?:\/\/\S+$/.test(term)) return term;
  const [, ontology, id] = /^([A-Za-z]+)[_:](\w+)$/.exec(term) ?? [];
  if (ontology === undefined) return undefined;
  const base = ontology === 'EFO' ? 'http://www.ebi.ac.uk/efo/' : 'http://purl.obolibrary.org/obo/';
  return `${base}${ontology}_${id}`;
}

function isDay(text: string): boolean {
  // The round trip refuses the 31st of June, which Date would take for the 1st of July.
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}
