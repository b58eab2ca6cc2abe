import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BioSamples,
  createClient,
  InputError,
  type NewSample,
  type Repositories,
  type SampleContent,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HUMAN = { text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] };
const liver: NewSample = { name: 'liver 1', release: '2020-01-01', characteristics: { organism: [HUMAN] } };
const many = (count: number): NewSample[] =>
  Array.from({ length: count }, (_, i) => ({ ...liver, name: `s${i}` }));

let lab: Lab;
let repos: Repositories;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'empty' });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
});

const stored = () => lab.state.biosamples.samples.list();
const storedNames = () => stored().map(({ name }) => name);

describe('samples.patch', () => {
  it.each([{ status: 'SUPPRESSED' }, { taxId: 10090 }])(
    'of %j that never arrived is not taken for written',
    async (change) => {
      const { samples } = repos.biosamples;
      const { accession } = await samples.create(liver);
      lab.faults.add({ operation: 'biosamples.samples.update', times: 99, effect: 'reset' });
      await expect(samples.patch(accession, change, { retries: 0 })).rejects.toMatchObject({
        outcome: 'unknown',
      });
      expect(stored()[0]).toMatchObject({ status: 'PUBLIC', taxId: 9606 });
    },
  );

  it('of the status whose answer was lost is written, when the record says so', async () => {
    const { samples } = repos.biosamples;
    const { accession } = await samples.create(liver);
    lab.faults.add({ operation: 'biosamples.samples.update', times: 99, effect: { resetAfterCommit: true } });
    const change = { status: 'SUPPRESSED' };
    await expect(samples.patch(accession, change, { retries: 0 })).resolves.toMatchObject(change);
  });

  it('leaves alone what is given as undefined', async () => {
    const { samples } = repos.biosamples;
    const externalReferences = [{ url: 'https://www.ebi.ac.uk/ena', duo: [] }];
    const { accession } = await samples.create({ ...liver, externalReferences });
    const unset = { externalReferences: undefined, contact: undefined };
    const patched = await samples.patch(accession, { name: 'liver 2', ...(unset as object) });
    expect(patched).toMatchObject({ name: 'liver 2', externalReferences });
  });
});

describe('waiting until a sample is stored', () => {
  it('ends at once, also for one that search finds by now', async () => {
    const { samples } = repos.biosamples;
    const sample = await samples.create(liver);
    await samples.waitUntil(sample, 'searchable', { timeoutMs: 1_000, pollMs: 20 });
    await samples.waitUntil(sample, 'stored', { timeoutMs: 100, pollMs: 20 });
  });

  it('goes on while there is none', async () => {
    const waiting = repos.biosamples.samples.waitUntil({ accession: 'SAMEA404' }, 'stored', {
      timeoutMs: 60,
      pollMs: 20,
    });
    await expect(waiting).rejects.toMatchObject({ lastState: 'unknown' });
  });
});

