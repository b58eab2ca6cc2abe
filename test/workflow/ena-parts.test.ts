import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BulkError,
  createClient,
  type EnaSample,
  type Experiment,
  InputError,
  RejectedError,
  type Repositories,
} from 'accession';
import { type Lab, type RequestStage, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { EVERYTHING, within } from '../support/scale.ts';
import { formsOf, leaksIn } from '../support/shown.ts';

let lab: Lab;
let repos: Repositories;
let folder: string;
let child: Script;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo', retainRequests: 50 });
  folder = mkdtempSync(join(tmpdir(), 'accession-parts-'));
  child = await script('test/workflow/ena-parts-child.ts');
});
afterAll(async () => {
  await lab.close();
  child.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
});

const submissions = [{ type: 'ADD' as const }, { type: 'HOLD' as const }];
const submission = { actions: submissions };
const project = {
  alias: 'flock',
  title: 'Microbes of the rumen of sheep',
  description: 'What lives in sheep on high pastures.',
};
const sheep = (n: number, more: Partial<EnaSample> = {}): EnaSample => ({
  alias: `s${n}`,
  title: `sheep ${n}`,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
    { tag: 'notes', value: 'x'.repeat(900) },
  ],
  ...more,
});
const flock = (count: number) => Array.from({ length: count }, (_, n) => sheep(n));
const experiment = (n: number): Experiment => ({
  alias: `x${n}`,
  title: 'reads',
  study: { alias: 'flock' },
  samples: [{ alias: `s${n}` }],
  libraryDescriptor: {
    libraryStrategy: 'WGS',
    librarySource: 'METAGENOMIC',
    librarySelection: 'RANDOM',
    libraryLayout: 'PAIRED',
  },
  instrumentModel: 'Illumina MiSeq',
});
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error,
  );
const aliases = (type: string) =>
  lab.state.ena.objects
    .list(type)
    .map(({ alias }) => alias)
    .filter((alias) => /^[sx]\d+$/.test(alias));
const SMALL = { partBytes: 12_000, partObjects: 10 };

describe('a document in parts', () => {
  it.each([['json'], ['xml'], ['auto']] as const)(
    'is cut between objects, refers by alias to what came before, and comes to one receipt (%s)',
    async (format) => {
      const seen: number[] = [];
      const document = {
        submission,
        projects: [project],
        samples: flock(23),
        experiments: Array.from({ length: 23 }, (_, n) => experiment(n)),
      };
      const receipt = await repos.ena.submissions.submitInParts(document, {
        ...SMALL,
        format,
        onProgress: ({ objects }) => seen.push(objects),
      });
      expect(receipt.accessions.size).toBe(47);
      expect(receipt.accessions.get('x22')).toMatch(/^ERX/);
      expect(receipt).toMatchObject({ success: true, actions: ['ADD', 'HOLD'] });
      expect(receipt.isTest).toBe(true);
      expect(receipt.submissions?.length).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(4);
      expect(seen.at(-1)).toBe(47);
      expect(aliases('sample')).toEqual(flock(23).map(({ alias }) => alias));
      const bodies = lab.journal.requests({ operation: 'ena.submissions.submit' });
      for (const { bodyBytes } of bodies) expect(bodyBytes).toBeLessThanOrEqual(SMALL.partBytes);

      // The same once more is the same.
      const again = await repos.ena.submissions.submitInParts(document, { ...SMALL, format });
      expect([...again.accessions]).toEqual([...receipt.accessions]);
      expect(aliases('sample')).toHaveLength(23);
    },
  );

  it('says which part was refused and where that is in the whole; mended, it goes on with the journal', async () => {
    const journal = join(folder, 'refused.ndjson');
    const bad = flock(23).map((one, n) => (n === 15 ? { ...one, attributes: [] } : one));
    const error = await failure(
      repos.ena.submissions.submitInParts({ submission, samples: bad }, { partObjects: 8, journal }),
    );
    expect(error).toBeInstanceOf(BulkError);
    const { failures, hint, message } = error as BulkError;
    expect(message).toMatch(/part 2 was not stored \(part 1 stored\)/);
    expect(hint).toContain('samples[0] is samples[8] of the whole');
    expect(failures[0]?.error).toBeInstanceOf(RejectedError);
    expect((failures[0]?.error as RejectedError | undefined)?.issues[0]?.path).toBe('samples[7]');
    expect(aliases('sample')).toHaveLength(8);
    const receipt = await repos.ena.submissions.submitInParts(
      { submission, samples: flock(23) },
      { partObjects: 8, journal },
    );
    expect(receipt.accessions.size).toBe(23);
    expect(aliases('sample')).toHaveLength(23);
    expect(new Set(aliases('sample')).size).toBe(23);
  });

  it('does not take another content for the one of its journal', async () => {
    const journal = join(folder, 'changed.ndjson');
    const named = { ...submission, alias: 'spring' };
    await repos.ena.submissions.submitInParts({ submission: named, samples: flock(3) }, { journal });
    const other = { submission: named, samples: [sheep(9)] };
    expect(await failure(repos.ena.submissions.submitInParts(other, { journal }))).toMatchObject({
      code: 'input',
      message: expect.stringContaining('part 1 differs'),
    });
    const again = await repos.ena.submissions.submitInParts({ submission: named, samples: flock(3) });
    expect(again.accessions.size).toBe(3);
    expect(again.submissions?.[0]?.alias).toBe('spring-part-1');
  });

  it('of which some was there before can be run again with its journal: the same accessions, nothing sent twice', async () => {
    const { submissions } = repos.ena;
    const options = {
      journal: join(folder, 'accepted.ndjson'),
      partObjects: 2,
      onDuplicate: 'accept',
    } as const;
    await submissions.submit({ samples: [sheep(1)] });
    const first = await submissions.submitInParts({ submission, samples: flock(4) }, options);
    const again = await submissions.submitInParts({ submission, samples: flock(4) }, options);
    const rows = ({ accessions }: typeof first) =>
      new Map(accessions.rows.map((row) => [row.alias, row.accession]));
    expect(rows(again)).toEqual(rows(first));
    expect(again.accessions.size).toBe(4);
    expect(aliases('sample').toSorted()).toEqual(['s0', 's1', 's2', 's3']);
  });

  it('asks for what its journal says is stored with the options of the call', async () => {
    const { submissions } = repos.ena;
    const journal = join(folder, 'options.ndjson');
    await submissions.submitInParts({ submission, samples: flock(1) }, { journal });
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { delayMs: 5_000 } });
    const again = submissions.submitInParts(
      { submission, samples: flock(1) },
      { journal, timeoutMs: 50, retries: 0 },
    );
    expect(await failure(again)).toMatchObject({ code: 'timeout' });
  });

  it.each<[string, object, object, string]>([
    ['an alias twice', { samples: [sheep(1), sheep(1)] }, {}, 'samples[1].alias'],
    ['no alias', { samples: [sheep(1, { alias: undefined as never })] }, {}, 'samples[0].alias'],
    ['one that is too large', { samples: [sheep(1, { title: 'x'.repeat(20_000) })] }, SMALL, 'samples[0]'],
    ['nothing', { samples: [] }, {}, ''],
    ['parts larger than ENA takes', { samples: [sheep(1)] }, { partBytes: 16_000_000 }, 'options.partBytes'],
    [
      'an action that cannot be cut',
      { submission: { actions: [{ type: 'VALIDATE' }, { type: 'ADD' }] }, samples: [sheep(1)] },
      {},
      'submission.actions',
    ],
  ])('refuses %s before it is sent', async (_, document, options, path) => {
    const error = await failure(repos.ena.submissions.submitInParts(document, options));
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).issues[0]?.path).toBe(path);
    expect(aliases('sample')).toEqual([]);
  });
});

