import type { Log } from './log.ts';

const WIDTH = 28;
/** Off a terminal: a line at most this often. */
const PAUSE_MS = 10_000;
/** On a terminal: a drawing at most this often. */
const REDRAW_MS = 80;

export interface Bar {
  /** `counts`: what became of them, or where the work is. */
  step(done: number, counts: Readonly<Record<string, number>> | string): void;
  end(): void;
}

/** A bar on a terminal; elsewhere, where it would be noise, a line now and then. */
export function progressOf(
  log: Log,
  total: number | undefined,
  quiet: boolean,
  /** How an amount is written: a number of records, or bytes. */
  shownAs: (amount: number) => string = String,
): Bar {
  const begun = Date.now();
  const terminal = process.stderr.isTTY === true && !quiet;
  let last = begun;
  let drawing = '';
  const bar = {
    clear: () => {
      if (drawing !== '') process.stderr.write('\r\u001B[K');
    },
    draw: () => {
      if (drawing !== '') process.stderr.write(drawing);
    },
  };
  if (terminal) log.under(bar);
  return {
    step(done, counts) {
      const now = Date.now();
      if (now - last < (terminal ? REDRAW_MS : PAUSE_MS) && done !== total) return;
      last = now;
      const words = [
        ofTotal(shownAs, done, total),
        typeof counts === 'string' ? counts : wordsOf(counts),
        left(done, total, now - begun),
      ]
        .filter(Boolean)
        .join('  ');
      if (!terminal) {
        // The end is told by the summary.
        if (done !== total) log.say(words);
        return;
      }
      bar.clear();
      drawing = cut(`${drawn(done, total)}${words}`);
      bar.draw();
    },
    end() {
      bar.clear();
      drawing = '';
      log.under(undefined);
    },
  };
}

const ofTotal = (shownAs: (amount: number) => string, done: number, total: number | undefined): string =>
  total === undefined ? shownAs(done) : `${shownAs(done)} of ${shownAs(total)}`;

/** `310 stored, 2 refused` */
export const wordsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');

function left(done: number, total: number | undefined, tookMs: number): string {
  if (total === undefined || done === 0 || done >= total || tookMs < 2_000) return '';
  const seconds = Math.ceil(((total - done) * tookMs) / done / 1000);
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.ceil(seconds / 60)} min left`;
}

function drawn(done: number, total: number | undefined): string {
  if (!total) return '';
  const full = Math.round((Math.min(done, total) / total) * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}  `;
}

const cut = (text: string): string => text.slice(0, Math.max(20, (process.stderr.columns || 80) - 1));
