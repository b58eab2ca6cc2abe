import { noAccount } from '../../../core/auth/no-account.ts';
import { AbortedError, type CallError, type Outcome, ResponseError } from '../../../core/errors/index.ts';
import { type CallEvent, tell } from '../../../core/hooks.ts';
import { DEFAULTS, type Runner } from '../../../core/http/context.ts';
import type { Effect } from '../../../core/http/endpoint.ts';
import { retry } from '../../../core/http/retry.ts';
import { ftpError, isTransient, isTrust } from './ftp-error.ts';
import { FtpFailure, type FtpPlace, FtpSession } from './ftp-session.ts';
import { LocalTrouble, NotWhole } from './upload-file.ts';
import type { AreaOptions } from './upload-types.ts';

/** One piece of work in the upload area. */
export interface AreaWork<T> {
  /** `ena.files.upload` */
  operation: string;
  /** The FTP command that stands for it in errors and hooks. */
  method: string;
  effect: Effect;
  /** What it is about, as a path of the area. */
  path: string;
  /** Milliseconds for all attempts, when nobody says otherwise. */
  deadlineMs: number;
  run(session: FtpSession): Promise<T>;
  /** Grows while it gets on: then a broken line does not count against the retries. */
  moved?(): number;
  /** Something may have been changed there. */
  begun?(): boolean;
}

/** A connection that is made when it is needed, and made again when it broke. */
export class Line {
  #session: FtpSession | undefined;

  constructor(
    private readonly run: Runner,
    private readonly options: AreaOptions,
  ) {}

  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  /** Carries out work, again after what may pass. @throws CallError */
  async work<T>(work: AreaWork<T>): Promise<T> {
    const { context } = this.run;
    const { clock, random } = context;
    const { signal } = this.options;
    const retries = this.options.retries ?? context.options.retries ?? DEFAULTS.retries;
    const deadlineMs = this.options.deadlineMs ?? context.options.deadlineMs ?? work.deadlineMs;
    let attempts = 0;
    let inVain = 0;
    let moved = work.moved?.() ?? 0;
    let mayPass = false;
    const deadlineAt = clock.now() + deadlineMs;
    const place = await placeOf(this.run, work.operation, signal);
    const event = (): CallEvent => ({
      service: context.service,
      operation: work.operation,
      method: work.method,
      url: this.#url(place, work.path),
      attempt: attempts,
    });
    return retry(
      async () => {
        attempts += 1;
        const startedAt = clock.now();
        tell(context, 'onRequest', event);
        try {
          const session = await this.#open(place);
          session.deadlineAt = deadlineAt;
          const value = await work.run(session);
          tell(context, 'onResponse', () => ({ ...event(), status: 226, tookMs: clock.now() - startedAt }));
          return value;
        } catch (error) {
          mayPass =
            error instanceof NotWhole ||
            (error instanceof FtpFailure && isTransient(error) && !isTrust(error.reason));
          const now = work.moved?.() ?? 0;
          inVain = now > moved ? 0 : inVain + 1;
          moved = now;
          throw this.#errorOf(error, work, attempts, place);
        }
      },
      {
        // Counted here instead: a file of many hours may see more broken lines than that, and get on all the same.
        retries: Number.POSITIVE_INFINITY,
        deadlineAt,
        clock,
        random,
        signal,
        mayRepeat: () => mayPass && retries > 0 && inVain <= retries,
        onRetry: (error, delayMs) =>
          tell(context, 'onRetry', () => ({ ...event(), delayMs, reason: error.message })),
        aborted: () => new AbortedError(this.#facts(work, attempts, place, 'broken')),
      },
    );
  }

  async #open(place: FtpPlace): Promise<FtpSession> {
    if (this.#session?.isOpen) return this.#session;
    const { context } = this.run;
    const idleMs = this.options.timeoutMs ?? context.options.timeoutMs ?? DEFAULTS.timeoutMs;
    this.#session = await FtpSession.open(place, {
      clock: context.clock,
      idleMs,
      signal: this.options.signal,
    });
    return this.#session;
  }

  #errorOf(error: unknown, work: AreaWork<unknown>, attempts: number, place: FtpPlace): unknown {
    const { context } = this.run;
    const { redactor, options } = context;
    if (error instanceof LocalTrouble)
      return this.run.inputError(work.operation, [{ path: 'paths', message: error.message }]);
    const failure = error instanceof FtpFailure ? error : undefined;
    const facts = this.#facts(work, attempts, place, failure?.kind ?? 'broken', failure?.phase);
    if (failure) {
      const idleMs = this.options.timeoutMs ?? options.timeoutMs ?? DEFAULTS.timeoutMs;
      return ftpError(failure, { ...facts, idleMs }, redactor);
    }
    if (!(error instanceof NotWhole)) return error;
    return new ResponseError(redactor.scrub(error.message), {
      ...facts,
      hint: 'Upload it again; what is there is replaced.',
      status: 226,
      contentType: '',
      snippet: '',
    });
  }

  #facts(
    { operation, method, path, effect, begun }: AreaWork<unknown>,
    attempts: number,
    place: FtpPlace,
    kind: FtpFailure['kind'],
    phase?: FtpFailure['phase'],
  ): ConstructorParameters<typeof AbortedError>[0] {
    const connected = phase !== 'connecting' && phase !== 'logging in';
    const changed = begun ? begun() : effect !== 'read' && connected && kind !== 'reply';
    const outcome: Outcome = changed ? 'unknown' : connected || kind === 'reply' ? 'refused' : 'not-sent';
    return {
      service: this.run.context.service,
      operation,
      method,
      url: this.#url(place, path),
      attempts,
      outcome,
    };
  }

  #url({ host, port }: FtpPlace, path: string): string {
    const shown = host.includes(':') ? `[${host}]` : host;
    return this.run.context.redactor.scrubUrl(`ftp://${shown}:${port}/${encodeURI(path)}`);
  }
}

