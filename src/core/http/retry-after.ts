const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = '(\\d{2}):(\\d{2}):(\\d{2})';
/** The three date forms of RFC 9110 §5.6.7, as [pattern, groups of day, month, year, h, m, s]. */
const DATES: readonly [RegExp, readonly [number, number, number, number, number, number]][] = [
  [new RegExp(`^\\w{3}, (\\d{2}) (\\w{3}) (\\d{4}) ${TIME} GMT$`), [1, 2, 3, 4, 5, 6]],
  [new RegExp(`^\\w{6,9}, (\\d{2})-(\\w{3})-(\\d{2}) ${TIME} GMT$`), [1, 2, 3, 4, 5, 6]],
  [new RegExp(`^\\w{3} (\\w{3}) ([ \\d]\\d) ${TIME} (\\d{4})$`), [2, 1, 6, 3, 4, 5]],
];

/**
 * Milliseconds that a Retry-After header asks for. Strict: whole seconds or an HTTP date; anything else is
 * ignored, because sleeping for a misread number is worse than backing off.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  for (const [pattern, [day, month, year, hour, minute, second]] of DATES) {
    const found = pattern.exec(text);
    if (!found) continue;
    const monthIndex = MONTHS.indexOf(found[month] ?? '');
    if (monthIndex < 0) return undefined;
    const written = Number(found[year]);
    const fullYear = written < 100 ? (written < 70 ? 2000 + written : 1900 + written) : written;
    const at = Date.UTC(
      fullYear,
      monthIndex,
      Number(found[day]),
      Number(found[hour]),
      Number(found[minute]),
      Number(found[second]),
    );
    return Math.max(0, at - now);
  }
  return undefined;
}
