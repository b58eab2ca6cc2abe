/**
 * `npm run bench`: everything that is gated; `npm run bench all`: the long ones too; `npm run bench NAME…`: some. Writes
 * docs/performance.md, and fails when a goal is missed by more than its noise. `--rounds N` is for a quick look while one
 * works on it: it writes nothing.
 */
import { parseArgs } from 'node:util';
import { compare } from './harness/compare.ts';
import { writePage } from './harness/page.ts';
import { buildPrograms } from './harness/programs.ts';
import { cellsOf, plainTable } from './harness/table.ts';
import { judge, type Verdict } from './harness/verdict.ts';
import type { Workload } from './harness/workload.ts';
import { WORKLOADS } from './workloads/index.ts';

const say = (text: string): void => console.log(text);

function chosen(names: readonly string[]): readonly Workload[] {
  if (names.length === 0) return WORKLOADS.filter(({ long }) => !long);
  if (names.includes('all')) return WORKLOADS;
  const unknown = names.filter((name) => !WORKLOADS.some((workload) => workload.name === name));
  if (unknown.length > 0) {
    const known = WORKLOADS.map(({ name, long }) => `  ${name}${long ? ' (long)' : ''}`).join('\n');
    console.error(`There is no ${unknown.join(', ')} to measure. There are, beside "all":\n${known}`);
    process.exit(2);
  }
  return WORKLOADS.filter(({ name }) => names.includes(name));
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' } },
});
const quick = values.rounds === undefined ? {} : { rounds: Number(values.rounds) };
const writes = values.rounds === undefined;
const workloads = chosen(positionals);

say('Building what is measured …');
const begun = performance.now();
const minutes = (): string => `${((performance.now() - begun) / 60_000).toFixed(1)} min`;
const programs = await buildPrograms();
const measured = new Map<Workload, readonly Verdict[]>();
const skipped: string[] = [];
const broken: string[] = [];
for (const workload of workloads) {
  say(`\n${workload.title} (${workload.name}), after ${minutes()}`);
  try {
    const results = await compare({ ...workload, ...quick }, programs, (text) => {
      if (text.startsWith('SKIPPED')) skipped.push(text);
      say(text);
    });
    const verdicts = workload.rows.map((row) => judge(row, results));
    measured.set(workload, verdicts);
    say(`\n${plainTable(verdicts)}`);
    // At once: what comes later may fail, or be interrupted.
    if (writes) writePage(WORKLOADS, measured);
  } catch (error) {
    broken.push(`${workload.name} could not be measured: ${error instanceof Error ? error.message : error}`);
    say(broken.at(-1) ?? '');
  }
}

const verdicts = [...measured.values()].flat();
const missed = verdicts.filter(
  (verdict) => 'judgement' in verdict && verdict.judgement === 'missed' && verdict.row.goal?.gated,
);
say(`\n${verdicts.length} figures in ${minutes()}${writes ? ', written to docs/performance.md' : ''}.`);
for (const line of [...skipped, ...broken]) say(line);
if (missed.length > 0) {
  say(`\n${missed.length} of the gated goals are missed:`);
  for (const verdict of missed) say(`  ${cellsOf(verdict).filter(Boolean).join(' | ')}`);
}
if (missed.length + broken.length > 0) process.exitCode = 1;
