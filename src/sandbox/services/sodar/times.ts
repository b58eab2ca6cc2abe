import type { Micros } from './model.ts';

/** The zone in which this site lives, hours before UTC: its answers are not in UTC. */
const OFFSET_H = 1;

/** `2026-01-15T10:00:00.000123+01:00`; the digits after the point are left out when they are all zero. */
export function iso(time: Micros): string {
  return `${stamp(time, OFFSET_H, 'T')}+01:00`;
}

/** The one place that is in UTC, with a blank: `2026-01-15 09:00:00.000123+00:00`. */
export function spaced(time: Micros): string {
  return `${stamp(time, 0, ' ')}+00:00`;
}

/** `20260115_100000`: how zones are named. */
export function compact(time: Micros): string {
  return stamp(time, OFFSET_H, '_').slice(0, 19).replace(/[-:]/g, '');
}

/** `2026-01-15 10:00`: how release 0.14 shows the time of a file. */
export function minutes(time: Micros): string {
  return stamp(time, OFFSET_H, ' ').slice(0, 16);
}

function stamp(time: Micros, offsetH: number, between: string): string {
  const seconds = Math.floor(time / 1e6);
  const micros = time - seconds * 1e6;
  const text = new Date((seconds + offsetH * 3600) * 1000).toISOString();
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return `${text.slice(0, 10)}${between}${text.slice(11, 19)}${fraction}`;
}

/** Reads an ISO date and time; undefined: it is none. Without a zone it is local time. */
export function parseTime(text: string): Micros | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?$/.test(text)) return undefined;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+01:00`;
  const ms = Date.parse(zoned.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1'));
  return Number.isFinite(ms) ? ms * 1000 : undefined;
}
