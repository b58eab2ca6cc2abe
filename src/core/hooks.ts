import type { Redactor } from './redact.ts';

/** What a hook is told. All texts are scrubbed of secrets. */
export interface CallEvent {
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface ResponseEvent extends CallEvent {
  readonly status: number;
  /** Milliseconds from sending to the last byte of the answer. */
  readonly tookMs: number;
  readonly requestId?: string;
}

export interface RetryEvent extends CallEvent {
  /** Milliseconds until the next try. */
  readonly delayMs: number;
  /** Why: the message of the failed try. */
  readonly reason: string;
}

export interface NoticeEvent {
  readonly service: string;
  readonly operation: string;
  /** Where: `relationships[0].source`. */
  readonly path: string;
  readonly message: string;
}

/**
 * Watch what the client does. Hooks cannot change or break a call: what they throw becomes a process warning.
 */
export interface Hooks {
  onRequest?(event: CallEvent): void;
  onResponse?(event: ResponseEvent): void;
  onRetry?(event: RetryEvent): void;
  /** The input was sent as it is, but will probably be refused, or not do what was meant. */
  onWarning?(event: NoticeEvent): void;
  /** The repository answered something this version does not know: a new field or a new word in a list. */
  onDrift?(event: NoticeEvent): void;
}

/**
 * Calls a hook with a scrubbed event, so that its failure stays outside of the call. The event is made only when somebody
 * listens: it costs more than the rest of a small call.
 */
export function tell<K extends keyof Hooks>(
  { options: { hooks }, redactor }: { options: { hooks?: Hooks | undefined }; redactor: Redactor },
  name: K,
  event: () => Parameters<NonNullable<Hooks[K]>>[0],
): void {
  const hook = hooks?.[name] as ((event: unknown) => unknown) | undefined;
  if (!hook) return;
  harmless(
    () => hook.call(hooks, Object.freeze(redactor.scrubValue(event()))),
    (error) => warn(`the hook ${name}`, error),
  );
}

/**
 * A caller's `onProgress` or `onFile`, whose failure stays outside of the work that it is told of: in the middle of a
 * stream nobody could catch it, and the process would end. Warns once: what fails for one megabyte fails for the next.
 */
export function guarded<Event>(
  name: string,
  callback: ((event: Event) => unknown) | undefined,
): ((event: Event) => void) | undefined {
  if (!callback) return undefined;
  let warned = false;
  const failed = (error: unknown) => {
    if (!warned) warn(name, error);
    warned = true;
  };
  return (event) => harmless(() => callback(event), failed);
}

/** Also for a function that is `async`, whose failure comes later. */
function harmless(call: () => unknown, failed: (error: unknown) => void): void {
  try {
    const result = call();
    if (result instanceof Promise) result.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/** Without its message, which may hold anything. */
const warn = (what: string, error: unknown): void =>
  process.emitWarning(
    `${what} failed: ${error instanceof Error ? error.name : 'not an Error'}`,
    'AccessionHook',
  );
