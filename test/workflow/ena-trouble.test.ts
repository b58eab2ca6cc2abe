import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add, createClient, type EnaDocument, type EnaSample, type Repositories } from 'accession';
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
  lab.faults.clear();
  lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
  repos = createClient({ ...lab.config, random: () => 0 });
});

const sheep = (alias: string): EnaSample => ({
  alias,
  title: `sheep ${alias}`,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
});
const one = (alias = 's1'): EnaDocument => add({ samples: [sheep(alias)] }, { hold: true });
const count = async (alias: string): Promise<number> =>
  (await createClient(lab.config).ena.reports.samples.get(alias)).length;

describe('an answer that is lost', () => {
  it('is asked for by the alias of the submission; nothing is sent twice', async () => {
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(repos.ena.submissions.submit(one())).resolves.toMatchObject({ settledBy: 'receipt' });
    expect(lab.journal.requests({ operation: 'ena.submissions.submit' })).toHaveLength(2);
  });

  it('of a document that was not stored makes it be sent again', async () => {
    lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
    const receipt = await repos.ena.submissions.submit(one());
    expect(receipt.settledBy).toBeUndefined();
    expect(lab.journal.requests({ operation: 'ena.submissions.submit' })).toHaveLength(3);
  });

  it('of a ready text without an alias of its own is a stated doubt', async () => {
    const text = JSON.stringify({ ...one(), submission: { actions: [{ type: 'ADD' }] } });
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(repos.ena.submissions.submit(text)).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(await count('s1')).toBe(1);
  });

  it('to a replacement is no doubt: it is made again', async () => {
    const { accessions } = await repos.ena.submissions.submit(one());
    const id = accessions.get('s1') ?? '';
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await repos.ena.samples.patch(id, { title: 'changed' });
    await expect(repos.ena.samples.get(id)).resolves.toMatchObject({ title: 'changed' });
  });

  it.each(['release', 'cancel'] as const)('to a %s is found in the reports', async (action) => {
    const { accessions } = await repos.ena.submissions.submit(one());
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(repos.ena.submissions[action](accessions.get('s1') ?? '')).resolves.toMatchObject({
      settledBy: 'report',
    });
    lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
    const other = await repos.ena.submissions.submit(one('s2'));
    lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
    await expect(repos.ena.submissions[action](other.accessions.get('s2') ?? '')).rejects.toMatchObject({
      outcome: 'unknown',
    });
  });
});

describe('many documents', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => one(`m${i}`));
  const journal = () => join(mkdtempSync(join(tmpdir(), 'ena-')), 'run.ndjson');

  it('are stored once each, whatever is lost on the way', async () => {
    lab.faults.add({
      operation: 'ena.submissions.submit',
      nth: 3,
      times: 2,
      effect: { resetAfterCommit: true },
    });
    lab.faults.add({ operation: 'ena.submissions.submit', nth: 9, effect: { status: 500 } });
    const path = journal();
    const { counts } = await repos.ena.submissions.createMany(many(20), { journal: path }).done();
    expect(counts.stored + counts.found).toBe(20);
    const again = await repos.ena.submissions.createMany(many(22), { journal: path }).done();
    expect(again.counts).toMatchObject({ found: 20, stored: 2 });
    for (let i = 0; i < 22; i += 1) expect(await count(`m${i}`)).toBe(1);
  });

  it.each([[false], [true]])(
    'under an alias that was used for something else are not taken for that (journal: %s)',
    async (withJournal) => {
      const named = (alias: string) => add({ samples: [sheep(alias)] }, { alias: 'used' });
      await repos.ena.submissions.submit(named('a1'));
      lab.faults.add({ operation: 'ena.submissions.submit', effect: 'reset' });
      const run = repos.ena.submissions.createMany([named('b1')], {
        reconcileForMs: 0,
        ...(withJournal && { journal: journal() }),
      });
      expect((await run.done()).counts).toMatchObject({ found: 0, stored: 0, unknown: 1 });
      expect(await count('b1')).toBe(0);
    },
  );

  it('of what exists in XML only are known by an alias that is made of them, not by one that was given', async () => {
    const dac = (alias?: string): EnaDocument =>
      add(
        {
          xml: [
            '<DAC_SET><DAC alias="d1"><TITLE>d</TITLE><CONTACTS><CONTACT name="n" email="e"/></CONTACTS></DAC></DAC_SET>',
          ],
        },
        { ...(alias && { alias }) },
      );
    for (const [document, found] of [
      [dac(), 1],
      [dac('given'), 0],
    ] as const) {
      await lab.reset();
      lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
      const run = repos.ena.submissions.createMany([document], { reconcileForMs: 0 });
      expect((await run.done()).counts).toMatchObject({ found, unknown: 1 - found });
    }
  });

  it('that are wrong are told before anything is sent', async () => {
    const { counts, failures } = await repos.ena.submissions
      .createMany([one(), { samples: [{ alias: 'x' }] } as never, {}], { dryRun: true })
      .done();
    expect(counts).toMatchObject({ valid: 1, refused: 2 });
    expect(failures[0]?.error.message).toContain('samples[0].organism');
    expect(lab.journal.requests({ service: 'ena' })).toHaveLength(0);
  });
});
