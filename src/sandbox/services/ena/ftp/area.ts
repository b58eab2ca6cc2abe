import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { Readable } from 'node:stream';
import type { SandboxClock } from '../../../clock.ts';
import type { Uploads } from '../uploads.ts';

/** One entry of a folder. */
interface Entry {
  name: string;
  size: number;
  mtime: Date;
  /** As `ls -l` shows it. */
  line: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FOLDER_SIZE = 4096;

/** The upload area of one account, as a session sees it. Paths are absolute or relative to `cwd`. */
export class UploadArea {
  cwd = '/';

  constructor(
    private readonly uploads: Uploads,
    private readonly account: string,
    private readonly clock: SandboxClock,
  ) {}

  get(name: string): Entry {
    const path = this.#path(name);
    if (this.uploads.get(this.account, path)) return this.#entry(path);
    if (this.uploads.hasFolder(this.account, path)) return this.#entry(path);
    throw missing(name);
  }

  file(name: string): Entry {
    const path = this.#path(name);
    if (!this.uploads.get(this.account, path)) throw missing(name);
    return this.#entry(path);
  }

  list(name: string): Entry[] {
    const path = this.#path(name);
    if (this.uploads.get(this.account, path)) return [this.#entry(path)];
    if (!this.uploads.hasFolder(this.account, path)) throw missing(name);
    const prefix = path === '' ? '' : `${path}/`;
    const { account, uploads } = this;
    const below = [...uploads.list(account).map((upload) => upload.path), ...uploads.folders(account)]
      .filter((item) => item.startsWith(prefix) && item !== path)
      .map((item) => prefix + (item.slice(prefix.length).split('/')[0] ?? ''));
    return [...new Set(below)].sort().map((item) => this.#entry(item));
  }

  chdir(name: string): void {
    const path = this.#path(name);
    if (!this.uploads.hasFolder(this.account, path)) throw missing(name);
    this.cwd = `/${path}`;
  }

  /** What came stays, also when the line breaks: a client may go on from there. `start` undefined: append. */
  async write(name: string, source: AsyncIterable<Buffer>, start: number | undefined): Promise<void> {
    const path = this.#path(name);
    const { account, clock, uploads } = this;
    const before = uploads.get(account, path)?.file;
    const kept = Math.min(start ?? Number.POSITIVE_INFINITY, before?.size ?? 0);
    const came = new Came(source);
    const whole = before && kept > 0 ? joined(before.path, kept, came) : came;
    const file = await uploads.files.keep(Readable.from(whole));
    uploads.put(account, { path, file, at: clock.now() });
    if (came.broken !== undefined) throw came.broken;
  }

  read(name: string, start: number): Readable {
    const upload = this.uploads.get(this.account, this.#path(name));
    if (!upload) throw missing(name);
    return createReadStream(upload.file.path, { start });
  }

  delete(name: string): void {
    const path = this.#path(name);
    if (this.uploads.remove(this.account, path)) return;
    if (!this.uploads.hasFolder(this.account, path)) throw missing(name);
    if (this.list(`/${path}`).length > 0) throw new Error(`${name}: Directory not empty`);
    this.uploads.removeFolder(this.account, path);
  }

  mkdir(name: string): string {
    const path = this.#path(name);
    if (this.uploads.hasFolder(this.account, path)) throw new Error(`${name}: File exists`);
    this.uploads.makeFolder(this.account, path);
    return `/${path}`;
  }

  rename(from: string, to: string): void {
    const path = this.#path(from);
    const upload = this.uploads.get(this.account, path);
    if (!upload) throw missing(from);
    this.uploads.remove(this.account, path);
    this.uploads.put(this.account, { ...upload, path: this.#path(to) });
  }

  /** From the root of the area, without slashes around it; `..` ends at the root. */
  #path(name: string): string {
    return posix.resolve('/', this.cwd, name.replaceAll('\\', '/')).slice(1);
  }

  #entry(path: string): Entry {
    const name = posix.basename(path);
    const upload = this.uploads.get(this.account, path);
    const size = upload?.file.size ?? FOLDER_SIZE;
    const mtime = new Date(upload?.at ?? this.clock.now());
    const mode = upload ? '-rw-r--r--' : 'drwxr-xr-x';
    const month = MONTHS[mtime.getUTCMonth()] ?? '';
    const date = `${month} ${String(mtime.getUTCDate()).padStart(2)}  ${mtime.getUTCFullYear()}`;
    const line = `${mode}   1 webin    webin    ${String(size).padStart(12)} ${date} ${name}`;
    return { name, size, mtime, line };
  }
}

const missing = (name: string): Error => new Error(`${name}: No such file or directory`);

/** All that came of a stream; that it broke is told afterwards. */
class Came implements AsyncIterable<Buffer> {
  broken: unknown;

  constructor(private readonly source: AsyncIterable<Buffer>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      yield* this.source;
    } catch (error) {
      this.broken = error ?? new Error('the line broke');
    }
  }
}

async function* joined(path: string, bytes: number, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { end: bytes - 1 });
  yield* rest;
}
