/**
 * Instants are kept as ISO text in UTC with 0, 3, 6 or 9 digits after the second, which is how the server
 * writes them: text loses nothing, and a plain comparison of two such texts would not order them.
 */
export type Instant = string;

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;

/** Reads an instant as the server does: a missing Z is added, offsets and bare dates are not understood. */
export function parseInstant(text: string): Instant | undefined {
  const match = FORM.exec(text.endsWith('Z') ? text : `${text}Z`);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${whole}Z`);
  // Date.parse rolls 30 February over; a real server refuses it.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== whole) return undefined;
  return withFraction(whole, fraction);
}

export function instantMs(instant: Instant): number {
  return Date.parse(instant);
}

/** What the store keeps: milliseconds. */
export function toMillis(instant: Instant): Instant {
  return withFraction(instant.slice(0, 19), instant.slice(20, -1).slice(0, 3));
}

/** A whole number of milliseconds, with digits below them as a server's clock would show. */
export function fromMs(ms: number, nanosBelow = 0): Instant {
  const iso = new Date(ms).toISOString();
  return withFraction(iso.slice(0, 19), iso.slice(20, 23) + String(nanosBelow).padStart(6, '0'));
}

/** The whole second, so many years later (29 February becomes the 28th). */
export function yearsLater(ms: number, years: number): Instant {
  const date = new Date(Math.floor(ms / 1000) * 1000);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return fromMs(date.getTime());
}

/** Orders instants to the nanosecond. */
export function compareInstants(a: Instant, b: Instant): number {
  const pad = (instant: Instant) => instant.slice(0, 19) + instant.slice(20, -1).padEnd(9, '0');
  return pad(a) < pad(b) ? -1 : pad(a) > pad(b) ? 1 : 0;
}

function withFraction(whole: string, fraction: string): Instant {
  const digits = fraction.replace(/0+$/, '');
  if (digits === '') return `${whole}Z`;
  return `${whole}.${digits.padEnd(Math.ceil(digits.length / 3) * 3, '0')}Z`;
}
