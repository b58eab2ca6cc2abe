import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { EVERYTHING } from '../support/scale.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('related');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const HEAD = 'name\trelease\torganism\tderived from';
const row = (name: string, parents = '') => `${name}\t2020-01-01\tOvis aries\t${parents}`;
/** The child before its parents, and one that refers to nobody. */
const HERD = [row('liver', 'sheep 1'), row('sheep 1', 'ewe; SAMEA112654119'), row('ewe'), row('lonely')];
const write = (name: string, rows: readonly string[]) => desk.write(name, `${[HEAD, ...rows].join('\n')}\n`);

const own = () =>
  desk.lab.state.biosamples.samples
    .list()
    .filter(({ name }) => /^(?:liver|sheep 1|ewe|lonely|rock|s\d+)$/.test(name));
const full = () => own().filter(({ characteristics }) => characteristics?.organism);
const accessionOf = (name: string) => full().find((one) => one.name === name)?.accession ?? 'none';
const links = (name: string) =>
  full()
    .find((one) => one.name === name)
    ?.relationships?.map(({ source, type, target }) => [source, type, target]);

describe('rows that refer to each other by name', () => {
  it('end up with accessions in place of the names', async () => {
    write('in.tsv', HERD);
    const args = ['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv', '--journal', 'run.ndjson'];
    const { code, err } = await desk.run(args);
    expect([code, err]).toEqual([0, expect.stringContaining('4 stored')]);
    const rows = tableOf(desk.read('out.tsv'));
    expect(rows.map(({ name = '', accession }) => [name, accession])).toEqual(
      rows.map(({ name = '' }) => [name, accessionOf(name)]),
    );
    expect(links('liver')).toEqual([[accessionOf('liver'), 'derived from', accessionOf('sheep 1')]]);
    expect(new Set(links('sheep 1')?.map(([, , target]) => target))).toEqual(
      new Set([accessionOf('ewe'), 'SAMEA112654119']),
    );
    expect(own()).toHaveLength(4);
    const again = await desk.run([...args, '--json']);
    expect(linesOf(again.out).map(({ status }) => status)).toEqual([
      ...['found', 'found', 'found', 'found'],
      undefined,
    ]);
    expect(own()).toHaveLength(4);
  });

  it('may refer to rows that have their accession already', async () => {
    write('first.tsv', [row('ewe')]);
    await desk.run(['biosamples', 'submit', 'first.tsv', '--output', 'some.tsv']);
    desk.write('all.tsv', `${desk.read('some.tsv')}${row('sheep 1', 'ewe')}\n${row('liver', 'sheep 1')}\n`);
    const { code, out } = await desk.run(['biosamples', 'submit', 'all.tsv']);
    expect([code, tableOf(out).map((one) => one['accession status'])]).toEqual([
      0,
      ['stored', 'stored', 'stored'],
    ]);
    expect(links('sheep 1')).toEqual([[accessionOf('sheep 1'), 'derived from', accessionOf('ewe')]]);
    expect(own()).toHaveLength(3);
  });

  it('tell who cannot be sent, and why, before anything is sent', async () => {
    write('in.tsv', [
      row('liver', 'sheep 1'),
      row('sheep 1', 'nobody'),
      row('ewe', 'ewe'),
      row('s1', 'lonely'),
      row('lonely'),
      row('lonely'),
    ]);
    desk.asked();
    const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv']);
    expect(code).toBe(2);
    expect(err).toMatch(/line 3: "derived from": "nobody" is neither an accession .* in this file/);
    expect(err).toMatch(/line 2 \(liver\): refers to "sheep 1": neither/);
    expect(err).toMatch(/line 4 \(ewe\): "ewe" refers to itself/);
    expect(err).toMatch(/line 6 \(lonely\): "lonely" is the name of 2 samples/);
    expect(desk.asked()).toEqual([]);
    write('some.tsv', [
      row('liver', 'sheep 1'),
      row('sheep 1', 'nobody'),
      row('s1', 'lonely'),
      row('lonely'),
    ]);
    const { out } = await desk.run(['biosamples', 'submit', 'some.tsv', '--skip-invalid']);
    expect(tableOf(out).map((one) => one['accession status'])).toEqual([
      'refused',
      'refused',
      'stored',
      'stored',
    ]);
    const piped = await desk.run(['biosamples', 'submit', '-', '--format', 'tsv'], {
      input: `${HEAD}\n${row('liver', 'ewe')}\n${row('ewe')}\n`,
    });
    expect(piped.err).toMatch(/line 2: "derived from": "ewe" is neither/);
  });

  it('are all kept back when BioSamples refuses one', async () => {
    write('in.tsv', [row('liver', 'ewe'), row('ewe'), 'rock\t2020-01-01\t\t']);
    const { code, out } = await desk.run(['biosamples', 'submit', 'in.tsv']);
    expect(code).toBe(3);
    expect(tableOf(out).map((one) => one['accession status'])).toEqual(['not sent', 'not sent', 'refused']);
    expect(own()).toEqual([]);
  });
});

