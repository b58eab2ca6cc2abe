import { beforeAll, describe, expect, it } from 'vitest';
import { script } from '../support/child.ts';
import { SEED } from '../support/scale.ts';
import { KIND_NAMES } from './faults.ts';
import { SERVICES } from './scenario.ts';
import { shown } from './show.ts';
import { type SoakReport, soak, WORKER } from './soak.ts';

const common = { seed: SEED, operations: 500, speed: 60, patienceMs: 1_200 };

/** Of what the smaller run asked, so much was asked by both: polls and looks after a doubt depend on time, little else does. */
const SHARED = 0.7;

let killed: SoakReport;
let calm: SoakReport;
beforeAll(async () => {
  const work = await script(WORKER);
  [killed, calm] = await Promise.all([
    soak({ ...common, concurrency: 4, lanes: 2, killShare: 1 / 120 }, work),
    soak({ ...common, concurrency: 2, lanes: 1, killShare: 0 }, work),
  ]).finally(() => work.remove());
  console.log(shown(killed));
}, 240_000);

describe(`all services at once, under random faults of seed ${SEED}`, () => {
  it('lose nothing, store nothing twice, and show no secret, though their processes are killed', () => {
    expect(killed.problems).toEqual([]);
    for (const service of SERVICES) {
      const { duplicates, lost, strange, secrets } = killed.services[service];
      expect({ service, duplicates, lost, strange, secrets }).toEqual({
        service,
        duplicates: [],
        lost: [],
        strange: [],
        secrets: [],
      });
    }
    expect(SERVICES.reduce((sum, service) => sum + killed.services[service].kills, 0)).toBeGreaterThan(0);
  });

  it('meet every fault, and every service meets some', () => {
    for (const kind of KIND_NAMES)
      expect([kind, SERVICES.some((service) => killed.rows[service].faults[kind] > 0)]).toEqual([kind, true]);
    for (const service of SERVICES)
      expect([service, KIND_NAMES.some((kind) => killed.rows[service].faults[kind] > 0)]).toEqual([
        service,
        true,
      ]);
  });

  it('meet the same fault at the same attempt, however many calls are under way and whoever dies', () => {
    const both = [...killed.table].filter(([asked]) => calm.table.has(asked));
    expect(both.filter(([asked, fault]) => calm.table.get(asked) !== fault)).toEqual([]);
    const fewer = Math.min(killed.table.size, calm.table.size);
    console.log(`asked by both: ${both.length} of ${killed.table.size} and ${calm.table.size}`);
    expect(both.length / fewer).toBeGreaterThan(SHARED);
  });

  it('leave the same behind', () => {
    expect(calm.problems).toEqual([]);
    const states = ({ services }: SoakReport) =>
      SERVICES.map((service) => [service, services[service].state]);
    expect(states(killed)).toEqual(states(calm));
  });
});
