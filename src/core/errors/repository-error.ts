import { type InspectOptions, inspect } from 'node:util';
import { errorHtml } from '../show/error.ts';

/** Shared by every copy of this package in a process, so that `instanceof` holds between import and require. */
const KINDS = Symbol.for('accession.error.kinds.1');

export type ErrorCode =
  | 'config'
  | 'input'
  | 'connection'
  | 'timeout'
  | 'aborted'
  | 'status'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'rate-limited'
  | 'server-fault'
  | 'rejected'
  | 'response'
  | 'foreign-origin'
  | 'too-large'
  | 'wait-timeout'
  | 'wait-failed'
  | 'bulk';

export interface ErrorContext {
  /** The repository: `biosamples`, `ena`, … */
  service?: string | undefined;
  /** The operation as the docs' matrix names it: `biosamples.samples.create`. */
  operation?: string | undefined;
  /** What to do about it, one sentence. */
  hint?: string | undefined;
}

/**
 * What every error of this library is. All texts in it are scrubbed of secrets when it is made, so it may be
 * printed, logged and stored as it is.
 */
export abstract class RepositoryError extends Error {
  static readonly kind: string = 'RepositoryError';

  /** For code that would rather compare a word than use `instanceof`. */
  readonly code: ErrorCode;
  declare readonly service?: string;
  declare readonly operation?: string;
  declare readonly hint?: string;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message);
    Object.defineProperty(this, 'name', { value: new.target.kind, configurable: true, writable: true });
    Object.defineProperty(this, KINDS, { value: kindsOf(new.target) });
    this.code = code;
    if (context.service !== undefined) this.service = context.service;
    if (context.operation !== undefined) this.operation = context.operation;
    if (context.hint !== undefined) this.hint = context.hint;
  }

  /** Compares by kind, not by constructor: an error made by the CommonJS copy is an instance of the ESM class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, 'kind')) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== 'object' || value === null) return false;
    const kinds = (value as { [KINDS]?: readonly string[] })[KINDS];
    return kinds?.includes((this as unknown as typeof RepositoryError).kind) ?? false;
  }

  /** Everything the error knows, as plain data. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }

  /** For notebooks: what happened, what is known of the record, and what to do, without the stack. */
  toHtml(): string {
    return errorHtml(this);
  }

  [inspect.custom](depth: number, options: InspectOptions): string {
    const { hint } = this;
    const details = Object.fromEntries(
      Object.entries(this).filter(([name, value]) => !ALREADY_SAID.has(name) && !isEmpty(value)),
    );
    const lines = [this.stack ?? `${this.name}: ${this.message}`];
    if (hint) lines.push(`  hint: ${hint}`);
    if (depth >= 0 && Object.keys(details).length > 0) {
      lines.push(inspect(details, { ...options, depth: 4 }).replace(/^/gm, '  '));
    }
    return lines.join('\n');
  }
}

/** In the message, or of no use to a reader. */
const ALREADY_SAID = new Set(['code', 'service', 'operation', 'hint', 'issues', 'headers', 'missing']);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function kindsOf(made: typeof RepositoryError): readonly string[] {
  const kinds: string[] = [];
  for (let c: unknown = made; typeof c === 'function'; c = Object.getPrototypeOf(c)) {
    if (Object.hasOwn(c, 'kind')) kinds.push((c as unknown as typeof RepositoryError).kind);
  }
  return kinds;
}

/** True for every error of this library, whichever copy of it made the error. */
export function isRepositoryError(value: unknown): value is RepositoryError {
  return value instanceof RepositoryError;
}
