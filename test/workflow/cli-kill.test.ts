import { existsSync } from 'node:fs';
import { createClient } from 'accession';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CliEnded, linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { preparePlace } from '../support/sodar-project.ts';

takeTime();

const COUNT = 60;

const DOCUMENT = {
  projects: [
    {
      alias: 'p1',
      title: 'A title that is long enough',
      description: 'A description that is long enough, too',
    },
  ],
};

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

describe('a pipe that stays open', () => {
  const input = `${JSON.stringify({
    name: 's1',
    release: '2030-01-01T00:00:00Z',
    characteristics: { organism: [{ text: 'Ovis aries' }] },
  })}\n`;
  const args = ['biosamples', 'submit', '-', '--format', 'ndjson'];

  it('keeps no run from its end that is asked to stop', async () => {
    const run = desk.begin(args, { input, keepOpen: true });
    await run.says('"status":"stored"');
    run.process.kill('SIGTERM');
    const { code, out, err } = await run.ended;
    expect(code).toBe(143);
    expect(linesOf(out)).toMatchObject([{ key: 's1', status: 'stored' }]);
    expect(err).toContain('1 stored');
    expect(err).toContain('the standard input was still open');
  });

  it('keeps nobody from hearing that the login was refused', async () => {
    const env = { WEBIN_PASSWORD: 'not this one' };
    const { code, err } = await desk.run(args, { input, keepOpen: true, env });
    expect(code).toBe(6);
    expect(err).toContain('[unauthenticated]');
  });
});

describe('asked to stop while one thing is written', () => {
  /** Ctrl-C while a request of this operation is under way, which is answered when that is heard. */
  async function interrupted(args: readonly string[], operation: string): Promise<CliEnded> {
    const run = desk.begin(args);
    let asked = false;
    const stop = desk.lab.requests.watch(async ({ stage, request }) => {
      if (asked || stage !== 'received' || request.operation !== operation) return;
      asked = true;
      run.process.kill('SIGINT');
      await Promise.race([run.says('stopping'), run.ended]);
    });
    const ended = await run.ended;
    stop();
    expect(ended.err).toContain('what is under way comes to its end');
    return ended;
  }

  it('a document of ENA is stored, and its receipt is there', async () => {
    desk.write('doc.json', JSON.stringify(DOCUMENT));
    const { code, out } = await interrupted(['ena', 'submit', 'doc.json'], 'ena.submissions.submit');
    expect([code, out]).toEqual([0, expect.stringMatching(/^project\tp1\tPRJEB/m)]);
  });

  it('a submission of USI is made and handed in, and nothing is waited for', async () => {
    desk.write('usi.tsv', 'alias\ttitle\ttaxonId\ttaxon\nu1\tOne\t9940\tOvis aries\n');
    const submit = ['usi', 'submit', 'usi.tsv', '--submission', 'mine'];
    const first = await interrupted(submit, 'usi.submissions.create');
    expect([first.code, first.err]).toEqual([130, expect.stringContaining('made the submission "mine"')]);
    expect((await desk.run(submit)).code).toBe(0);
    const done = await interrupted(['usi', 'finalize', 'mine'], 'usi.submissionStatuses.update');
    expect([done.code, done.err]).toEqual([130, expect.stringContaining('handed in "mine"')]);
  });

  it('a landing zone of SODAR is made, and told', async () => {
    const client = createClient(desk.lab.config);
    const { project } = await preparePlace(client.sodar, desk.lab);
    client.close();
    const create = ['sodar', 'zone', 'create', project.sodar_uuid, '--json'];
    const { code, out } = await interrupted(create, 'sodar.landingZones.create');
    expect([code, linesOf(out)]).toMatchObject([130, [{ project: project.sodar_uuid }]]);
  });

  it('twice: what may be stored ends with 5, not with 130', async () => {
    desk.write('doc.json', JSON.stringify(DOCUMENT));
    desk.lab.faults.add({ operation: 'ena.submissions.submit', effect: { delayMs: 600_000 } });
    const run = desk.begin(['ena', 'submit', 'doc.json', '--json']);
    let asked = false;
    const stop = desk.lab.requests.watch(async ({ stage, request }) => {
      if (asked || stage !== 'received' || request.operation !== 'ena.submissions.submit') return;
      asked = true;
      run.process.kill('SIGINT');
      await run.says('stopping');
      run.process.kill('SIGINT');
    });
    const { code, out } = await run.ended;
    stop();
    expect([code, linesOf(out)]).toMatchObject([5, [{ error: { outcome: 'unknown' }, exitCode: 5 }]]);
    await desk.lab.reset();
  });
});
