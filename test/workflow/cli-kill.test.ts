import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';

takeTime();

const COUNT = 60;

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('kill');
  const rows = Array.from({ length: COUNT }, (_, n) => `s${n}\t2020-01-01\tOvis aries`);
  desk.write('in.tsv', `name\trelease\torganism\n${rows.join('\n')}\n`);
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const full = () =>
  desk.lab.state.biosamples.samples
    .list()
    .filter(({ name, characteristics }) => /^s\d+$/.test(name) && characteristics?.organism);

describe('killed', () => {
  it.each([
    [7, 'received'],
    [31, 'committed'],
    [90, 'answered'],
  ] as const)('at request %i (%s), the same command goes on: each sample once', async (n, stage) => {
    const journal = `kill-${n}.ndjson`;
    const args = [
      'biosamples',
      'submit',
      'in.tsv',
      '--output',
      'out.tsv',
      '--journal',
      journal,
      '--look-for',
      '1',
    ];
    const run = desk.begin(args);
    const stop = desk.at(n, stage, async () => {
      run.process.kill('SIGKILL');
      await run.ended;
    });
    expect((await run.ended).signal).toBe('SIGKILL');
    stop();
    const { code } = await desk.run(args);
    expect(code).toBe(0);
    const records = full();
    expect(records).toHaveLength(COUNT);
    const accessions = new Map(records.map(({ name, accession }) => [name, accession]));
    expect(accessions.size).toBe(COUNT);
    const rows = tableOf(desk.read('out.tsv'));
    expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: COUNT }, (_, index) => `s${index}`));
    expect(rows.map(({ accession }) => accession)).toEqual(rows.map(({ name = '' }) => accessions.get(name)));
    expect(existsSync(desk.path(`${journal}.lock`))).toBe(false);
  });
});

describe('asked to stop', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s: what is under way comes to its end, the rest is not sent, and it says how to go on',
    async (signal, exitCode) => {
      const journal = `${signal}.ndjson`;
      const args = ['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv', '--journal', journal];
      const run = desk.begin(args);
      // The answer to this request waits until the command has said that it is stopping.
      desk.at(41, 'received', async () => {
        run.process.kill(signal);
        await run.says('stopping');
      });
      const { code, err } = await run.ended;
      expect(code).toBe(exitCode);
      expect(err).toContain('stopping: what is under way comes to its end. Ctrl-C again cuts it off.');
      expect(err).toContain(`run the same command again: ${journal} knows what is done`);
      const rows = tableOf(desk.read('out.tsv'));
      expect(rows).toHaveLength(COUNT);
      const of = (status: string) => rows.filter((row) => row['accession status'] === status);
      expect(of('stored').length).toBe(full().length);
      expect(of('stored').length + of('not sent').length).toBe(COUNT);
      expect(of('not sent').length).toBeGreaterThan(0);

      expect((await desk.run(args)).code).toBe(0);
      expect(full()).toHaveLength(COUNT);
      expect(new Set(tableOf(desk.read('out.tsv')).map(({ accession }) => accession)).size).toBe(COUNT);
    },
  );

  it('twice: cuts off what is under way, and the journal still knows all', async () => {
    const args = ['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv', '--journal', 'twice.ndjson'];
    desk.lab.faults.add({ nth: 30, times: 1000, effect: { delayMs: 600_000 } });
    const run = desk.begin(args);
    desk.at(30, 'received', async () => {
      run.process.kill('SIGINT');
      await run.says('stopping');
      run.process.kill('SIGINT');
    });
    const { code } = await run.ended;
    expect(code).toBe(130);
    expect(tableOf(desk.read('out.tsv'))).toHaveLength(COUNT);
    await desk.lab.reset();
  });

  it('once is enough for what only reads', async () => {
    desk.lab.faults.add({ operation: 'biosamples.samples.search', effect: { delayMs: 600_000 } });
    const run = desk.begin(['biosamples', 'search', 'sheep']);
    let asked = false;
    const stop = desk.lab.requests.watch(({ stage, request }) => {
      if (asked || stage !== 'received' || !request.path.includes('/samples')) return;
      asked = true;
      run.process.kill('SIGINT');
    });
    const { code, err } = await run.ended;
    expect([code, err]).toEqual([130, 'accession: stopped\n']);
    stop();
  });
});
