interface Range {
  type: string;
  q: number;
}

/** The media ranges of an Accept header, best first; an absent header accepts everything. */
function ranges(accept: string | null): Range[] {
  if (accept === null || accept.trim() === '') return [{ type: '*/*', q: 1 }];
  return accept
    .split(',')
    .map((part) => {
      const [type = '', ...params] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const q = params.find((param) => param.startsWith('q='));
      const value = q === undefined ? 1 : Number(q.slice(2));
      return { type, q: Number.isFinite(value) ? value : 1 };
    })
    .filter((range) => range.type !== '' && range.q > 0)
    .sort((a, b) => b.q - a.q || specificity(b.type) - specificity(a.type));
}

function specificity(type: string): number {
  if (type === '*/*') return 0;
  return type.endsWith('/*') ? 1 : 2;
}

function includes(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

/** The type of `offered` (in order of preference) that an Accept header likes best; undefined: none. */
export function preferred(accept: string | null, offered: readonly string[]): string | undefined {
  for (const range of ranges(accept)) {
    const found = offered.find((type) => includes(range.type, type));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the header names exactly this type, not only a wildcard that covers it. */
export function names(accept: string | null, type: string): boolean {
  return accept !== null && ranges(accept).some((range) => range.type === type);
}

/** The media type of a Content-Type header, without parameters. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
