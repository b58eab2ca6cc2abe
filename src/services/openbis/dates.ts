const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Whether there is such a day: `2024-02-31` would become one in March. Years of two digits are of this century. */
export function isRealDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** When a text or Date begins, and how long it lasts: a day, or no time. Undefined: it cannot be read. */
function instantOf(given: string | Date): { at: number; lastsMs: number } | undefined {
  if (given instanceof Date) {
    return Number.isNaN(given.getTime()) ? undefined : { at: given.getTime(), lastsMs: 0 };
  }
  const text = given.trim();
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (!isRealDay(year, month, day)) return undefined;
  if (DAY.test(text)) return { at: Date.parse(`${text}T00:00:00Z`), lastsMs: DAY_MS };
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const at = Date.parse(text.replace(' ', 'T') + (match[3] ? '' : 'Z'));
  return Number.isNaN(at) ? undefined : { at, lastsMs: 0 };
}

export const isInstant = (given: string | Date): boolean => instantOf(given) !== undefined;

interface Range {
  from?: string | Date | undefined;
  after?: string | Date | undefined;
  until?: string | Date | undefined;
  before?: string | Date | undefined;
}

/**
 * A range as milliseconds since 1970, with its beginning and without its end. Ends of days are the next midnight, in UTC;
 * an instant itself is a millisecond.
 */
export function spanOf({ from, after, until, before }: Range): { from?: number; to?: number } {
  const start = (given: string | Date | undefined) => given && instantOf(given)?.at;
  const end = (given: string | Date | undefined) => {
    const found = given && instantOf(given);
    return found ? found.at + (found.lastsMs || 1) : undefined;
  };
  const lower = [start(from), end(after)].filter((at) => typeof at === 'number');
  const above = [start(before), end(until)].filter((at) => typeof at === 'number');
  return {
    ...(lower.length > 0 && { from: Math.max(...lower) }),
    ...(above.length > 0 && { to: Math.min(...above) }),
  };
}
