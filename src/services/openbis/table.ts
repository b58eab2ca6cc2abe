import { dateText, Table } from '../../core/show/table.ts';

/** What most people look for, as far as a record has it. */
const USUAL = [
  'identifier',
  'code',
  'userId',
  'firstName',
  'lastName',
  'name',
  'sessionName',
  'permId',
  'type',
  'label',
  'dataType',
  'kind',
  'experiment',
  'sample',
  'description',
  'registrator',
  'registrationDate',
  'modificationDate',
  'validTo',
];

/**
 * Records as a table. Without `columns`: what is usual of such records, then all properties that one of them has. Columns
 * are names of fields (`permId`, `type`, `parents`) and codes of properties (`$NAME`).
 */
export function toTable(records: Iterable<object>, columns?: readonly string[]): Table {
  const all = [...records] as { [field: string]: unknown; properties?: object | null }[];
  const names = columns ?? [
    ...USUAL.filter((name) => all.some((record) => text(record[name]) !== '')),
    ...new Set(all.flatMap(({ properties }) => Object.keys(properties ?? {}))),
  ];
  // Where there are paths, the codes are their ends.
  const shown = columns ?? (names.includes('identifier') ? names.filter((name) => name !== 'code') : names);
  const rows = all.map((record) => {
    const properties = (record.properties ?? {}) as { [code: string]: unknown };
    return shown.map((name) => {
      const value = record[name] ?? properties[name] ?? properties[name.toUpperCase()];
      return typeof value === 'number' && /(Date|At)$/.test(name) ? dateText(value) : text(value);
    });
  });
  return new Table(shown, rows);
}

/** A cell: of a record its name, of a list those of all. */
function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (typeof value !== 'object') return String(value);
  const { identifier, userId, code, permId } = value as { [field: string]: unknown };
  return String(identifier ?? userId ?? code ?? permId ?? '');
}
