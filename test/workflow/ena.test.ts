import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  add,
  createClient,
  Ena,
  type EnaDocument,
  type EnaSample,
  InputError,
  type NoticeEvent,
  RejectedError,
  type Repositories,
  token,
  Unauthenticated,
  webin,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let lab: Lab;
let repos: Repositories;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
});

const sheep = (alias: string, more: Partial<EnaSample> = {}): EnaSample => ({
  alias,
  title: `sheep ${alias}`,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
  ...more,
});
const flock = {
  alias: 'flock',
  title: 'Microbes of the rumen of sheep in summer',
  description: 'What lives in sheep on high pastures, sequenced once a month.',
};
const study = (): EnaDocument => add({ projects: [flock], samples: [sheep('s1')] }, { hold: inAYear() });
const inAYear = () => new Date(Date.now() + 360 * 86_400_000).toISOString().slice(0, 10);

describe('the main road', () => {
  it('submits a study with a sample, and gives their accessions', async () => {
    const { ena } = repos;
    const receipt = await ena.submissions.submit(study());
    expect(receipt).toMatchObject({ success: true, actions: ['ADD', 'HOLD'] });
    expect(receipt.isTest).toBe(true);
    expect(receipt.accessions.get('flock')).toMatch(/^PRJEB\d+$/);
    expect([...receipt.accessions].map(({ type, alias }) => `${type} ${alias}`)).toEqual([
      'project flock',
      'sample s1',
    ]);
    await expect(ena.projects.get(receipt.accessions.get('flock') ?? '')).resolves.toMatchObject(flock);
  });

  it('puts a document into the queue, polls, and waits for the receipt', async () => {
    const { ena } = repos;
    const queued = await ena.submissions.enqueue(study());
    expect(JSON.parse(JSON.stringify(queued))).toEqual(queued);
    expect(queued.sent).toEqual({ projects: 1, samples: 1 });
    expect(await ena.submissions.poll(queued)).toBeUndefined();
    const states: string[] = [];
    const receipt = await ena.submissions.waitUntil(queued, {
      pollMs: 50,
      onProgress: ({ state }) => states.push(state),
    });
    expect(states.at(-1)).toBe('COMPLETED');
    expect(receipt.submission?.accession).toBe(queued.submissionId);
    // Told again, also by the id alone.
    await expect(ena.submissions.poll(queued.submissionId)).resolves.toMatchObject({ success: true });
  });

  it('says of each object why it was refused, and stores none', async () => {
    const { ena } = repos;
    const bad = add({ samples: [sheep('good'), sheep('bad', { attributes: [] })] });
    const error = await ena.submissions.submit(bad).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RejectedError);
    const { issues, answer, outcome } = error as RejectedError;
    expect(outcome).toBe('refused');
    expect(issues[0]).toMatchObject({
      path: 'samples[1]',
      message: expect.stringContaining('collection date'),
    });
    expect(answer).toMatchObject({ success: false, samples: expect.any(Array) });
    await expect(ena.reports.samples.get('good')).resolves.toEqual([]);
    await expect(ena.submissions.validate(bad)).resolves.toMatchObject({ valid: false, issues });
    await expect(ena.submissions.validate(study())).resolves.toMatchObject({ valid: true });
    await expect(ena.reports.samples.get('s1')).resolves.toEqual([]);
  });

  it.each([
    ['json', 'raw'],
    ['json', 'multipart'],
    ['xml', 'raw'],
    ['xml', 'multipart'],
  ] as const)('takes the same as %s, %s', async (format, transfer) => {
    const receipt = await repos.ena.submissions.submit(study(), { format, transfer });
    expect(receipt.accessions.size).toBe(2);
    const queued = await repos.ena.submissions.enqueue(add({ samples: [sheep('q')] }), { format, transfer });
    const later = await repos.ena.submissions.waitUntil(queued, { pollMs: 50 });
    expect(later.accessions.get('q')).toMatch(/^ERS/);
    await expect(repos.ena.samples.get(later.accessions.get('q') ?? '')).resolves.toMatchObject({
      alias: 'q',
      organism: { taxonId: '9940' },
      attributes: sheep('q').attributes,
    });
  });

  it('goes to the queue with what is large, or when a minute was not enough', async () => {
    const { ena } = repos;
    const many = add({ samples: Array.from({ length: 501 }, (_, i) => sheep(`m${i}`)) });
    const receipt = await ena.submissions.submit(many, { pollMs: 50 });
    expect(receipt.accessions.size).toBe(501);
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { status: 408 } });
    await expect(ena.submissions.submit(study(), { pollMs: 50 })).resolves.toMatchObject({ success: true });
    expect(lab.journal.requests({ operation: 'ena.submissions.enqueue' })).toHaveLength(2);
  });

  it('takes ready text, bytes and files, byte for byte', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ena-'));
    const warnings: NoticeEvent[] = [];
    const { ena } = createClient({ ...lab.config, hooks: { onWarning: (event) => warnings.push(event) } });
    const text = (alias: string) =>
      JSON.stringify({
        ...add({ samples: [sheep(alias)] }),
        projects: [{ ...flock, alias: `p ${alias}`, project_links: [] }],
      });
    const path = join(folder, 'submission.json');
    writeFileSync(path, text('file'));
    for (const source of [text('text'), Buffer.from(text('bytes')), path])
      await expect(ena.submissions.submit(source)).resolves.toMatchObject({ success: true });
    expect(warnings.map(({ path: at, message }) => `${at} ${message}`)).toContain(
      'projects[0].project_links is dropped by ENA; it is called `links`',
    );
    expect(readFileSync(path, 'utf8')).toBe(text('file'));
    await expect(ena.submissions.submit(join(folder, 'none.json'))).rejects.toBeInstanceOf(InputError);
    await expect(ena.submissions.submit('{ "samples": [ }')).rejects.toThrow('is not JSON');
  });

  it('goes by the older spelling of the paths, and by the address of the service itself', async () => {
    const { username, password } = lab.credentials.webin;
    for (const options of [
      { url: lab.url, environment: 'dev' as const },
      { url: `${lab.url}/ena/dev/submit/webin-v2` },
      { url: `${lab.url}/ena/submit/webin-v2/` },
    ]) {
      const { ena } = createClient({ webin: { username, password }, ena: options });
      await expect(ena.submissions.validate(study())).resolves.toMatchObject({ valid: true });
    }
    const paths = lab.journal.requests({ operation: 'ena.submissions.submit' }).map(({ path }) => path);
    expect(paths.map((path) => path.includes('/dev/'))).toEqual([true, true, false]);
  });
});

