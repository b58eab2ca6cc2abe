import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { root } from './root.ts';
import { markdownTable } from './table.ts';
import type { Verdict } from './verdict.ts';
import { versionsOf } from './versions.ts';
import type { Workload } from './workload.ts';

/** Before anything is measured: what others do on the machine is in the figures. */
const [busy = 0] = loadavg();

const PAGE = join(root, 'docs', 'performance.md');

const HEAD = `# Performance

Written by \`npm run bench\`; \`npm run bench NAME\` measures one part again, \`npm run bench all\` the long ones too. Parts that were not
measured again stay as they were, each with its date.

Competitors take turns, each in a process of its own, against the same local server or sandbox. CPU is user and system time
of that process, memory its peak. Figures are medians; a ratio is made round by round, of what ran side by side. **Trust the
ratios**: times belong to the machine. Nothing here was measured against a real service, where most of the time is waiting.

How to read a figure: of what costs (CPU, memory) ours ÷ theirs, so that less is better; of what takes time, theirs ÷ ours, so
that more is better. A goal is missed when it is missed by more than the figure moves between runs: 15 % for processors,
30 % for files. Goals "told only" do not fail the command.
`;

/** Writes what was measured into the page, and leaves there what was measured before. */
export function writePage(
  all: readonly Workload[],
  measured: ReadonlyMap<Workload, readonly Verdict[]>,
): void {
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const measuredWhen = `Measured ${new Date().toISOString().slice(0, 10)} on ${machine()}`;
  const stamp = (workload: Workload) => `${measuredWhen}, ${versionsOf(workload)}.`;
  writeFileSync(PAGE, pageFrom(before, all, measured, stamp));
}

/** @param stamp when and with what it was measured */
export function pageFrom(
  before: string,
  all: readonly Workload[],
  measured: ReadonlyMap<Workload, readonly Verdict[]>,
  stamp: (workload: Workload) => string,
): string {
  const old = sectionsOf(before);
  const sections = all.flatMap((workload) => {
    const verdicts = measured.get(workload);
    const text = verdicts
      ? [workload.about, markdownTable(verdicts), stamp(workload)].join('\n\n')
      : old.get(workload.title);
    return text === undefined ? [] : [`## ${workload.title}\n\n${text}\n`];
  });
  return [HEAD, ...sections].join('\n');
}

/** What stands under each heading. */
function sectionsOf(page: string): Map<string, string> {
  const [, ...parts] = page.split(/^## /m);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end).trim()];
    }),
  );
}

function machine(): string {
  const [one] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${one?.model.trim() || 'processor'}, ${memory} GiB, ${type()} ${release()}, load ${busy.toFixed(1)} before`;
}
