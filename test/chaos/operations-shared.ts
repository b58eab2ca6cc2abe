import type { CallOptions, CredentialSource, Pager, ServiceOptions } from 'accession';

/**
 * One method of a client, called with something plausible. `word` turns up where people write what they like, so that
 * a test can see where texts that it knows come out again.
 */
export type Operation = (word: string, options: CallOptions, journal: string) => unknown;

/** A service as those suites see it that go through all it can do. */
export interface ServiceOperations {
  service: string;
  /** Reads one thing: with it the suites load and compile what they are not about to weigh. */
  simplest: string;
  /** How a password becomes a token. Default: as Webin does it. */
  logIn?(account: { username: string; password: string; url: string }): CredentialSource;
  /** A client, and all its methods by name. */
  open(options: ServiceOptions & { url?: string }): {
    client: object;
    operations: Readonly<Record<string, Operation>>;
    close(): void;
  };
}

/** The beginning of a list: a server may give pages for ever. */
export async function begin<T>(list: Pager<T>): Promise<T[]> {
  const items: T[] = [];
  let pages = 0;
  for await (const page of list.pages()) {
    items.push(...page.items);
    pages += 1;
    if (pages === 4) break;
  }
  return items;
}

/** Words that no client gives away as its methods: what all clients share. */
const SHARED = new Set(['constructor', 'with', 'close']);

/** Names of all public methods of a client: what the tables have to hold. */
export function methodsOf(value: object, path = ''): string[] {
  const names = inherited(value)
    .filter((name) => !SHARED.has(name))
    .map((name) => path + name);
  for (const [name, part] of Object.entries(value)) {
    // The runner that all parts share, and the endpoints and plans that some keep, are no part of the public face.
    if (name === 'run' || name === 'plan' || (typeof part === 'object' && part !== null && 'effect' in part))
      continue;
    if (typeof part === 'function') names.push(path + name);
    else if (typeof part === 'object' && part !== null) names.push(...methodsOf(part, `${path}${name}.`));
  }
  return names;
}

/** The methods of a thing's class, and of those that it extends. */
function inherited(value: object): string[] {
  const names = new Set<string>();
  let proto = Object.getPrototypeOf(value) as object | null;
  for (; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto) as object | null)
    for (const name of Object.getOwnPropertyNames(proto)) names.add(name);
  return [...names];
}

/** What a method comes to: its value or its error. */
export async function outcomeOf(work: () => unknown): Promise<{ value?: unknown; error?: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