describe('an account', () => {
  it('that is wrong is told so, without its password', async () => {
    const password = 'not-the-password-at-all';
    const wrong = createClient({ ...lab.config, webin: { username: 'Webin-12345', password } });
    const error = await wrong.ena.submissions.submit(study()).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Unauthenticated);
    expect(String((error as Error).stack)).not.toContain(password);
    await expect(new Ena({ url: lab.url }).submissions.submit(study())).rejects.toMatchObject({
      code: 'config',
    });
  });

  it('may be given as a token', async () => {
    const { ena } = new (class {
      ena = new Ena({ url: lab.url, auth: webin({ ...lab.credentials.webin, url: lab.urls.webin }) });
    })();
    await expect(ena.submissions.validate(study())).resolves.toMatchObject({ valid: true });
    const other = new Ena({ url: lab.url, auth: token('not.a.token') });
    await expect(other.submissions.validate(study())).rejects.toBeInstanceOf(Unauthenticated);
  });
});

describe('the same again', () => {
  it('is known by its content, and gives the receipt of the first time', async () => {
    const first = await repos.ena.submissions.submit(study());
    const again = await createClient(lab.config).ena.submissions.submit(study());
    expect(again.settledBy).toBe('receipt');
    expect(again.accessions.rows).toEqual(first.accessions.rows);
    await expect(repos.ena.submissions.receipt(first.submission?.alias ?? '')).resolves.toMatchObject({
      success: true,
    });
    await expect(repos.ena.submissions.receipt('never sent')).resolves.toBeUndefined();
  });

  it('under another name is refused, and says what is there; or is taken as it is', async () => {
    const { ena } = repos;
    const first = await ena.submissions.submit(study());
    const more = add({ projects: [flock], samples: [sheep('s1'), sheep('s2')] }, { alias: 'second' });
    await expect(ena.submissions.submit(more)).rejects.toMatchObject({
      outcome: 'refused',
      hint: expect.stringContaining('onDuplicate'),
      issues: expect.arrayContaining([expect.objectContaining({ path: 'samples[0]' })]),
    });
    const receipt = await ena.submissions.submit(more, { onDuplicate: 'accept' });
    expect(receipt.accessions.get('s1')).toBe(first.accessions.get('s1'));
    expect(receipt.accessions.get('flock')).toBe(first.accessions.get('flock'));
    expect(receipt.accessions.rows.find(({ alias }) => alias === 's1')?.external).toMatch(/^SAMEA/);
    expect(receipt.accessions.get('s2')).toMatch(/^ERS/);
    const all = await ena.submissions.submit(
      { ...more, submission: { alias: 'third' } },
      { onDuplicate: 'accept' },
    );
    expect(all).toMatchObject({ settledBy: 'duplicates' });
    expect(all.accessions.size).toBe(3);
  });

  it.each([
    ['text', JSON.stringify],
    ['bytes', (document: EnaDocument) => Buffer.from(JSON.stringify(document))],
    ['a path', () => 'study.json'],
  ])('is not taken as it is of %s, and nothing is sent', async (_, ready) => {
    await expect(
      repos.ena.submissions.submit(ready(study()), { onDuplicate: 'accept' }),
    ).rejects.toMatchObject({
      issues: [{ path: 'options.onDuplicate', message: expect.stringContaining('JSON.parse(text)') }],
    });
    expect(lab.journal.requests({ service: 'ena' })).toHaveLength(0);
  });

  it('is taken as it is with the options of the call, also for the second accessions', async () => {
    const { ena } = repos;
    const flocks = ['s1', 's2', 's3'].map((alias) => sheep(alias));
    await ena.submissions.submit(add({ samples: flocks }));
    const given = new AbortController();
    const report = 'ena.reports.samples.get';
    const stop = lab.requests.watch(({ request }) => {
      if (request.operation === report) given.abort();
    });
    const more = add({ samples: flocks }, { alias: 'again' });
    const receipt = await ena.submissions.submit(more, { onDuplicate: 'accept', signal: given.signal });
    stop();
    expect(receipt.accessions.size).toBe(3);
    expect(lab.journal.requests({ operation: report })).toHaveLength(1);
  });
});

