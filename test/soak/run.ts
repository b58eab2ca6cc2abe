/** `npm run soak -- --seed N --operations N`: see CONTRIBUTING.md. Exits with 1 when anything is lost, twice, or shown. */
import { parseArgs } from 'node:util';
import { script } from '../support/child.ts';
import { SEED } from '../support/scale.ts';
import { shown } from './show.ts';
import { soak, WORKER } from './soak.ts';

/** Problems that are printed; one mistake makes thousands. */
const MOST_PROBLEMS = 20;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(SEED) },
    operations: { type: 'string', default: '100000' },
    concurrency: { type: 'string', default: '8' },
    lanes: { type: 'string', default: '4' },
    speed: { type: 'string', default: '60' },
  },
});
const options = {
  seed: Number(values.seed),
  operations: Number(values.operations),
  concurrency: Number(values.concurrency),
  lanes: Number(values.lanes),
  speed: Number(values.speed),
  killShare: 1 / 2_000,
  patienceMs: 2_000,
  onProgress: (operations: number) => console.log(`${operations} operations`),
};
console.log(`soak: about ${options.operations} operations, seed ${options.seed}`);
const work = await script(WORKER);
const report = await soak(options, work).finally(() => work.remove());
console.log(shown(report));
for (const problem of report.problems.slice(0, MOST_PROBLEMS)) console.error(problem);
if (report.problems.length > MOST_PROBLEMS)
  console.error(`and ${report.problems.length - MOST_PROBLEMS} more`);
process.exitCode = report.problems.length > 0 ? 1 : 0;
