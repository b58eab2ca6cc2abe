import type { Header } from '../table/columns.ts';
import type { Row } from '../table/tokenise.ts';
import { UserError } from '../user-error.ts';
import { ERROR, type Names, STATUS } from './mapping.ts';

/** `X [unit]` and `X [term]` say more about the column `X`. */
const SUFFIX = / \[(unit|term)\]$/;

/** One value as it stands in a row, with its unit and terms. */
export interface Described {
  name: string;
  value: string;
  unit?: string;
  terms: string[];
}

/** Reads rows by the names of their columns. */
export class RowReader<Field extends string> {
  readonly #at = new Map<Field, number>();
  readonly #described: { name: string; at: number; unitAt: number; termAt: number }[] = [];
  readonly #statusAt: number;

  /** @throws UserError a required column is missing, or a unit belongs to no column */
  constructor(
    { names, row }: Header,
    fields: Names<Field>,
    required: readonly Field[],
    own: readonly string[],
  ) {
    const problems: string[] = [];
    const taken = new Set<string>([STATUS, ERROR, ...own]);
    for (const [field, spellings] of Object.entries(fields) as [Field, readonly string[]][]) {
      const found = names.filter((name) => spellings.some((spelling) => plain(spelling) === plain(name)));
      if (found.length > 1) problems.push(`${found.map((name) => `"${name}"`).join(' and ')} mean the same`);
      if (found[0] !== undefined) {
        this.#at.set(field, names.indexOf(found[0]));
        taken.add(found[0]);
      } else if (required.includes(field)) problems.push(`the column "${spellings[0]}" is missing`);
    }
    for (const [at, name] of names.entries()) {
      if (taken.has(name)) continue;
      const base = name.replace(SUFFIX, '');
      if (base === name) {
        this.#described.push({
          name,
          at,
          unitAt: names.indexOf(`${name} [unit]`),
          termAt: names.indexOf(`${name} [term]`),
        });
      } else if (!names.includes(base) || taken.has(base)) {
        problems.push(`"${name}" belongs to a column "${base}" that is not there`);
      }
    }
    if (problems.length > 0) {
      throw new UserError(
        `line ${row.line}: ${problems.join('; ')}`,
        `The columns are: ${names.join(', ')}.`,
      );
    }
    this.#statusAt = names.indexOf(STATUS);
  }

  has(field: Field): boolean {
    return this.#at.has(field);
  }

  cell({ cells }: Row, field: Field): string {
    return cells[this.#at.get(field) ?? -1]?.trim() ?? '';
  }

  /** Several values in one cell, separated by semicolons. */
  list(row: Row, field: Field): string[] {
    return listIn(this.cell(row, field));
  }

  /** All columns without a meaning of their own, where the row has a value. */
  described({ cells }: Row, problems: string[]): Described[] {
    const cell = (at: number) => cells[at]?.trim() ?? '';
    return this.#described.flatMap(({ name, at, unitAt, termAt }) => {
      const value = cell(at);
      const unit = cell(unitAt);
      const terms = listIn(cell(termAt));
      if (value === '') {
        if (terms.length > 0) problems.push(`"${name}" is empty, and its term says "${terms.join('; ')}"`);
        return [];
      }
      const iris = terms.map((term) => {
        const iri = iriOf(term);
        if (iri === undefined)
          problems.push(`"${term}" in "${name} [term]" is neither an ontology id nor an address`);
        return iri ?? term;
      });
      return [{ name, value, ...(unit !== '' && { unit }), terms: iris }];
    });
  }

  /** A record of an earlier run that may be stored must not be sent again without a look. */
  doubt({ cells }: Row): string | undefined {
    if (cells[this.#statusAt]?.trim() !== 'unknown') return undefined;
    return `its "${STATUS}" is unknown: it may be stored. Look it up; then fill in its accession, or empty that cell to send it`;
  }
}

/** Case, blanks and underscores do not matter. */
export const plain = (name: string): string => name.toLowerCase().replace(/[\s_]+/g, '');

const listIn = (cell: string): string[] =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `UBERON_0002107`, `PATO:0000383`, or a whole address. */
export function iriOf(term: string): string | undefined {
  if (/^https?:\/\/\S+$/.test(term)) return term;
  const [, ontology, id] = /^([A-Za-z]+)[_:](\w+)$/.exec(term) ?? [];
  if (ontology === undefined) return undefined;
  const base = ontology === 'EFO' ? 'http://www.ebi.ac.uk/efo/' : 'http://purl.obolibrary.org/obo/';
  return `${base}${ontology}_${id}`;
}
