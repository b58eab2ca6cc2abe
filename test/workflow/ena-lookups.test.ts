import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  add,
  createClient,
  type EnaSample,
  InputError,
  missingValues,
  NotFound,
  type Repositories,
  ResponseError,
  Unauthenticated,
  WaitFailed,
  WaitTimeout,
  webinBasic,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let lab: Lab;
let repos: Repositories;
let folder: string;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
  folder = mkdtempSync(join(tmpdir(), 'accession-lookups-'));
  writeFileSync(join(folder, 'r.fastq.gz'), 'reads');
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
});

const TAGS = [
  { tag: 'collection date', value: '2020-05-01' },
  { tag: 'geographic location (country and/or sea)', value: 'Norway' },
];
const sheep = (alias: string, attributes = TAGS): EnaSample => ({
  alias,
  title: `sheep ${alias}`,
  organism: { taxonId: 9940 },
  attributes,
});
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error,
  );

/** A study with one run over an uploaded file. */
async function reads(checksum?: string) {
  const { ena } = repos;
  const [file] = await ena.files.upload(join(folder, 'r.fastq.gz'));
  if (!file) throw new Error('nothing was uploaded');
  return ena.submissions.submit(
    add(
      {
        projects: [
          {
            alias: 'flock',
            title: 'Microbes of the rumen of sheep',
            description: 'What lives in sheep on pastures.',
          },
        ],
        samples: [sheep('s1')],
        experiments: [
          {
            alias: 'x1',
            title: 'reads',
            study: { alias: 'flock' },
            samples: [{ alias: 's1' }],
            libraryDescriptor: {
              libraryStrategy: 'WGS',
              librarySource: 'METAGENOMIC',
              librarySelection: 'RANDOM',
              libraryLayout: 'SINGLE',
            },
            instrumentModel: 'Illumina MiSeq',
          },
        ],
        runs: [
          {
            alias: 'r1',
            title: 'run',
            experiment: { alias: 'x1' },
            files: [{ ...file, ...(checksum && { checksum }) }],
          },
        ],
      },
      { hold: true },
    ),
  );
}