describe('a name with blanks around it, which the repository takes away', () => {
  const blank = { ...liver, name: ' liver 1 ' };

  it('is matched with the answers in bulk', async () => {
    const { samples } = repos.biosamples.v2;
    await expect(samples.bulkSubmit([blank, { ...liver, name: 'liver 2' }])).resolves.toMatchObject([
      { name: 'liver 1', status: 'stored' },
      { name: 'liver 2', status: 'stored' },
    ]);
    await expect(samples.bulkAccession([{ name: 'liver 3 ' }])).resolves.toMatchObject([
      { name: 'liver 3', status: 'stored' },
    ]);
    await expect(samples.bulkValidate([{ ...blank, characteristics: {} }])).resolves.toMatchObject([
      { valid: false },
    ]);
    await expect(samples.bulkSubmit([liver, blank])).rejects.toMatchObject({
      issues: [{ path: '[1].name', message: 'is the same as that of item 0; names must differ' }],
    });
    expect(storedNames()).toEqual(['liver 1', 'liver 2', 'liver 3']);
  });

  it('is found again when the answer to its reservation was lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accession-names-'));
    try {
      lab.faults.add({ operation: 'biosamples.samples.accession', effect: { resetAfterCommit: true } });
      const run = repos.biosamples.samples.createMany([blank], { journal: join(folder, 'run.ndjson') });
      await expect(run.done()).resolves.toMatchObject({ counts: { stored: 1 }, leftOver: [] });
      expect(storedNames()).toEqual(['liver 1']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('can be what another sample refers to', async () => {
    const tissue = { ...liver, name: 'lobe', relationships: [{ type: 'derived from', target: 'liver 1 ' }] };
    const results = await repos.biosamples.samples.createRelated([blank, tissue]);
    expect(results.map(({ status }) => status)).toEqual(['stored', 'stored']);
  });
});

describe('what became of samples in bulk', () => {
  const statuses = (results: readonly { status: string }[]) => results.map(({ status }) => status);

  it.each([
    ['too busy', { status: 503, retryAfter: 1 }, 'failed'],
    ['too many requests', { status: 429 }, 'failed'],
    ['not allowed', { status: 403 }, 'refused'],
    ['a broken line', 'reset' as const, 'unknown'],
  ])('is told when the repository answers: %s', async (_, effect, status) => {
    lab.faults.add({ service: 'biosamples', times: 99, effect });
    const { samples } = repos.biosamples.v2;
    const options = { retries: 0, chunkSize: 1 };
    expect(statuses(await samples.bulkSubmit(many(2), options))).toEqual([status, status]);
    expect(statuses(await samples.bulkAccession(many(2), options))).toEqual([status, status]);
    expect(stored()).toHaveLength(0);
  });

  it('is "failed" when nothing could be sent', async () => {
    const signal = AbortSignal.abort();
    const { samples } = repos.biosamples.v2;
    expect(statuses(await samples.bulkSubmit(many(1), { signal }))).toEqual(['failed']);
    expect(statuses(await samples.bulkAccession(many(1), { signal }))).toEqual(['failed']);
  });

  it('is not told sample by sample when no account is configured', async () => {
    const { url, v2Url } = lab.config.biosamples as { url: string; v2Url: string };
    const nobody = new BioSamples({ url, v2Url });
    await expect(nobody.v2.samples.bulkSubmit(many(2))).rejects.toMatchObject({ code: 'config' });
  });
});

describe('a curation link', () => {
  const changes: [string, Partial<SampleContent>][] = [
    ['blanks around values', { characteristics: { 'x ': [{ text: ' y ', unit: 'cm ', tag: ' t' }] } }],
    ['the same value twice', { characteristics: { x: [{ text: 'y' }, { text: 'y' }] } }],
    ['an IRI twice', { characteristics: { x: [{ text: 'y', ontologyTerms: ['b', 'a', 'b'] }] } }],
    ['codes in any order', { externalReferences: [{ url: 'https://x.example', duo: ['DUO:2', 'DUO:1'] }] }],
  ];

  it.each(changes)('is called as the repository calls it: %s', async (_, change) => {
    const { samples, curations, curationLinks } = repos.biosamples;
    const { accession: sample } = await samples.create(liver);
    const before = await samples.get({ accession: sample, applyCurations: false });
    const characteristics = { ...before.characteristics, ...change.characteristics };
    const curation = curations.diff(before, { ...before, ...change, characteristics });
    const link = await curationLinks.create({ sample, curation });
    expect(curation.hash).toBe(link.curation.hash);
    expect(curations.linkHash(curation, sample)).toBe(link.hash);
    await curationLinks.delete({ sample, hash: curations.linkHash(curation, sample) });
    expect(lab.state.biosamples.curationLinks.list()).toEqual([]);
  });

  it('that is not there is not taken for taken back; one whose answer was lost is', async () => {
    const { samples, curationLinks } = repos.biosamples;
    const { accession: sample } = await samples.create(liver);
    const attributesPost = [{ type: 'sex', value: 'female' }];
    const { hash = '' } = await curationLinks.create({ sample, curation: { attributesPost } });
    await expect(curationLinks.delete({ sample, hash: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'not-found',
      outcome: 'refused',
      operation: 'biosamples.curationLinks.delete',
    });
    expect(lab.state.biosamples.curationLinks.list()).toHaveLength(1);
    const fault = { operation: 'biosamples.curationLinks.delete', times: 9 };
    lab.faults.add({ ...fault, effect: 'reset' });
    await expect(curationLinks.delete({ sample, hash }, { retries: 0 })).rejects.toMatchObject({
      outcome: 'unknown',
    });
    lab.faults.clear();
    lab.faults.add({ ...fault, effect: { resetAfterCommit: true } });
    await curationLinks.delete({ sample, hash }, { retries: 1 });
    expect(lab.state.biosamples.curationLinks.list()).toEqual([]);
  });
});

describe('options that cannot be meant', () => {
  const wrong: [string, object][] = [Number.NaN, 0, -1, 1.5].flatMap((value): [string, object][] => [
    ['options.chunkSize', { chunkSize: value }],
    ['options.concurrency', { concurrency: value }],
  ]);

  it.each([...wrong, ['options.retires', { retires: 3 }]])(
    '%s of %j is told in bulk before anything is sent',
    async (path, options) => {
      const { samples } = repos.biosamples.v2;
      const calls = [
        () => samples.bulkSubmit(many(3), options),
        () => samples.bulkAccession([{ name: 'a' }], options),
        () => samples.bulkValidate(many(3), options),
        () => samples.bulkFetch(['SAMEA1'], options),
      ];
      for (const call of calls) {
        const error = await call().catch((e: unknown) => e);
        expect(error).toBeInstanceOf(InputError);
        expect((error as InputError).issues.map((issue) => issue.path)).toEqual([path]);
      }
      expect(lab.journal.requests({})).toHaveLength(0);
    },
  );

  it.each([Number.NaN, 0, -1])('a concurrency of %d is told for related samples', async (concurrency) => {
    await expect(repos.biosamples.samples.createRelated(many(2), { concurrency })).rejects.toMatchObject({
      issues: [{ path: 'options.concurrency', message: 'must be a whole number from 1' }],
    });
    expect(lab.journal.requests({})).toHaveLength(0);
  });
});
