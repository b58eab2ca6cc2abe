import type { Redactor } from '../core/redact.ts';

/** Lines for people, on stderr, scrubbed of every secret that is known. */
export class Log {
  readonly #redactor: Redactor;
  /** Takes the bar away before a line, and puts it back after it. */
  #bar: { clear(): void; draw(): void } | undefined;

  constructor(
    redactor: Redactor,
    private readonly quiet = false,
  ) {
    this.#redactor = redactor;
  }

  /** What is good to know; left out with --quiet. */
  say(line: string): void {
    if (!this.quiet) this.#write(line);
  }

  /** What has to be known. */
  warn(line: string): void {
    this.#write(line);
  }

  under(bar: { clear(): void; draw(): void } | undefined): void {
    this.#bar = bar;
  }

  #write(line: string): void {
    this.#bar?.clear();
    process.stderr.write(`${this.#redactor.scrub(`accession: ${line}`)}\n`);
    this.#bar?.draw();
  }
}
