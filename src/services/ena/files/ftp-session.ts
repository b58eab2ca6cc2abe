import { isIP } from 'node:net';
import { type Readable, Writable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { Client, FTPContext, FTPResponse } from 'basic-ftp';
import type { Clock } from '../../../core/clock.ts';

/** Where the upload area is, and who is calling. */
export interface FtpPlace {
  host: string;
  port: number;
  user: string;
  password: string;
  /** PEM certificates trusted in addition to the public ones. */
  ca: readonly (string | Buffer)[];
}

/** What was going on: it says what to try. `data` is the second connection, which firewalls like to drop. */
export type FtpPhase = 'connecting' | 'logging in' | 'command' | 'data' | 'transfer';

/** Why an exchange with the upload area failed. Holds no command, and nothing of the package below. */
export class FtpFailure extends Error {
  constructor(
    /** `reply`: the server said no; `broken`: there is no answer; `timeout`: nothing moved for too long. */
    readonly kind: 'reply' | 'broken' | 'timeout' | 'aborted',
    readonly phase: FtpPhase,
    /** The server's words, or the system's: `ECONNRESET`. */
    readonly reason: string,
    /** Of a reply: 400 to 599. */
    readonly code: number = 0,
  ) {
    super(reason);
  }
}

/** What one session is given. */
export interface FtpTools {
  clock: Clock;
  /** Milliseconds in which nothing moves, after which the session is given up. */
  idleMs: number;
  signal: AbortSignal | undefined;
}

/** A line of a listing. */
export interface FtpEntry {
  name: string;
  size: number;
  isFolder: boolean;
}

/** Longer texts are no checksums. */
const MOST_TEXT_BYTES = 4096;

/**
 * One connection to the upload area: FTP with explicit TLS; data connections take up the TLS session of the control
 * connection, as the server wants it. The only file that knows basic-ftp, which is loaded by the first use. Every step
 * ends: by its result, by the time without movement, or by the caller's signal.
 */
export class FtpSession {
  #phase: FtpPhase = 'connecting';
  #touch: () => void = () => {};
  #isOpen = true;
  /** On the clock: when the work at hand has to be done. */
  deadlineAt = Number.POSITIVE_INFINITY;

  private constructor(
    private readonly client: Client,
    private readonly tools: FtpTools,
  ) {}

  /** @throws FtpFailure */
  static async open({ host, port, user, password, ca }: FtpPlace, tools: FtpTools): Promise<FtpSession> {
    const { Client } = await import('basic-ftp');
    // Without time limits of its own: it has none while TLS is being agreed on. Ours are below.
    const session = new FtpSession(new Client(0), tools);
    const { client } = session;
    const loggedIn = session.#guard('connecting', async () => {
      await client.connect(host, port);
      const servername = isIP(host) ? {} : { servername: host };
      // `host` lets data connections take up this very session.
      await client.useTLS({
        host,
        ...servername,
        ...(ca.length > 0 && { ca: [...rootCertificates, ...ca] }),
      });
      session.#phase = 'logging in';
      session.#touch();
      await client.login(user, password);
      session.#phase = 'command';
      await client.useDefaultSettings();
    });
    try {
      await loggedIn;
      return session;
    } catch (error) {
      // A clear no leaves the connection open, which would keep the process alive.
      session.close();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.client.close();
  }

  /** Bytes of a file; undefined when there is none. */
  async size(path: string): Promise<number | undefined> {
    try {
      return await this.#guard('command', () => this.client.size(path));
    } catch (error) {
      if (error instanceof FtpFailure && error.code === 550) return undefined;
      throw error;
    }
  }

  list(folder: string): Promise<FtpEntry[]> {
    return this.#guard('command', async () =>
      (await this.#prepared(0, () => this.client.list(folder))).flatMap((entry) =>
        entry.isFile || entry.isDirectory
          ? [{ name: entry.name, size: entry.size, isFolder: entry.isDirectory }]
          : [],
      ),
    );
  }

  /** Makes a folder and those around it; there is nothing wrong with one that is there already. */
  async makeFolder(folder: string): Promise<void> {
    const parts = folder.split('/');
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const path = parts.slice(0, depth).join('/');
      await this.#guard('command', () => this.client.sendIgnoringError(`MKD ${path}`));
    }
  }

  /** False when there was none. */
  async remove(path: string): Promise<boolean> {
    try {
      await this.#guard('command', () => this.client.remove(path));
      return true;
    } catch (error) {
      if (error instanceof FtpFailure && error.code === 550) return false;
      throw error;
    }
  }

  /** Sends a stream to a file, from `offset` of the file on. */
  async store(path: string, source: Readable, offset = 0): Promise<void> {
    source.on('data', () => this.#touch());
    // Piping begins when the server is ready, and not with the listener above.
    source.pause();
    try {
      await this.#guard('command', () => this.#prepared(offset, () => this.client.uploadFrom(source, path)));
    } finally {
      source.destroy();
    }
  }

  /** The beginning of a file as text; undefined when there is none. */
  async read(path: string): Promise<string | undefined> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes <= MOST_TEXT_BYTES) chunks.push(chunk);
        done();
      },
    });
    try {
      await this.#guard('command', () => this.#prepared(0, () => this.client.downloadTo(sink, path)));
    } catch (error) {
      if (error instanceof FtpFailure && error.code === 550) return undefined;
      throw error;
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /** Notices when the second connection is being made; REST has to come right before the transfer. */
  async #prepared<T>(offset: number, work: () => Promise<T>): Promise<T> {
    const { client } = this;
    const usual = client.prepareTransfer;
    client.prepareTransfer = async (context: FTPContext): Promise<FTPResponse> => {
      this.#phase = 'data';
      const reply = await usual(context);
      if (offset > 0) await context.request(`REST ${offset}`);
      this.#phase = 'transfer';
      this.#touch();
      return reply;
    };
    try {
      return await work();
    } finally {
      client.prepareTransfer = usual;
    }
  }

  async #guard<T>(phase: FtpPhase, work: () => Promise<T>): Promise<T> {
    const { clock, idleMs, signal } = this.tools;
    if (!this.#isOpen) throw new FtpFailure('broken', phase, 'ECONNRESET');
    this.#phase = phase;
    let stop = () => {};
    let onAbort = () => {};
    const given = new Promise<never>((_, reject) => {
      const giveUp = (kind: 'timeout' | 'aborted') => {
        reject(new FtpFailure(kind, this.#phase, kind));
        this.close();
      };
      let touchedAt = Number.NEGATIVE_INFINITY;
      this.#touch = () => {
        // A timer for each chunk would cost more than the chunk.
        if (clock.now() - touchedAt < Math.min(1000, idleMs / 4)) return;
        touchedAt = clock.now();
        stop();
        const ms = Math.max(0, Math.min(idleMs, this.deadlineAt - clock.now()));
        stop = clock.timer(ms, () => giveUp('timeout'));
      };
      this.#touch();
      onAbort = () => giveUp('aborted');
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort);
    });
    try {
      return await Promise.race([given, work()]);
    } catch (error) {
      const failure = failureFrom(error, this.#phase);
      // After anything but a clear no, nobody knows what the server is waiting for.
      if (failure.kind !== 'reply' || this.client.closed) this.close();
      throw failure;
    } finally {
      stop();
      this.#touch = () => {};
      signal?.removeEventListener('abort', onAbort);
    }
  }
}

const SYSTEM_WORD =
  /\b(E[A-Z]{4,}|ERR_[A-Z_]+|CERT_[A-Z_]+|UNABLE_TO_[A-Z_]+|DEPTH_ZERO_[A-Z_]+|SELF_SIGNED_[A-Z_]+)\b/;

function failureFrom(error: unknown, phase: FtpPhase): FtpFailure {
  if (error instanceof FtpFailure) return error;
  // A certificate that is not trusted comes as a text or as an error with a code.
  const { code, message } = (typeof error === 'string' ? { code: error, message: error } : error) as {
    code?: unknown;
    message?: unknown;
  };
  const text = typeof message === 'string' ? message : '';
  if (typeof code === 'number') return new FtpFailure('reply', phase, text.replace(/^\d{3}[ -]/, ''), code);
  const word = typeof code === 'string' && code.length > 1 ? code : SYSTEM_WORD.exec(text)?.[1];
  // Of a stream that ended too early Node says so in its own way; it is the line that broke.
  return new FtpFailure(
    'broken',
    phase,
    !word || word === 'ERR_STREAM_PREMATURE_CLOSE' ? 'ECONNRESET' : word,
  );
}
