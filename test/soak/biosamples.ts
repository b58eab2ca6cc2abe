import type { NewSample } from 'accession';
import { inLanes, NotThereYet, range, type Scenario } from './scenario.ts';

const SAMPLES = 20;
/** Every so manieth sample is changed afterwards. */
const CHANGED = 4;

const batchOf = (n: number): string => `batch ${n}`;
const nameOf = (n: number, i: number): string => `soak ${n} sheep ${i}`;
const RESERVED = /^soak \d+ sheep /;
const isChanged = (i: number): boolean => i % CHANGED === 0;
const line = (name: string, checked: boolean): string => `sample ${name}${checked ? ', checked' : ''}`;

const samplesOf = (n: number): NewSample[] =>
  range(SAMPLES).map((i) => ({
    name: nameOf(n, i),
    release: '2020-01-01',
    characteristics: { organism: [{ text: 'Ovis aries' }], batch: [{ text: batchOf(n) }] },
  }));

/** Samples are registered with a journal, some are changed, and all are read back by a search. */
export const biosamples: Scenario = {
  share: 0.4,
  requestsPerUnit: 280,
  async carryOut({ biosamples: { samples } }, unit) {
    const accessions = new Map<string, string>();
    const run = samples.createMany(samplesOf(unit.n), {
      journal: unit.file('journal.ndjson'),
      concurrency: unit.concurrency,
    });
    for await (const result of run) {
      if ('error' in result) console.log(JSON.stringify(result));
      else if ('reference' in result) accessions.set(result.key, result.reference);
    }
    if (accessions.size < SAMPLES) throw new NotThereYet(`${SAMPLES - accessions.size} samples are missing`);

    await inLanes(range(SAMPLES).filter(isChanged), unit.concurrency, async (i) => {
      const accession = accessions.get(nameOf(unit.n, i)) ?? '';
      await samples.patch(accession, { characteristics: { checked: [{ text: 'yes' }] } });
    });

    const found = await samples.search({ filter: `attr:batch:${batchOf(unit.n)}`, size: 10 }).all();
    const names = found.map(({ name }) => name).sort();
    const wanted = [...accessions.keys()].sort();
    if (names.join() !== wanted.join()) throw new Error(`the search of ${batchOf(unit.n)} found ${names}`);
  },
  expected: (n) => range(SAMPLES).map((i) => line(nameOf(n, i), isChanged(i))),
  stored: ({ state }) =>
    state.biosamples.samples
      .list()
      .filter(({ characteristics }) => characteristics?.batch)
      .map(({ name, characteristics }) => line(name, characteristics?.checked !== undefined)),
  references: ({ state }) =>
    new Map(state.biosamples.samples.list().map(({ accession = '', name }) => [accession, name])),
  // Those without are reservations that were never filled in, or what USI has brought.
  leftOver: ({ state }) =>
    state.biosamples.samples
      .list()
      .filter(({ name, characteristics }) => RESERVED.test(name) && !characteristics?.batch).length,
};
