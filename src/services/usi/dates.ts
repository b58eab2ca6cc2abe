/** `2018-07-16T07:54:32.221+0000`: the offset without a colon, which strict parsers do not read. */
const STAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/;

/** A time as USI writes it, as a Date. Undefined when it is none. */
export function dateOf(text: string | undefined): Date | undefined {
  const parts = STAMP.exec(text?.trim() ?? '');
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(text?.trim() ?? '')?.[0];
  const [, time, zone = 'Z'] = parts ?? [];
  const iso = time ? `${time}${zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')}` : day;
  const found = new Date(iso ?? Number.NaN);
  return Number.isNaN(found.getTime()) ? undefined : found;
}

/** The day of a release, as USI takes it: `2026-01-31`, in UTC. Undefined when it is no day. */
export function toDay(value: string | Date): string | undefined {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10);
  const text = value.trim();
  const found = dateOf(text);
  if (!found) return undefined;
  const day = found.toISOString().slice(0, 10);
  // 30 February would become 2 March.
  return text.length > 10 || day === text ? day : undefined;
}

export const today = (now: number): string => new Date(now).toISOString().slice(0, 10);
