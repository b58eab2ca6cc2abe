import { type Data, pythonType } from './body.ts';
import type { Micros } from './model.ts';
import { type FieldError, refuseFields, type SodarRuleId } from './rules.ts';
import { parseTime } from './times.ts';

const TRUE = new Set(['true', 't', 'y', 'yes', 'on', '1']);
const FALSE = new Set(['false', 'f', 'n', 'no', 'off', '0']);

interface TextOptions {
  required?: boolean;
  /** null is a value. */
  nullable?: boolean;
  /** The empty text is a value. */
  blank?: boolean;
  max?: number;
}

/** Reads the fields of a body and collects what is wrong with them; `done` says it all at once. */
export class Fields {
  readonly #errors: FieldError[] = [];

  constructor(readonly data: Data) {}

  has(field: string): boolean {
    return this.data.values[field] !== undefined;
  }

  /** undefined: absent, or wrong, which `done` tells. */
  text(field: string, options: TextOptions = {}): string | null | undefined {
    const { required = false, nullable = false, blank = true, max } = options;
    const value = this.data.values[field];
    if (value === undefined) return required ? this.wrong(field, 'field.required') : undefined;
    if (value === null) return nullable ? null : this.wrong(field, 'field.null');
    if (typeof value !== 'string' && typeof value !== 'number') return this.wrong(field, 'field.text');
    const text = String(value).trim();
    if (text === '' && !blank) return this.wrong(field, 'field.blank');
    if (max !== undefined && text.length > max)
      return this.wrong(field, 'field.length', { max: String(max) });
    return text;
  }

  /** A form that does not name it says false, unless only some fields are given anyway. */
  flag(field: string, { partial = false }: { partial?: boolean } = {}): boolean | undefined {
    const value = this.data.values[field];
    if (value === undefined) return this.data.kind === 'form' && !partial ? false : undefined;
    const word = String(value).toLowerCase();
    if (value !== null && TRUE.has(word)) return true;
    if (value !== null && FALSE.has(word)) return false;
    return this.wrong(field, value === null ? 'field.null' : 'field.boolean');
  }

  time(field: string): Micros | null | undefined {
    const value = this.data.values[field];
    if (value === undefined) return undefined;
    if (value === null || value === '') return null;
    return (typeof value === 'string' ? parseTime(value) : undefined) ?? this.wrong(field, 'field.datetime');
  }

  texts(field: string): string[] | undefined {
    const value = this.data.values[field];
    if (value === undefined) return undefined;
    // A form has no lists; one text stands for a list of one.
    if (this.data.kind === 'form' && typeof value === 'string') {
      return value === '' ? [] : value.split(',').map((item) => item.trim());
    }
    if (!Array.isArray(value)) return this.wrong(field, 'field.list', { type: pythonType(value) });
    return value.map(String);
  }

  wrong(field: string, id: SodarRuleId, values: Readonly<Record<string, string>> = {}): undefined {
    this.#errors.push({ field, id, values });
    return undefined;
  }

  done(): void {
    const [first, ...others] = this.#errors;
    if (first) throw refuseFields([first, ...others]);
  }
}