describe('killed while related samples are stored', () => {
  const COUNT = 30;
  const FLOCK = Array.from({ length: COUNT }, (_, n) => row(`s${n}`, n % 3 === 0 ? '' : `s${n - (n % 3)}`));

  const whole = () => {
    expect(full()).toHaveLength(COUNT);
    expect(new Set(full().map(({ name }) => name)).size).toBe(COUNT);
    for (let n = 0; n < COUNT; n += 1) {
      const parent = accessionOf(`s${n - (n % 3)}`);
      const expected = n % 3 === 0 ? [] : [[accessionOf(`s${n}`), 'derived from', parent]];
      expect(links(`s${n}`)?.filter(([source]) => source === accessionOf(`s${n}`)) ?? []).toEqual(expected);
    }
    const rows = tableOf(desk.read('out.tsv'));
    expect(rows.map(({ name = '', accession }) => [name, accession])).toEqual(
      FLOCK.map((_, n) => [`s${n}`, accessionOf(`s${n}`)]),
    );
  };

  const argsWith = (journal: string) => [
    ...['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv'],
    ...['--journal', journal, '--look-for', '1'],
  ];

  // One request for the login, then 30 checks, 30 accessions, 30 records.
  const MOMENTS = [
    [45, 'committed'],
    [75, 'committed'],
    [12, 'answered'],
    [61, 'received'],
    [90, 'answered'],
  ] as const;
  it.each(EVERYTHING ? MOMENTS : MOMENTS.slice(0, 2))(
    'at request %i (%s), the same command goes on: each sample once, all links right',
    async (n, stage) => {
      write('in.tsv', FLOCK);
      const args = argsWith(`kill-${n}.ndjson`);
      const run = desk.begin(args);
      const stop = desk.at(n, stage, async () => {
        run.process.kill('SIGKILL');
        await run.ended;
      });
      expect((await run.ended).signal).toBe('SIGKILL');
      stop();
      expect((await desk.run(args)).code).toBe(0);
      whole();
    },
  );

  it('asked to stop, what is under way comes to its end, and the same command goes on', async () => {
    write('in.tsv', FLOCK);
    const args = argsWith('stop.ndjson');
    const run = desk.begin(args);
    desk.at(70, 'received', async () => {
      run.process.kill('SIGINT');
      await run.says('stopping');
    });
    const { code, err } = await run.ended;
    expect(code).toBe(130);
    expect(err).toContain('run the same command again: stop.ndjson knows what is done');
    const rows = tableOf(desk.read('out.tsv'));
    const of = (status: string) => rows.filter((one) => one['accession status'] === status);
    expect(of('stored').length).toBe(full().length);
    expect(of('stored').length).toBeLessThan(COUNT);
    expect(of('stored').length + of('not sent').length).toBe(COUNT);
    expect((await desk.run(args)).code).toBe(0);
    whole();
    // What was reserved before is what was used.
    expect(own()).toHaveLength(COUNT);
  });
});
