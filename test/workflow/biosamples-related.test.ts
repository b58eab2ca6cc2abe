import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type ManyResult, type NewSample, type Repositories } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HUMAN = { text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] };
const liver: NewSample = { name: 'liver 1', release: '2020-01-01', characteristics: { organism: [HUMAN] } };

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

describe('related samples', () => {
  const herd: NewSample[] = [
    { ...liver, name: 'liver of 1', relationships: [{ type: 'derived from', target: 'sheep 1' }] },
    { ...liver, name: 'sheep 1', relationships: [{ type: 'child of', target: 'sheep 2' }] },
    { ...liver, name: 'sheep 2' },
  ];

  it('given by name get accessions first and are linked in the full record', async () => {
    const steps: string[] = [];
    const results = await repos.biosamples.samples.createRelated(herd, {
      onProgress: ({ step, transferred, total }) => steps.push(`${step} ${transferred}/${total}`),
    });
    const accession = Object.fromEntries(
      results.map((result) => [result.name, result.status === 'stored' ? result.accession : '']),
    );
    expect(results.map(({ status }) => status)).toEqual(['stored', 'stored', 'stored']);
    const read = await repos.biosamples.samples.get({
      accession: accession['liver of 1'] ?? '',
      applyCurations: false,
    });
    expect(read.relationships).toEqual([
      { source: accession['liver of 1'], type: 'derived from', target: accession['sheep 1'] },
    ]);
    expect(stored()).toHaveLength(3);
    expect(steps).toEqual(
      ['validate', 'accession', 'update'].flatMap((step) => [1, 2, 3].map((n) => `${step} ${n}/3`)),
    );
  });

  it('of a run that was cut off keep their accessions when it is taken up with its journal', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accession-related-'));
    const journal = join(folder, 'herd.ndjson');
    try {
      lab.faults.add({ operation: 'biosamples.samples.update', nth: 2, times: 9, effect: { status: 500 } });
      const first = await repos.biosamples.samples.createRelated(herd, {
        journal,
        concurrency: 1,
        retries: 0,
      });
      expect(first.map(({ status }) => status)).toEqual(['stored', 'unknown', 'unknown']);
      lab.faults.clear();
      const again = await repos.biosamples.samples.createRelated(
        herd.map((one) => (one.name === 'liver of 1' ? { ...one, description: 'edited' } : one)),
        { journal },
      );
      expect(again).toMatchObject([
        { status: 'found', changed: true },
        { status: 'stored' },
        { status: 'stored' },
      ]);
      const accessionsOf = (results: ManyResult[]) =>
        results.map((one) => 'accession' in one && one.accession);
      expect(accessionsOf(again)).toEqual(accessionsOf(first));
      expect(stored()).toHaveLength(3);
      await expect(repos.biosamples.samples.createMany(herd, { journal }).done()).rejects.toMatchObject({
        code: 'config',
        message: expect.stringContaining('operation "biosamples.samples.createRelated" there'),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('stopped gently end with nothing in doubt, and the next run uses what was reserved', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accession-related-'));
    const journal = join(folder, 'herd.ndjson');
    try {
      const told: string[] = [];
      for (const last of ['validate', 'accession', 'update']) {
        const controller = new AbortController();
        const results = await repos.biosamples.samples.createRelated(herd, {
          journal,
          concurrency: 1,
          stop: controller.signal,
          onProgress: ({ step }) => {
            if (step === last) controller.abort();
          },
        });
        told.push(results.map(({ status }) => status).join(' '));
      }
      // The second one may have been under way.
      expect(told).toEqual([
        'skipped skipped skipped',
        'skipped skipped skipped',
        expect.stringMatching(/^stored (?:stored|skipped) skipped$/),
      ]);
      const all = await repos.biosamples.samples.createRelated(herd, { journal });
      expect(all.map(({ status }) => status)).toEqual(['found', expect.any(String), 'stored']);
      expect(stored()).toHaveLength(3);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('that did not come through for a reason that may pass are told as failed', async () => {
    lab.faults.add({ operation: 'biosamples.samples.update', nth: 2, times: 9, effect: { status: 429 } });
    const results = await repos.biosamples.samples.createRelated(herd, { concurrency: 1, retries: 0 });
    expect(results.map(({ status }) => status)).toEqual(['stored', 'failed', 'failed']);
    expect(results[1]).toMatchObject({
      accession: expect.stringMatching(/^SAMEA/),
      error: expect.any(Error),
    });
  });

  it('nothing is sent when a name refers to nothing or is used twice', async () => {
    const broken = [
      ...herd,
      { ...liver, name: 'sheep 2', relationships: [{ type: 'derived from', target: 'sheep 3' }] },
    ];
    await expect(repos.biosamples.samples.createRelated(broken)).rejects.toMatchObject({
      issues: [
        { path: '[3].name', message: '"sheep 2" is also the name of item 2; names must differ' },
        {
          path: '[3].relationships[0].target',
          message: '"sheep 3" is neither the name of a sample in this list nor an accession',
        },
      ],
    });
    expect(lab.journal.requests({})).toHaveLength(0);
  });

  it('nothing is stored when one is not valid', async () => {
    const results = await repos.biosamples.samples.createRelated([
      ...herd,
      { name: 'rock', release: '2020-01-01' },
    ]);
    expect(results.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped', 'refused']);
    expect(stored()).toHaveLength(0);
  });

  it('one whose accession is in doubt is told, and so are those that refer to it', async () => {
    lab.faults.add({ operation: 'biosamples.samples.accession', nth: 2, effect: { resetAfterCommit: true } });
    const results = await repos.biosamples.samples.createRelated(herd, { concurrency: 1 });
    expect(results.map(({ status }) => status)).toEqual(['skipped', 'unknown', 'stored']);
    expect(results[0]).toMatchObject({
      reason: '"sheep 1" got no accession',
      accession: expect.stringMatching(/^SAMEA/),
    });
  });
});
