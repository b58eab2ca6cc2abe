/** What a handler gives back, before faults have their say. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Absent: an empty body. */
  body?: string | Uint8Array | FileBody;
}

/** A body that is read from disk as it is sent. */
export interface FileBody {
  /** Path of the file. */
  file: string;
  /** First byte; default 0. */
  start?: number;
  /** Bytes from there. */
  length: number;
}

export function json(
  value: unknown,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): Answer {
  return {
    status: options.status ?? 200,
    headers: { 'content-type': options.type ?? 'application/json', ...options.headers },
    body: JSON.stringify(value),
  };
}

export function text(
  body: string,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): Answer {
  return {
    status: options.status ?? 200,
    headers: { 'content-type': options.type ?? 'text/plain;charset=UTF-8', ...options.headers },
    body,
  };
}

export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers };
}

/** A refusal of an emulated server, as data. The lists of these are the behaviour, and the fidelity page. */
export interface Rule {
  id: string;
  /** The operations it belongs to. */
  where: readonly string[];
  status: number;
  /** The server's words; `{name}` is filled in by the handler. Empty: an empty body. */
  text: string;
  /** documented: the provider's pages or source say so; observed: seen in the wild; assumed: our guess. */
  confidence: 'documented' | 'observed' | 'assumed';
  /** What it is for, in our words. */
  why: string;
  /** `strict`: under the rules `documented` the requests named in `why` pass. */
  mode?: 'strict';
  /** How the answer's body looks, where it is not the service's usual error object. */
  shape?: 'text' | 'empty' | 'array';
}

/** Thrown by handlers; the service renders it in its own error shape. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly rule: Rule,
    readonly values: Readonly<Record<string, string>> = {},
    /** For the shape `array`: the array. */
    readonly body?: readonly unknown[],
  ) {
    super(rule.text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole));
  }
}