describe('reports', () => {
  it('tell of everything that was submitted, by accession, by alias, and in lists', async () => {
    const { reports } = repos.ena;
    await repos.ena.files.upload({ path: join(folder, 'r.fastq.gz'), name: 'lonely.fastq.gz' });
    const { accessions } = await reads();
    const [run = '', experiment = '', study = ''] = ['r1', 'x1', 'flock'].map((alias) =>
      accessions.get(alias),
    );

    expect(await reports.runs.get('r1')).toMatchObject([
      { id: run, experimentId: experiment, instrumentModel: 'Illumina MiSeq' },
    ]);
    expect(await reports.runs.get(study)).toMatchObject([{ id: run }]);
    expect(await reports.experiments.get(experiment)).toMatchObject([
      { id: experiment, sampleId: accessions.get('s1') },
    ]);
    expect(await reports.samples.get('s1')).toMatchObject([{ taxId: '9940', scientificName: 'Ovis aries' }]);
    expect(await reports.projects.get(study)).toMatchObject([{ id: study }]);
    expect(await reports.studies.get(study)).toMatchObject([{ secondaryId: study }]);
    expect(await reports.analyses.get('none')).toEqual([]);
    expect(await reports.dacs.get('none')).toEqual([]);
    expect(await reports.policies.get('none')).toEqual([]);
    expect(await reports.datasets.get('none')).toEqual([]);
    expect(await reports.runFiles.get(run)).toMatchObject([
      { fileName: 'r.fastq.gz', fileFormat: 'fastq', checksumMethod: 'MD5' },
    ]);
    expect(await reports.analysisFiles.get('none')).toEqual([]);
    expect(await reports.runProcess.get(run)).toMatchObject([
      { id: run, processingStatus: expect.any(String) },
    ]);
    expect(await reports.analysisProcess.get('none')).toEqual([]);
    const [submission] = await reports.submissions.list().all();
    expect(await reports.submissions.get(submission?.id ?? '')).toMatchObject([{ id: submission?.id }]);

    const ids = async (rows: AsyncIterable<{ id: string }>) => {
      const all: string[] = [];
      for await (const { id } of rows) all.push(id);
      return all;
    };
    expect(await ids(reports.samples.list({ status: 'PRIVATE' }))).toContain(accessions.get('s1'));
    expect(await ids(reports.samples.list({ status: 'PUBLIC' }))).not.toContain(accessions.get('s1'));
    expect(await ids(reports.projects.list())).toContain(study);
    expect((await ids(reports.studies.list())).length).toBeGreaterThan(0);
    expect(await ids(reports.experiments.list())).toContain(experiment);
    expect(await ids(reports.runs.list())).toContain(run);
    expect(await ids(reports.analyses.list({ analysisType: 'SEQUENCE_VARIATION' }))).toEqual([]);
    for (const list of [reports.dacs.list(), reports.policies.list(), reports.datasets.list()])
      expect(await list.all()).toEqual([]);
    expect(await ids(reports.runFiles.list({ archiveStatus: 'NOT_ARCHIVED' }))).toContain(run);
    expect(await ids(reports.analysisFiles.list())).toEqual([]);
    expect(await ids(reports.runProcess.list())).toContain(run);
    expect(await ids(reports.analysisProcess.list({ processStatus: 'FAILED' }))).toEqual([]);
    const unsubmitted = (await reports.unsubmittedFiles.list().all()).map(({ fileName }) => fileName);
    expect(unsubmitted).toContain('lonely.fastq.gz');
    expect(unsubmitted).not.toContain('r.fastq.gz');
  });

  it('wait until files are processed, by the receipt', async () => {
    const { submissions } = repos.ena;
    const receipt = await reads();
    const states: string[] = [];
    const done = await submissions.waitUntilProcessed(receipt, {
      pollMs: 100,
      onProgress: ({ state }) => states.push(state),
    });
    expect(done).toMatchObject([{ id: receipt.accessions.get('r1'), processingStatus: 'COMPLETED' }]);
    expect(states[0]).toBe('QUEUED');
    expect(states.at(-1)).toBe('COMPLETED');
  });

  it('say at once when a checksum was wrong, and what to do', async () => {
    const receipt = await reads('0'.repeat(32));
    const error = await failure(repos.ena.submissions.waitUntilProcessed(receipt, { pollMs: 100 }));
    expect(error).toBeInstanceOf(WaitFailed);
    expect((error as Error).message).toMatch(
      /ERR\d+: ERROR \(Invalid file checksum\); upload the file again/,
    );
  });

  it('give up after the time that was given, resumable', async () => {
    lab.lifecycle.set('ena.processing', { after: 'never' });
    const { runs } = await reads();
    const accession = runs?.[0]?.accession ?? '';
    const error = await failure(
      repos.ena.submissions.waitUntilProcessed(accession, { pollMs: 20, timeoutMs: 60 }),
    );
    expect(error).toBeInstanceOf(WaitTimeout);
    expect(error).toMatchObject({ lastState: 'QUEUED', resumable: [accession] });
    expect(await failure(repos.ena.submissions.waitUntilProcessed('SAMEA1'))).toBeInstanceOf(InputError);
  });
});

