import { InputError } from '../../../core/errors/index.ts';
import {
  insertAfter,
  isIdle,
  isQuoted,
  type Line,
  putCell,
  rawOf,
  readCell,
  type Tokens,
  textOf,
  tokenise,
  widen,
} from './tokens.ts';

/** The sections whose lines have one value each; in all others every line must have as many as its neighbours. */
const SINGLE: ReadonlySet<string> = new Set(['INVESTIGATION', 'STUDY']);

const wrong = (path: string, message: string): InputError => new InputError([{ path, message }]);

/** `STUDY ASSAYS`, alone on its line. */
function headingOf({ cells }: Line): string | undefined {
  const [first = '', ...rest] = cells.map(readCell);
  return /^[A-Z][A-Z ]*$/.test(first.trim()) && rest.every((cell) => cell === '') ? first.trim() : undefined;
}

/**
 * A part of an investigation file: a heading, then a line for each field, with one value or one for each thing that it
 * lists (a contact, an assay, a protocol). Values are counted from 0.
 */
export class IsaSection {
  readonly #tokens: Tokens;
  readonly #heading: Line;
  readonly #lines: Line[];

  /** @internal */
  constructor(tokens: Tokens, heading: Line, lines: Line[]) {
    this.#tokens = tokens;
    this.#heading = heading;
    this.#lines = lines;
  }

  /** `STUDY ASSAYS`. */
  get name(): string {
    return headingOf(this.#heading) ?? '';
  }

  /** The names of the fields: `Study Assay File Name`. */
  get fields(): string[] {
    return this.#lines.map(({ cells }) => readCell(cells[0]));
  }

  /** How many things are listed; fields that are empty do not count. */
  get size(): number {
    return Math.max(
      0,
      ...this.#lines.map(({ cells }) => cells.findLastIndex((cell) => readCell(cell) !== '')),
    );
  }

  /** All values of a field, empty ones included. */
  values(field: string): string[] {
    return this.#line(field).cells.slice(1).map(readCell);
  }

  get(field: string, index = 0): string {
    return readCell(this.#line(field).cells[index + 1]);
  }

  /** Changes one value, and nothing else; past the end, the other fields get empty values there. */
  set(field: string, value: string, index = 0): void {
    if (!Number.isInteger(index) || index < 0) throw wrong('index', 'must be a whole number from 0');
    this.#put([[this.#line(field), value]], index);
  }

  /** Lists one more thing, by its fields; gives its place. What is not named stays empty. */
  add(values: Readonly<Record<string, string>>): number {
    const lines = Object.entries(values).map(([field, value]) => [this.#line(field), value] as const);
    const index = this.size;
    this.#put(lines, index);
    return index;
  }

  /** Adds a field at the end of the section: a `Comment[…]`. Things for which no value is given have an empty one. */
  addField(field: string, values: readonly string[] = []): void {
    if (this.fields.includes(field)) throw wrong('field', `"${field}" is there already; change it with set`);
    const before = this.#lines.at(-1) ?? this.#heading;
    const cells = [field, ...values].map((value) => rawOf(value, isQuoted(before.cells[0])));
    this.#lines.push(insertAfter(this.#tokens, before, cells));
    this.#level();
  }

  #put(values: readonly (readonly [Line, string])[], index: number): void {
    const before = this.#width;
    for (const [line, value] of values) putCell(line, index + 1, value);
    if (this.#width > before) this.#level();
  }

  get #width(): number {
    return Math.max(0, ...this.#lines.map(({ cells }) => cells.length));
  }

  /** SODAR refuses a section in which one line has more values than another. */
  #level(): void {
    if (SINGLE.has(this.name)) return;
    const width = this.#width;
    for (const line of this.#lines) widen(line, width);
  }

  #line(field: string): Line {
    const line = this.#lines.find(({ cells }) => readCell(cells[0]).trim() === field);
    if (line) return line;
    throw wrong('field', `${this.name} has no field "${field}"; it has ${this.fields.join(', ') || 'none'}`);
  }
}

/** What an investigation file says of one study. */
export class IsaStudy {
  /** `STUDY` and the parts after it. */
  readonly sections: readonly IsaSection[];

  /** @internal */
  constructor(sections: readonly IsaSection[]) {
    this.sections = sections;
  }

  get identifier(): string {
    return this.section('STUDY').get('Study Identifier');
  }

  /** Name of the file of its table. */
  get fileName(): string {
    return this.section('STUDY').get('Study File Name');
  }

  /** Names of the files of its assays. */
  get assayFileNames(): string[] {
    return this.section('STUDY ASSAYS').values('Study Assay File Name');
  }

  /** @throws InputError there is none of this name */
  section(name: string): IsaSection {
    return sectionNamed(this.sections, name, 1);
  }
}

/** The investigation file of an ISA-Tab sheet, edited in place: what is not touched stays byte for byte. */
export class IsaInvestigation {
  readonly #tokens: Tokens;
  /** All parts, in order. */
  readonly sections: readonly IsaSection[];

  private constructor(tokens: Tokens) {
    this.#tokens = tokens;
    const parts: { heading: Line; lines: Line[] }[] = [];
    for (const line of tokens.lines) {
      if (isIdle(line)) continue;
      if (headingOf(line) !== undefined) parts.push({ heading: line, lines: [] });
      else parts.at(-1)?.lines.push(line);
    }
    this.sections = parts.map(({ heading, lines }) => new IsaSection(tokens, heading, lines));
  }

  /**
   * @param file named in errors
   * @throws InputError it is not UTF-8, or a quotation mark is never closed
   */
  static parse(source: string | Uint8Array, file?: string): IsaInvestigation {
    return new IsaInvestigation(tokenise(source, file));
  }

  /**
   * A part by its heading; of several (there is a `STUDY` for each study) the `nth`, from 1.
   * @throws InputError there is none
   */
  section(name: string, nth = 1): IsaSection {
    return sectionNamed(this.sections, name, nth);
  }

  /** The parts of each study. */
  get studies(): IsaStudy[] {
    const groups: IsaSection[][] = [];
    for (const section of this.sections) {
      if (section.name === 'STUDY') groups.push([section]);
      else if (section.name.startsWith('STUDY ')) groups.at(-1)?.push(section);
    }
    return groups.map((sections) => new IsaStudy(sections));
  }

  /** The file. */
  toString(): string {
    return textOf(this.#tokens);
  }
}

function sectionNamed(sections: readonly IsaSection[], name: string, nth: number): IsaSection {
  const found = sections.filter((section) => section.name === name)[nth - 1];
  if (found) return found;
  const names = [...new Set(sections.map((section) => section.name))].join(', ') || 'none at all';
  throw wrong(
    'section',
    `there is no section "${name}"${nth > 1 ? ` number ${nth}` : ''}; there are ${names}`,
  );
}
