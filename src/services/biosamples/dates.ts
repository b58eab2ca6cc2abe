/**
 * The one form of a date that the server takes: an instant ending in `Z`. `2026-01-31` becomes midnight UTC; a time
 * with an offset is turned into UTC; a time without any is taken as UTC, as the server would.
 * Undefined when it is no date.
 */
export function toInstant(value: string | Date): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  const text = value.trim();
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text,
    );
  if (!parts) return undefined;
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = parts;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  const time = Date.parse(`${day}T${minutes}:${seconds}${offset}`);
  // Date.parse turns 30 February into 2 March; the server would refuse it, and so do we.
  const wall = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day)
    return undefined;
  // A fraction finer than milliseconds is kept as it was written.
  return new Date(time).toISOString().replace('.000Z', `${fraction}Z`);
}
