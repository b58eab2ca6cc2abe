import { ConfigError, type Issue } from './errors/index.ts';

/** How one call is made. Every method takes these as its last argument. */
export interface CallOptions {
  /** Ends the call at once, wherever it is: connecting, reading, or sleeping before another try. */
  signal?: AbortSignal;
  /** Milliseconds for one attempt, from connecting to the last byte; of files the time without a byte. Default 60,000. */
  timeoutMs?: number;
  /** Milliseconds for all attempts and the pauses between them. Default 300,000; of files a day. */
  deadlineMs?: number;
  /** How often a call that is safe to repeat is tried again. Default 4; 0 never. */
  retries?: number;
  /** Added to the request; a value of null takes a header away. */
  headers?: Readonly<Record<string, string | null>>;
}

export interface Progress {
  /** Items or bytes done. */
  transferred: number;
  /** Of how many; undefined when nobody knows. */
  total?: number;
}

/** The same for all calls of a client, unless a call says otherwise. */
export type CallDefaults = Pick<CallOptions, 'timeoutMs' | 'deadlineMs' | 'retries' | 'headers'>;

const NUMBERS = ['timeoutMs', 'deadlineMs', 'retries'] as const;
const KNOWN = new Set<string>(['signal', 'headers', ...NUMBERS]);

/**
 * Counts, such as `concurrency` and `chunkSize`: where one is not a whole number from 1, work would never begin, or never
 * end. Undefined is left to its default.
 */
export function checkCounts(counts: Readonly<Record<string, number | undefined>>): Issue[] {
  return Object.entries(counts)
    .filter(([, count]) => count !== undefined && !(Number.isInteger(count) && count >= 1))
    .map(([name]) => ({ path: `options.${name}`, message: 'must be a whole number from 1' }));
}

/** A misspelt option would silently do nothing; it is an error instead. */
export function checkOptions(options: CallOptions): Issue[] {
  const issues: Issue[] = [];
  for (const [name, value] of Object.entries(options)) {
    if (!KNOWN.has(name)) {
      issues.push({
        path: `options.${name}`,
        message: `is not an option; there are ${[...KNOWN].join(', ')}`,
      });
    } else if ((NUMBERS as readonly string[]).includes(name) && value !== undefined) {
      if (typeof value !== 'number' || !(value >= 0)) {
        issues.push({ path: `options.${name}`, message: 'must be a number, 0 or more' });
      }
    }
  }
  if (options.signal !== undefined && typeof options.signal?.addEventListener !== 'function') {
    issues.push({ path: 'options.signal', message: 'must be an AbortSignal' });
  }
  return issues;
}

/**
 * Those of a client are checked when they are given: found only when a call has failed, what is wrong with them would
 * hide how it failed.
 * @throws ConfigError
 */
export function checkDefaults(defaults: CallDefaults, service?: string): void {
  const [wrong] = checkOptions(defaults);
  if (!wrong) return;
  const where = service === undefined ? '' : `${service}: `;
  throw new ConfigError(`${where}${wrong.path} ${wrong.message}`, { service });
}

/** The same for a client's whole configuration, of which they are a part. */
export function checkDefaultsIn(
  { timeoutMs, deadlineMs, retries, headers }: CallDefaults,
  service?: string,
): void {
  checkDefaults({ timeoutMs, deadlineMs, retries, headers } as CallDefaults, service);
}