describe('what was stored', () => {
  const reads = (): EnaDocument =>
    add({
      projects: [flock],
      studies: [
        {
          alias: 'old study',
          title: 'A study in the old form',
          description: 'of the same',
          studyType: 'Metagenomics',
        },
      ],
      samples: [sheep('s1')],
      experiments: [
        {
          alias: 'e1',
          title: 'rumen 1',
          study: { alias: 'flock' },
          samples: [{ alias: 's1' }],
          libraryDescriptor: {
            libraryStrategy: 'wgs',
            librarySource: 'metagenomic',
            librarySelection: 'random',
            libraryLayout: 'SINGLE',
            libraryConstructionProtocol: 'as the kit says',
          },
          instrumentModel: 'illumina miseq',
        },
      ],
    });

  it('is read with all that JSON would lose', async () => {
    const { ena } = repos;
    const { accessions } = await ena.submissions.submit(reads());
    await expect(ena.experiments.get(accessions.get('e1') ?? '')).resolves.toMatchObject({
      alias: 'e1',
      instrumentPlatform: 'ILLUMINA',
      instrumentModel: 'Illumina MiSeq',
      libraryDescriptor: {
        libraryStrategy: 'WGS',
        librarySource: 'METAGENOMIC',
        librarySelection: 'RANDOM',
        libraryLayout: 'SINGLE',
        libraryConstructionProtocol: 'as the kit says',
      },
    });
    await expect(ena.studies.get(accessions.get('old study') ?? '')).resolves.toMatchObject({
      studyType: 'Metagenomics',
    });
    await expect(ena.reports.experiments.get('e1')).resolves.toMatchObject([{ alias: 'e1' }]);
    await expect(ena.reports.studies.get('old study')).resolves.toHaveLength(1);
    await expect(ena.reports.projects.get('flock')).resolves.toMatchObject([
      { secondaryId: expect.stringMatching(/^ERP/) },
    ]);
    await expect(ena.reports.runs.get('nothing')).resolves.toEqual([]);
    await expect(ena.reports.analyses.get('nothing')).resolves.toEqual([]);
    await expect(ena.runs.get('ERR9999999')).rejects.toMatchObject({ code: 'not-found' });
    await expect(ena.analyses.get('ERZ9999999')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is changed without losing the rest', async () => {
    const { ena } = repos;
    const { accessions } = await ena.submissions.submit(reads());
    const id = accessions.get('e1') ?? '';
    const before = await ena.experiments.get(id);
    const receipt = await ena.experiments.patch(id, { title: 'rumen 1, morning' });
    expect(receipt.actions).toEqual(['MODIFY']);
    expect(await ena.experiments.get(id)).toEqual({ ...before, title: 'rumen 1, morning' });
    await ena.samples.patch(accessions.get('s1') ?? '', (sample) => ({
      ...sample,
      attributes: [...(sample.attributes ?? []), { tag: 'age', value: '3', unit: 'years' }],
    }));
    const sample = await ena.samples.get(accessions.get('s1') ?? '');
    expect(sample.attributes).toContainEqual({ tag: 'age', value: '3', unit: 'years' });
    await ena.samples.update({ ...sample, title: 'sheep one' });
    expect(await ena.samples.get(accessions.get('s1') ?? '')).toEqual({ ...sample, title: 'sheep one' });
  });

  it('is held, released and cancelled', async () => {
    const { ena } = repos;
    const { accessions } = await ena.submissions.submit(study());
    const [project, sample] = [accessions.get('flock') ?? '', accessions.get('s1') ?? ''];
    const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    await ena.submissions.hold(project, day);
    await expect(ena.reports.projects.get(project)).resolves.toMatchObject([
      { releaseStatus: 'PRIVATE', holdDate: day },
    ]);
    await expect(ena.submissions.hold(project, '2099-01-01')).rejects.toBeInstanceOf(InputError);
    await ena.submissions.cancel(sample);
    await expect(ena.reports.samples.get(sample)).resolves.toMatchObject([{ releaseStatus: 'CANCELLED' }]);
    await ena.submissions.release(project);
    await expect(ena.reports.projects.get(project)).resolves.toMatchObject([{ releaseStatus: 'PUBLIC' }]);
    await expect(ena.submissions.hold(project, day)).rejects.toBeInstanceOf(RejectedError);
  });
});
