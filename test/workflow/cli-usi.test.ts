import { mkdirSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('usi');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const TABLE = [
  'alias\ttitle\ttaxonId\ttaxon\trelease date\tsex\tage\tage [unit]\tderived from',
  'animal_1\tAn animal\t9940\tOvis aries\t2020-01-01\tfemale\t3\tyear\t',
  '',
  'tissue_1\tA tissue\t9940\tOvis aries\t2020-01-01\t\t\t\tanimal_1',
  '',
].join('\n');

describe('usi submit, status and finalize', () => {
  it('lead from a table to its accessions', async () => {
    desk.write('in.tsv', TABLE);
    const args = ['usi', 'submit', 'in.tsv', '--submission', 'my sheep', '--journal', 'sheep.ndjson'];
    const first = await desk.run([...args, '--output', 'sent.tsv']);
    expect(first.code).toBe(0);
    expect(first.err).toMatch(/made the submission "my sheep" \([\w-]+\)/);
    expect(first.err).toContain('next: accession usi finalize "my sheep"');
    expect(tableOf(desk.read('sent.tsv')).map((row) => row['accession status'])).toEqual([
      'stored',
      'stored',
    ]);

    // The name finds the same Draft, and the journal what is in it.
    const again = await desk.run([...args, '--json']);
    expect(linesOf(again.out).map(({ status }) => status)).toEqual(['found', 'found', undefined]);

    const status = await desk.run(['usi', 'status', 'my sheep', '--wait', '--json']);
    expect([status.code, linesOf(status.out)[0]]).toMatchObject([
      0,
      { name: 'my sheep', status: 'Draft', samples: 2, counts: { Complete: 2 }, withErrors: 0 },
    ]);
    expect((await desk.run(['usi', 'finalize', 'my sheep', '--dry-run'])).code).toBe(0);

    const done = await desk.run(['usi', 'finalize', 'my sheep', '--table', 'in.tsv', '--output', 'done.tsv']);
    expect(done.code).toBe(0);
    const given = TABLE.split('\n');
    const back = desk.read('done.tsv').split('\n');
    expect(back[0]).toBe(`${given[0]}\taccession\taccession status\taccession error`);
    expect(back[2]).toBe('');
    expect([back[1], back[3]]).toEqual([
      expect.stringMatching(/^animal_1\tAn animal.*\tSAMEA\d+\tstored\t$/),
      expect.stringMatching(/^tissue_1\tA tissue.*\tSAMEA\d+\tstored\t$/),
    ]);

    const finalized = await desk.run(['usi', 'finalize', 'my sheep']);
    expect([finalized.code, tableOf(finalized.out).map(({ alias }) => alias)]).toEqual([
      0,
      ['animal_1', 'tissue_1'],
    ]);
    const late = await desk.run(args);
    expect([late.code, late.err]).toEqual([
      2,
      expect.stringContaining('is Completed; only a Draft takes samples'),
    ]);
    const text = await desk.run(['usi', 'status', 'my sheep', '--table', 'done.tsv', '--output', 'same.tsv']);
    expect(text.out).toMatch(/^status\tCompleted\nsamples\t2\n/m);
    expect(tableOf(desk.read('same.tsv')).map(({ accession }) => accession)).toEqual(
      tableOf(desk.read('done.tsv')).map(({ accession }) => accession),
    );
  });

  it('send nothing in a dry run', async () => {
    desk.write('in.tsv', TABLE);
    desk.asked();
    const { code, err } = await desk.run([
      'usi',
      'submit',
      'in.tsv',
      '--submission',
      'x',
      '--dry-run',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('dry run, nothing was sent: 2 valid');
    expect(desk.asked()).toEqual([]);
  });

  it('say what the validators found, and hand nothing in that has errors', async () => {
    desk.write('in.tsv', 'alias\ttaxon\na\tOvis aries\n');
    await desk.run(['usi', 'submit', 'in.tsv', '--submission', 'bad']);
    const status = await desk.run(['usi', 'status', 'bad', '--wait']);
    expect(status.code).toBe(3);
    expect(status.err).toMatch(/Taxonomy: /);
    const { code, err } = await desk.run(['usi', 'finalize', 'bad']);
    expect(code).toBe(3);
    expect(err).toMatch(/\[rejected\] .*1 of 1 samples have errors/);
  });

  it.each([
    ['no name', ['submit', 'in.tsv'], /--submission is missing/],
    ['an unknown submission', ['status', 'nobody'], /no submission with the id or name "nobody"/],
  ])('explain %s', async (_, args, message) => {
    desk.write('in.tsv', TABLE);
    const { code, err } = await desk.run(['usi', ...args]);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('explain an address that is missing', async () => {
    desk.write('in.tsv', TABLE);
    const { code, err } = await desk.run(['usi', 'status', 'x'], { env: { USI_URL: undefined } });
    expect(code).toBe(2);
    expect(err).toContain('the address of USI is missing');
  });
});

describe('the table for the accessions', () => {
  it('is looked at before anything is handed in, and is never overwritten', async () => {
    desk.write('in.tsv', TABLE);
    desk.write('bare.tsv', 'title\nA tissue\n');
    await desk.run(['usi', 'submit', 'in.tsv', '--submission', 'early', '--quiet']);
    desk.asked();
    for (const [table, output, message] of [
      ['typo.tsv', 'done.tsv', /typo\.tsv cannot be read: there is no such file/],
      ['bare.tsv', 'done.tsv', /alias/],
      ['in.tsv', 'nowhere/done.tsv', /nowhere\/done\.tsv cannot be written/],
      ['in.tsv', 'in.tsv', /--output is the input itself/],
    ] as const) {
      const args = ['usi', 'finalize', 'early', '--table', table, '--output', output];
      const { code, err } = await desk.run(args);
      expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    }
    expect(desk.asked()).toEqual([]);
    expect(readdirSync(desk.folder).filter((name) => name.endsWith('.part'))).toEqual([]);

    // What is in the way comes when it is handed in already.
    const stop = desk.lab.requests.watch(({ stage, request }) => {
      if (stage === 'committed' && request.method === 'PUT')
        mkdirSync(desk.path('late.tsv'), { recursive: true });
    });
    const late = await desk.run(['usi', 'finalize', 'early', '--table', 'in.tsv', '--output', 'late.tsv']);
    stop();
    expect([late.code, tableOf(late.out).map(({ alias }) => alias)]).toEqual([
      4,
      ['animal_1', undefined, 'tissue_1'].filter(Boolean),
    ]);
    expect(late.err).toContain('late.tsv');

    const shown = await desk.run(['usi', 'status', 'early', '--table', 'in.tsv']);
    expect(shown.code).toBe(0);
    expect(tableOf(shown.out)).toEqual(tableOf(late.out));
    expect(shown.err).toMatch(/status\tCompleted/);
    const over = await desk.run(['usi', 'status', 'early', '--table', 'in.tsv', '--output', 'in.tsv']);
    expect([over.code, desk.read('in.tsv')]).toEqual([2, TABLE]);
  });
});
