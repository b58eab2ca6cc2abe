/** What the demo says, and how: headings, lines, one progress bar, small tables. */

const terminal = process.stdout.isTTY === true;
const colour = terminal && process.env.NO_COLOR === undefined;
const bold = (text: string) => (colour ? `\u001B[1m${text}\u001B[0m` : text);

export function heading(text: string): void {
  console.log(`\n${bold(text)}`);
}

export function say(text: string): void {
  console.log(`  ${text}`);
}

export function showTable(columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const show = (cells: readonly string[]) =>
    say(`  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
  show(columns);
  show(widths.map((width) => '-'.repeat(width)));
  for (const row of rows) show(row);
}

export interface Progress {
  /** One more is done. */
  step(): void;
  /** Ends the line, so that whatever is printed next, an error too, begins on a fresh one. */
  end(): void;
}

/** A bar that redraws itself on a terminal; in a log file, where that is noise, a line for every ten. */
export function progress(label: string, total: number): Progress {
  const width = 30;
  let done = 0;
  const draw = () => {
    const full = Math.round((done / total) * width);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    process.stdout.write(`\r  ${label.padEnd(10)}  ${bar}  ${done}/${total}`);
  };
  if (terminal) draw();
  return {
    step() {
      done += 1;
      if (terminal) draw();
      else if (done % 10 === 0 || done === total) say(`${label}: ${done} of ${total}`);
    },
    end() {
      if (terminal) process.stdout.write('\n');
    },
  };
}
