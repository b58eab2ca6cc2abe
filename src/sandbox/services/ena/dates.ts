const DAY_MS = 86_400_000;
/** The first day for which a hold date may not be: two years from today. */
const HOLD_YEARS = 2;
/** Months after which a study without any HOLD becomes public. */
const DEFAULT_MONTHS = 2;

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

interface Wall {
  date: string;
  time: string;
  /** Offset from UTC in minutes: 0 or 60. */
  offset: number;
}

/** What a clock on a wall in the United Kingdom shows, which is how ENA tells the time. */
function wall(ms: number): Wall {
  const parts = Object.fromEntries(london.formatToParts(ms).map(({ type, value }) => [type, value]));
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  const time = `${parts.hour}:${parts.minute}:${parts.second}`;
  const offset = Math.round((Date.parse(`${date}T${time}Z`) - ms) / 60_000);
  return { date, time, offset };
}

const zone = (offset: number): string => (offset === 0 ? 'Z' : `+${String(offset / 60).padStart(2, '0')}:00`);
const millis = (ms: number): string => String(((ms % 1000) + 1000) % 1000).padStart(3, '0');

/** `2022-08-19T17:25:52.635+01:00`: the form of receiptDate. */
export function receiptDate(ms: number): string {
  const { date, time, offset } = wall(ms);
  return `${date}T${time}.${millis(ms)}${zone(offset)}`;
}

/** `2024-07-12+01:00`: a day as receipts show it, with the zone of that very day. */
export function zonedDay(day: string): string {
  return day + zone(wall(startOfDay(day)).offset);
}

/** `2020-12-04T12:14:11`: a time as reports show it. */
export function reportTime(ms: number): string {
  const { date, time } = wall(ms);
  return `${date}T${time}`;
}

/** `27-09-2024 06:06:40`: a time as the process reports show it. */
export function processTime(ms: number): string {
  const { date, time } = wall(ms);
  return `${date.split('-').reverse().join('-')} ${time}`;
}

/** `SUBMISSION-27-07-2022-09:54:36:278`: the alias of a submission that has none. */
export function generatedAlias(ms: number): string {
  const { date, time } = wall(ms);
  return `SUBMISSION-${date.split('-').reverse().join('-')}-${time}:${millis(ms)}`;
}

export const today = (ms: number): string => wall(ms).date;

/** When a day begins in the United Kingdom. */
export function startOfDay(day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  return utc - wall(utc).offset * 60_000;
}

/** The last time before `ms` at which the test service was made anew: 03:00 in the United Kingdom. */
export function lastNight(ms: number): number {
  const atThree = (day: string) => {
    const utc = Date.parse(`${day}T03:00:00Z`);
    return utc - wall(utc).offset * 60_000;
  };
  const todayAtThree = atThree(today(ms));
  return todayAtThree <= ms ? todayAtThree : atThree(today(ms - DAY_MS));
}

/** A calendar day, also with a zone; undefined when it is none. */
export function parseDay(text: string): string | undefined {
  const iso = /^(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d|T.*)?$/.exec(text)?.[1] ?? '';
  const ms = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== iso ? undefined : iso;
}

/** `12-07-2026`, as the fields of the drop-box have a day, turned into `2026-07-12`. Anything else stays as it is. */
export const dayFirst = (text: string): string => text.replace(/^(\d\d)-(\d\d)-(\d{4})$/, '$3-$2-$1');

function shifted(day: string, years: number, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const before = date.getUTCDate();
  date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months);
  // 31 December and two months is the last of February, not a day in March.
  if (date.getUTCDate() !== before) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}

/** The latest day until which something may be held, and the day of a HOLD without a date. */
export const latestHold = (ms: number): string => shifted(today(ms), HOLD_YEARS, 0);
export const defaultHold = (ms: number): string => shifted(today(ms), 0, DEFAULT_MONTHS);