/** Samples of two kilobytes. One old space for all: what is kept of all of them would not fit into it, in MiB. */
const [MANY, OLD_SPACE] = EVERYTHING ? [20_000, 96] : [8_000, 56];

it(`a document of ${MANY} samples costs the memory of one part`, { timeout: 200_000 }, async () => {
  const ended = await within(
    180_000,
    'the run',
    child.run({ ...lab.env, COUNT: String(MANY), NODE_OPTIONS: `--max-old-space-size=${OLD_SPACE}` }).ended,
  );
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const {
    objects,
    last,
    submissions: count,
    peakKiB,
  } = JSON.parse(ended.stdout) as {
    objects: number;
    last: string;
    submissions: number;
    peakKiB?: number;
  };
  expect({ objects, last }).toEqual({ objects: MANY + 1, last: expect.stringMatching(/^ERS/) });
  expect(count).toBeGreaterThan(2);
  expect(new Set(aliases('sample')).size).toBe(MANY);
  expect(aliases('sample')).toHaveLength(MANY);
  console.log(`in parts: ${MANY} samples, ${count} parts, peak ${Math.round((peakKiB ?? 0) / 1024)} MiB`);
  if (peakKiB !== undefined) expect(peakKiB / 1024).toBeLessThan(230);
});

describe('killed', () => {
  const stages: RequestStage[] = ['received', 'committed', 'answered'];
  it.each(stages.flatMap((stage, i) => [[stage, 2 + i, true] as const, [stage, 4, false] as const]))(
    'when the request was %s (part %i, journal: %s), it ends with each sample once',
    { timeout: 60_000 },
    async (stage, part, withJournal) => {
      const journal = withJournal ? join(folder, `killed-${stage}.ndjson`) : '';
      const env = { ...lab.env, COUNT: '120', PART_BYTES: '40000', JOURNAL: journal };
      const first = child.run(env);
      let posts = 0;
      let killed = false;
      const stop = lab.requests.watch(async ({ stage: now, request }) => {
        if (request.method !== 'POST') return;
        if (now === 'received') posts += 1;
        if (now !== stage || posts !== part || killed) return;
        killed = true;
        await first.kill();
      });
      expect((await within(30_000, 'the death', first.ended)).signal).toBe('SIGKILL');
      stop();
      const ended = await within(30_000, 'the second run', child.run(env).ended);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(ended.stdout)).toMatchObject({ objects: 121 });
      expect(aliases('sample')).toHaveLength(120);
      expect(new Set(aliases('sample')).size).toBe(120);
      if (!withJournal) return;
      expect(existsSync(`${journal}.lock`)).toBe(false);
      const { username, password } = lab.credentials.webin;
      expect(leaksIn(readFileSync(journal, 'utf8'), formsOf(password, username))).toEqual([]);
    },
  );
});