const FTP_PORT = 21;

/** The address with the account's own name and password: the upload area takes nothing else. */
async function placeOf(
  { context }: Runner,
  operation: string,
  signal: AbortSignal | undefined,
): Promise<FtpPlace> {
  const { service, credential, credentialSettings, addresses = {}, options } = context;
  const missing = (message: string) =>
    noAccount(`${operation}: ${message}`, credentialSettings, { service, operation });
  if (!credential) throw missing('the upload area needs an account, and none is configured');
  const headers = await credential.headers(signal ?? new AbortController().signal);
  const [, pair = ''] = /^Basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
  const [user = '', ...password] = Buffer.from(pair, 'base64').toString('utf8').split(':');
  if (!user)
    throw missing('the upload area takes the name and password of the account; a token is not enough');
  const { hostname, port } = new URL(addresses.ftp as string);
  const { ca } = options;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : FTP_PORT,
    user,
    password: password.join(':'),
    ca: ca === undefined ? [] : typeof ca === 'string' || Buffer.isBuffer(ca) ? [ca] : ca,
  };
}

/** What is wrong with a name in the upload area; ENA takes letters, digits, and some signs. */
export function wrongName(name: string): string | undefined {
  if (!/^[A-Za-z0-9 #\-_.,/:@+()'<%?\][]+$/.test(name))
    return 'may hold letters, digits, and . _ - / (ENA takes no other letters and few other signs)';
  const odd = name.split('/').some((part) => part === '' || /^\.{1,2}$|^[ -]| $/.test(part));
  return odd ? 'must be a path such as "run1/reads_1.fastq.gz", without a slash at its ends' : undefined;
}

/** Errors that all other files would meet as well. */
export const isForAll = (error: unknown): boolean => {
  const { code } = error as Partial<CallError>;
  return ['unauthenticated', 'config', 'aborted', 'connection', 'timeout'].includes(code ?? '');
};