describe('checklists', () => {
  it('are listed, fetched and parsed', async () => {
    const { checklists } = repos.ena;
    expect((await checklists.list().all()).map(({ id }) => id)).toContain('ERC000014');
    const checklist = await checklists.get('ERC000014');
    expect(checklist).toMatchObject({ accession: 'ERC000014', type: 'Sample' });
    expect(checklist.fields.find(({ label }) => label === 'geographic location (latitude)')).toMatchObject({
      units: ['DD'],
      pattern: expect.any(String),
    });
    expect(await failure(checklists.get('ERC000099'))).toBeInstanceOf(NotFound);
    const study = (await repos.ena.portal.search({ result: 'study' }).first())?.study_accession ?? '';
    expect(await failure(checklists.get(study))).toBeInstanceOf(ResponseError);
  });

  it('are checked without a network once they are here', async () => {
    const { checklists } = repos.ena;
    const whole = sheep('s', TAGS);
    expect(await checklists.validate(whole)).toEqual({ valid: true, issues: [] });
    const before = lab.requests.count;
    const kept = await checklists.get('ERC000014');
    await checklists.validate(whole, 'ERC000014');
    const asked = lab.requests.count;
    const { issues } = await checklists.validate(
      sheep('s', [
        { tag: 'collection date', value: 'yesterday' },
        { tag: 'geographic location (country and/or sea)', value: 'norway' },
        { tag: 'geographic location (latitude)', value: '1.81' },
        { tag: 'Geographic Location (longitude)', value: '5' },
        { tag: 'my own field', value: 'is allowed' },
      ]),
      'ERC000014',
    );
    expect(lab.requests.count).toBe(asked);
    expect(asked - before).toBe(2);
    expect(issues).toEqual(
      expect.arrayContaining([
        { path: 'attributes[0].value', message: expect.stringContaining('must match') },
        {
          path: 'attributes[1].value',
          message: '"geographic location (country and/or sea)" is written "Norway"',
        },
        { path: 'attributes[2].unit', message: 'must be "DD"' },
        {
          path: 'attributes[3].tag',
          message: expect.stringContaining('is written "geographic location (longitude)"'),
        },
      ]),
    );
    expect(issues.filter(({ path }) => path === 'attributes')[0]?.message).toMatch(
      /is required by ERC000014/,
    );
    // What was saved as JSON checks as well as what was fetched.
    const offline = createClient({ ena: { url: 'http://127.0.0.1:1' } }).ena.checklists;
    const saved = JSON.parse(JSON.stringify(kept));
    expect((await offline.validate(whole, saved)).issues).toEqual(
      (await checklists.validate(whole, 'ERC000014')).issues,
    );
  });

  it('agree with ENA on samples, missing values included', async () => {
    const { checklists, submissions } = repos.ena;
    const cases: EnaSample[] = [
      sheep('a'),
      sheep('b', []),
      sheep('c', [TAGS[0] as never]),
      ...missingValues.map((value, i) =>
        sheep(
          `m${i}`,
          TAGS.map(({ tag }) => ({ tag, value })),
        ),
      ),
      sheep('d', [...TAGS, ...TAGS.slice(1)]),
      sheep('e', [
        ...TAGS.slice(0, 1),
        { tag: 'geographic location (country and/or sea)', value: 'Atlantis' },
      ]),
    ];
    for (const one of cases) {
      const here = await checklists.validate(one);
      const there = await submissions.validate(add({ samples: [one] }));
      expect([one.alias, here.valid]).toEqual([one.alias, there.valid]);
    }
  });

  it('make tables to be filled in', async () => {
    const { checklists } = repos.ena;
    const lines = (await checklists.template('ERC000014')).split('\n');
    expect(lines[0]).toBe('Checklist\tERC000014\tGSC MIxS human associated');
    const columns = lines[1]?.split('\t') ?? [];
    expect(columns.slice(0, 3)).toEqual(['tax_id', 'scientific_name', 'sample_alias']);
    expect(lines[2]?.split('\t')[columns.indexOf('geographic location (latitude)')]).toBe('DD');
    const all = (await checklists.template('ERC000014', { fields: 'all' })).split('\n')[1]?.split('\t') ?? [];
    expect(all.length).toBeGreaterThan(columns.length);
    // Mandatory columns first, whatever the order of the checklist.
    const { fields } = await checklists.get('ERC000014');
    const mixed = { accession: 'ERC000014', name: 'mixed', fields: fields.toReversed() };
    const mandatory = mixed.fields.filter(({ requirement }) => requirement === 'mandatory');
    const sorted = (await checklists.template(mixed, { fields: 'all' })).split('\n')[1]?.split('\t').slice(5);
    expect(sorted?.slice(0, mandatory.length)).toEqual(mandatory.map(({ label }) => label));
    expect(sorted).toHaveLength(fields.length);
    expect(await failure(checklists.template('ERC000014', { fields: 'some' } as object))).toBeInstanceOf(
      InputError,
    );
  });
});

