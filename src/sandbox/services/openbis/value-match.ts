import { className, isObj, textOf } from './params.ts';
import { refuse } from './rules.ts';

/** `NumberLessThanOrEqualToValue`, `DateEarlierThanValue` and the like as a comparison of two numbers. */
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  LessThan: (a, b) => a < b,
  EarlierThan: (a, b) => a < b,
  LessThanOrEqualTo: (a, b) => a <= b,
  EarlierThanOrEqualTo: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  LaterThan: (a, b) => a > b,
  GreaterThanOrEqualTo: (a, b) => a >= b,
  LaterThanOrEqualTo: (a, b) => a >= b,
  EqualTo: (a, b) => a === b,
};

export type NumberTest = (value: number) => boolean;

/** undefined: any value will do. Numbers may come as text. */
export function numberTest(value: unknown): NumberTest | undefined {
  const given = isObj(value) ? value.value : value;
  if (given === null || given === undefined) return undefined;
  const wanted = Number(given);
  if (textOf(given) === '' || Number.isNaN(wanted)) throw refuse('search.number', { value: String(given) });
  const operator = /^(?:Number|String)(\w+)Value$/.exec(className(value))?.[1] ?? 'EqualTo';
  const compare = COMPARE[operator];
  if (!compare) throw refuse('search.operator', { operator, type: 'REAL' });
  return (number) => compare(number, wanted);
}

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Milliseconds of a written date, and how long the written thing lasts: a day, a minute, a second. */
export function writtenDate(text: string, offsetMs = 0): { at: number; lasts: number } | undefined {
  const match = DATE.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = match;
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const back = new Date(at);
  if (back.getUTCMonth() !== Number(month) - 1 || back.getUTCDate() !== Number(day)) return undefined;
  const zoneMs = zone === undefined ? offsetMs : zoneOffset(zone);
  const lasts = match[4] === undefined ? 86_400_000 : match[6] === undefined ? 60_000 : 1000;
  return { at: at - zoneMs, lasts };
}

function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/**
 * Compares at the precision of what was asked for: `2024-01-31` is a whole day, so nothing of that day is later.
 * undefined: any value will do.
 */
export function dateTest(value: unknown, timeZone: unknown): NumberTest | undefined {
  const given = isObj(value) ? value.value : value;
  if (given === null || given === undefined) return undefined;
  const hours = isObj(timeZone) && typeof timeZone.hourOffset === 'number' ? timeZone.hourOffset : 0;
  const operator = /^(?:Date(?:Object)?|String)(\w+)Value$/.exec(className(value))?.[1] ?? 'EqualTo';
  const compare = COMPARE[operator];
  if (!compare) throw refuse('search.operator', { operator, type: 'TIMESTAMP' });
  if (typeof given === 'number') return (date) => compare(date, given);
  const wanted = writtenDate(String(given), hours * 3_600_000);
  if (!wanted) throw refuse('search.date', { value: String(given) });
  return (date) =>
    compare(wanted.at + Math.floor((date - wanted.at) / wanted.lasts) * wanted.lasts, wanted.at);
}
