const HIDDEN = '[scrubbed]';
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);
const SECRET_KEY = /^pass(word|wd|phrase)?$|pwd$|token|secret|authorization|^sessionid$/i;
/** Any JSON Web Token, wherever it turns up. */
const JWT = /eyJ[\w+/=-]+\.[\w+/=-]+\.[\w+/=-]*/g;

/** Takes secrets out of what the journal keeps: by place (header and key names) and by value. */
export class Scrubber {
  readonly #values = new Set<string>();

  /** From now on this value is removed wherever it occurs. */
  hide(secret: string): void {
    if (secret !== '') this.#values.add(secret);
  }

  text(text: string): string {
    let out = text.replace(JWT, HIDDEN);
    for (const value of this.#values) {
      out = out.replaceAll(value, HIDDEN);
      const encoded = encodeURIComponent(value);
      if (encoded !== value) out = out.replaceAll(encoded, HIDDEN);
    }
    return out;
  }

  headers(headers: Headers): Record<string, string> {
    const out: Record<string, string> = {};
    headers.forEach((value, name) => {
      out[name] = SECRET_HEADERS.has(name) ? HIDDEN : this.text(value);
    });
    return out;
  }

  query(query: URLSearchParams): Record<string, string[]> {
    const out: Record<string, string[]> = {};
    for (const name of new Set(query.keys())) {
      out[name] = query.getAll(name).map((value) => (SECRET_KEY.test(name) ? HIDDEN : this.text(value)));
    }
    return out;
  }

  /** A JSON body loses the values under secret keys too; anything else is scrubbed as text. */
  body(text: string): string {
    if (!/pass|pwd|token|secret|authorization/i.test(text)) return this.text(text);
    try {
      const hidden = JSON.stringify(JSON.parse(text), (key, value: unknown) =>
        SECRET_KEY.test(key) && typeof value === 'string' ? HIDDEN : value,
      );
      return this.text(hidden);
    } catch {
      return this.text(text.replace(/(pass\w*["'\s:=]+)[^\s"'&,}]+/gi, `$1${HIDDEN}`));
    }
  }
}