describe('what is public', () => {
  it('taxa by number and name, and whether samples may name them', async () => {
    const { taxonomy } = repos.ena;
    expect(await taxonomy.get(9606)).toMatchObject({
      taxId: '9606',
      scientificName: 'Homo sapiens',
      submittable: true,
    });
    expect((await taxonomy.get('9605'))?.submittable).toBe(false);
    expect(await taxonomy.get(999999999)).toBeUndefined();
    expect(await taxonomy.findByName('ovis aries')).toMatchObject([{ taxId: '9940', submittable: true }]);
    expect(await taxonomy.findByName('Nobody nobody')).toEqual([]);
    expect(await taxonomy.findByAnyName('sheep')).toMatchObject([{ taxId: '9940' }]);
    expect(await taxonomy.suggest('homo')).toMatchObject([
      { taxId: '9606', displayName: expect.any(String) },
    ]);
    expect(await failure(taxonomy.get('sheep'))).toBeInstanceOf(InputError);
  });

  it('rows by typed fields, page by page; counts; files; and what can be asked', async () => {
    const { portal, browser } = repos.ena;
    const query = { result: 'sample', query: 'tax_eq(9940) OR NOT tax_eq(9940)' } as const;
    const fields = ['sample_alias', 'tax_id'] as const;
    const rows = await portal.search({ ...query, fields, size: 1 }).all();
    const aliases: string[] = rows.map(({ sample_alias }) => sample_alias);
    expect(new Set(aliases).size).toBe(aliases.length);
    expect(await portal.count(query)).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(1);
    expect(await portal.search({ ...query, fields, limit: 2, size: 1 }).all()).toEqual(rows.slice(0, 2));
    expect(await portal.search({ ...query, fields, offset: 1, size: 100 }).all()).toEqual(rows.slice(1));
    expect(await portal.search({ result: 'sample', query: 'sample_alias="nobody"' }).all()).toEqual([]);
    expect((await portal.results()).map(({ resultId }) => resultId)).toContain('read_run');
    expect((await portal.fields('read_run')).map(({ columnId }) => columnId)).toContain('fastq_ftp');
    const [run] = await portal
      .search({ result: 'read_run', fields: ['run_accession', 'study_accession'] })
      .all();
    const [file] = await portal.fileReport({
      accession: run?.study_accession ?? '',
      fields: ['fastq_ftp', 'fastq_md5'],
    });
    expect(file?.fastq_ftp).toMatch(/fastq\.gz/);
    const { document, xml } = await browser.get(run?.run_accession ?? '');
    expect(document.runs?.[0]).toMatchObject({ accession: run?.run_accession });
    expect(xml).toContain('<RUN');
    expect(await failure(browser.get('ERR999999999'))).toBeInstanceOf(NotFound);
    expect(await failure(browser.get('../x'))).toBeInstanceOf(InputError);
    expect(await failure(portal.search({ result: 'read_run', fields: ['nonsense'] }).all())).toMatchObject({
      code: 'invalid',
    });
    expect(await failure(portal.search({ result: 'sample', limit: 0 }).all())).toBeInstanceOf(InputError);
  });

  it('is asked without the account', async () => {
    const { ena } = createClient({ ...lab.config, webin: undefined });
    expect(await ena.taxonomy.get(9606)).toBeDefined();
    expect(await ena.portal.search({ result: 'study' }).first()).toBeDefined();
    expect((await ena.checklists.get('ERC000011')).accession).toBe('ERC000011');
    const wrong = createClient({
      ...lab.config,
      ena: { ...lab.config.ena, auth: webinBasic({ username: 'Webin-12345', password: 'wrong-one' }) },
    });
    expect(await failure(wrong.ena.reports.samples.list().all())).toBeInstanceOf(Unauthenticated);
    for (const { headers, operation } of lab.journal.requests())
      if (/portal|browser|taxonomy/.test(operation ?? '')) expect(headers.authorization).toBeUndefined();
  });
});
