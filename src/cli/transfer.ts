import type { Log } from './log.ts';
import { type Bar, progressOf } from './progress.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `3.1 MB` */
export function bytesText(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${unit === 0 || amount >= 99.5 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** How far files have come, in bytes. Their total is known when the first of them moves. */
export class Transfer {
  readonly #log: Log;
  readonly #quiet: boolean;
  #bar: Bar | undefined;

  constructor(log: Log, quiet = false) {
    this.#log = log;
    this.#quiet = quiet;
  }

  /** `about`: the file that moves, or the step that the work is at. */
  tell({ transferred, total }: { transferred: number; total?: number | undefined }, about: string): void {
    this.#bar ??= progressOf(this.#log, total, this.#quiet, bytesText);
    this.#bar.step(transferred, about);
  }

  end(): void {
    this.#bar?.end();
    this.#bar = undefined;
  }
}
