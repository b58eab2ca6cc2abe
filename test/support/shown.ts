import { inspect } from 'node:util';

/** The forms in which a secret may travel, and none of which may ever be shown. */
export function formsOf(secret: string, username?: string): string[] {
  const url = encodeURIComponent(secret);
  const pair = username === undefined ? [] : [Buffer.from(`${username}:${secret}`).toString('base64')];
  return [
    ...new Set([
      secret,
      url,
      url.replace(/%20/g, '+'),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      JSON.stringify(secret).slice(1, -1),
      ...pair,
    ]),
  ];
}

/** Everything that a person, a log or a debugger might show of a value: an error with its causes, or a result. */
export function everythingShown(...values: readonly unknown[]): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  const show = (value: unknown): void => {
    if (value === undefined || seen.has(value)) return;
    seen.add(value);
    parts.push(
      inspect(value, { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null }),
      inspect(value, { depth: 12, customInspect: false, maxStringLength: null, maxArrayLength: null }),
      String(value),
    );
    try {
      parts.push(JSON.stringify(value) ?? '');
    } catch {
      // A circle: `inspect` has shown it.
    }
    if (!(value instanceof Error)) return;
    parts.push(value.stack ?? '', value.message);
    show(value.cause);
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) show(inner);
  };
  for (const value of values) show(value);
  return parts.join('\n');
}

/** The forms of secrets that a text shows. A signed token counts, whosever it is. */
export const leaksIn = (text: string, forms: readonly string[]): string[] => [
  ...forms.filter((form) => text.includes(form)),
  ...(/eyJ[\w-]{8,}\.[\w-]{8,}/.test(text) ? ['a signed token'] : []),
];
