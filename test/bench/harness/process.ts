import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that is told what to do line by line, and answers each with a line of JSON. */
export class TalkingProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  #errors = '';

  constructor(command: string, args: readonly string[]) {
    const child = spawn(command, args, {
      // A proxy of the machine would be asked for 127.0.0.1 as well; what a test runner sets is not meant for others.
      env: { ...process.env, NODE_OPTIONS: '', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4000);
    });
    // Whoever died does not listen; that it died is told by the missing answer.
    child.stdin.on('error', () => {});
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#errors += error.message;
        resolve();
      });
      child.once('close', () => resolve());
    });
    children.add(child);
    void this.#ended.then(() => children.delete(child));
  }

  /** The next line it says. Without `word` it is only listened to. */
  async ask(word?: string): Promise<unknown> {
    if (word !== undefined) this.#child.stdin?.write(`${word}\n`);
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) {
        await this.#ended;
        throw new Error(`${this.#child.spawnargs.slice(1, 2).join(' ')} ended: ${this.#errors.trim()}`);
      }
      // Some clients print what they think of an answer.
      if (value.startsWith('{')) return JSON.parse(value);
    }
  }

  async end(): Promise<void> {
    this.#child.stdin?.end();
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.#ended;
    clearTimeout(late);
  }
}

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));
