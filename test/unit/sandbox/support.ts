import { onTestFinished } from 'vitest';
import { type Lab, type SandboxOptions, startSandbox } from '../../../src/sandbox/index.ts';

export const ACCEPT = 'application/hal+json, application/json;q=0.9';
export const PAST = '2024-02-03T04:05:06Z';
export const HUMAN = {
  organism: [{ text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] }],
};

/** A sandbox on a standing clock that ends with the test. */
export async function start(options: SandboxOptions = {}): Promise<Lab> {
  const lab = await startSandbox({ clock: 'virtual', startAt: '2026-01-15T09:00:00Z', ...options });
  // Not in a hook of this module: a worker loads it once for many files, and only the first would have the hook.
  onTestFinished(() => lab.close());
  return lab;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, into which tests may look freely; undefined when it is none. */
  body: ReturnType<typeof JSON.parse>;
}

export interface Ask {
  method?: string;
  body?: unknown;
  /** A token; null sends none. */
  token?: string | null;
  accept?: string;
  type?: string;
  headers?: Record<string, string>;
}

export async function ask(
  url: string,
  { method, body, token, accept, type, headers }: Ask = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      accept: accept ?? ACCEPT,
      ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  return { status: response.status, headers: response.headers, text, body: parsed };
}

export async function login(lab: Lab, who: 'webin' | 'webinBroker' = 'webin', query = ''): Promise<string> {
  const account = lab.credentials[who];
  if (!account) throw new Error(`the seed has no ${who}`);
  const reply = await ask(`${lab.urls.webin}/token${query}`, {
    body: { authRealms: ['ENA'], ...account },
    accept: '*/*',
  });
  if (reply.status !== 200) throw new Error(`login: ${reply.status}`);
  return reply.text;
}

/** The calls most tests need, with a token of the first account. */
export async function biosamples(lab: Lab) {
  const token = await login(lab);
  const at = (path: string) => `${lab.urls.biosamples}${path}`;
  const call = (path: string, request: Ask = {}) => ask(at(path), { token, ...request });
  return {
    token,
    call,
    anonymous: (path: string, request: Ask = {}) => ask(at(path), request),
    create: (sample: object, query = '') => call(`/samples${query}`, { body: sample }),
    put: (sample: { accession: string }, query = '') =>
      call(`/samples/${sample.accession}${query}`, { method: 'PUT', body: sample }),
    get: (accession: string, query = '') => call(`/samples/${accession}${query}`),
  };
}

/** The smallest sample that today's server takes. */
export function human(
  name: string,
  more: object = {},
): { name: string; release: string; characteristics: object } {
  return { name, release: PAST, characteristics: HUMAN, ...more };
}
