/** What a secret is replaced by. */
export const REDACTED = '[redacted]';

const HIDDEN_HOST = '[host]';

/** Secrets shorter than this would blank out ordinary words; only their Basic form is scrubbed. */
const SHORTEST_SECRET = 4;

/**
 * A signed token is recognised by its shape too, in case a server invents one that we were never told of; also one that
 * was cut before its signature.
 */
const JWT = /eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g;

/** Longer than the tokens met in the field; only used to decide how far behind a cut to look. */
const LONGEST_JWT = 4096;

const SECRET_NAME =
  /^(?:.*[-_])?(?:authorization|cookie|token|secret|password|passwd|api[-_]?key|session(?:id|token)?|ticket)$/i;

/** True for names of headers, query parameters and settings whose values must not be shown. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** The ways in which one secret turns up in URLs, headers, JSON, XML and HTML. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const url = encodeURIComponent(secret);
  const strict = url.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const plain = [
    secret,
    url,
    strict,
    url.replace(/%20/g, '+'),
    // Encoded once more, as servers want it that decode once more than the web says.
    encodeURIComponent(url),
    encodeURIComponent(secret.replaceAll('%', '%25')),
    strict.replace(/%20/g, '+'),
    ...jsonFormsOf(secret),
    xml,
    xml.replace(/"/g, '&quot;'),
    xml.replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
    xml.replace(/"/g, '&quot;').replace(/'/g, '&#x27;'),
    xml.replace(/"/g, '&#34;').replace(/'/g, '&#39;'),
    xml.replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
  return [
    ...plain,
    ...plain
      .filter((form) => form.includes('%'))
      .map((form) => form.replace(/%[0-9A-F]{2}/g, (c) => c.toLowerCase())),
  ];
}

/** JSON may escape more than it has to: what is not ASCII, slashes, and what would mean something in HTML. */
function jsonFormsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const escaped = (text: string, what: RegExp) =>
    text.replace(what, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const ascii = escaped(json, /[^\x20-\x7e]/g);
  const forms = [json, ascii, escaped(json, /[<>&'=]/g), escaped(ascii, /[<>&'=]/g)];
  const slashes = forms.map((form) => form.replaceAll('/', '\\/'));
  return [...forms, ...slashes].flatMap((form) => [
    form,
    form.replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
  ]);
}

/**
 * Knows every secret of one client and takes them out of any text, by value: whatever path a text took,
 * what was registered does not get through.
 */
export class Redactor {
  /** What is looked for, and what stands in its place. */
  readonly #forms = new Map<string, string>();
  #pattern: RegExp | undefined;
  #longest = 0;

  /** Registers secrets as they are given or received. Undefined and empty ones are ignored. */
  add(...secrets: (string | undefined)[]): void {
    for (const secret of secrets) {
      if (!secret || secret.length < SHORTEST_SECRET) continue;
      for (const form of formsOf(secret)) this.#addForm(form);
    }
  }

  /** Registers a name and password pair: the password, and both in the form that Basic sends. */
  addBasic(username: string, password: string): void {
    this.add(password);
    const pair = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
    this.#addForm(pair);
    this.#addForm(pair.replace(/=+$/, ''));
  }

  /** Registers the host of an address, which will be shown as `[host]`. */
  addHost(address: string): void {
    const { host, hostname } = new URL(address);
    for (const name of [host, hostname]) this.#addForm(name, HIDDEN_HOST);
  }

  /** Registers the values of headers whose names say that they are secret, whole and by their parts. */
  addHeaders(headers: Readonly<Record<string, string | null>> | undefined): void {
    if (!headers) return;
    for (const [name, value] of Object.entries(headers)) {
      if (value === null || !isSecretName(name)) continue;
      this.add(value);
      if (/cookie/i.test(name)) {
        // `session=abc; theme=dark`: each value by itself.
        for (const pair of value.split(';')) this.add(pair.slice(pair.indexOf('=') + 1).trim());
        continue;
      }
      // `Bearer abc`; and what `Basic` hides.
      const [scheme, ...words] = value.split(' ');
      this.add(...words);
      if (/^basic$/i.test(scheme ?? '')) {
        const [username = '', ...password] = Buffer.from(words.join(''), 'base64')
          .toString('utf8')
          .split(':');
        this.addBasic(username, password.join(':'));
      }
    }
  }

  #addForm(form: string, shown = REDACTED): void {
    if (form.length < SHORTEST_SECRET || this.#forms.has(form)) return;
    this.#forms.set(form, shown);
    this.#longest = Math.max(this.#longest, form.length);
    this.#pattern = undefined;
  }

  scrub(text: string): string {
    this.#pattern ??= new RegExp(
      [...this.#forms.keys()]
        .sort((a, b) => b.length - a.length)
        .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('|') || '(?!)',
      'g',
    );
    return text.replace(this.#pattern, (form) => this.#forms.get(form) ?? REDACTED).replace(JWT, REDACTED);
  }

  /** The first `limit` characters, scrubbed; a secret that lies across the cut does not leak its first half. */
  scrubHead(text: string, limit: number): string {
    const margin = Math.max(this.#longest, LONGEST_JWT);
    if (text.length <= limit + margin) return shorten(this.scrub(text), limit);
    const scrubbed = this.scrub(text.slice(0, limit + margin));
    // The last `margin` characters may hold the first part of a secret: they are never shown.
    return `${scrubbed.slice(0, Math.min(limit, Math.max(0, scrubbed.length - margin)))}…`;
  }

  /** An address without credentials, token-like query values and registered secrets. */
  scrubUrl(url: string): string {
    let shown = url;
    try {
      const parsed = new URL(url);
      parsed.username = '';
      parsed.password = '';
      for (const name of [...parsed.searchParams.keys()]) {
        if (isSecretName(name)) parsed.searchParams.set(name, REDACTED);
      }
      shown = parsed.search.includes('%5Bredacted%5D') || url.includes('@') ? parsed.href : url;
    } catch {
      // Not an absolute address: the value rule below still holds.
    }
    return this.scrub(shown).replaceAll(encodeURIComponent(REDACTED), REDACTED);
  }

  /** A copy of any JSON-like value with every text in it scrubbed and every secret-named field blanked. */
  scrubValue<T>(value: T): T {
    return this.#walk(value, new Set()) as T;
  }

  #walk(value: unknown, parents: Set<object>): unknown {
    if (typeof value === 'string') return this.scrub(value);
    if (typeof value !== 'object' || value === null) return value;
    if (parents.has(value)) return '[circular]';
    parents.add(value);
    const copy = Array.isArray(value)
      ? value.map((item) => this.#walk(item, parents))
      : Object.fromEntries(
          Object.entries(value).map(([key, item]) => [
            this.scrub(key),
            isSecretName(key) && typeof item === 'string' ? REDACTED : this.#walk(item, parents),
          ]),
        );
    parents.delete(value);
    return copy;
  }
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
