import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import { ena, experiment, first, project, sample, submission, V2 } from './support.ts';

const tree = (alias: string) => ({
  submission: submission('ADD'),
  projects: [project(alias)],
  samples: [sample(`${alias}-s`)],
  experiments: [experiment(`${alias}-e`, { alias }, { alias: `${alias}-s` })],
});
const one = (alias: string, ...types: (string | object)[]) => ({
  submission: submission(...types),
  projects: [project(alias)],
});

describe('release dates', () => {
  it.each([
    ['no HOLD: two months', ['ADD'], '2026-03-15'],
    ['HOLD without date: two years', ['ADD', 'HOLD'], '2028-01-15'],
    ['a date with a zone', ['ADD', { type: 'HOLD', holdUntilDate: '2026-05-01+01:00' }], '2026-05-01'],
  ])('%s', async (_name, types, day) => {
    const lab = await start();
    const { accession } = first(await ena(lab).submit(one('p', ...types)), 'projects');
    expect(lab.state.ena.objects.get(accession)).toMatchObject({ holdUntil: day, status: 'PRIVATE' });
  });

  it.each(['2026-01-15', '2023-01-01'])(
    'HOLD until %s: public at once, though the receipt says PRIVATE',
    async (day) => {
      const lab = await start();
      const item = first(
        await ena(lab).submit(one('p', 'ADD', { type: 'HOLD', holdUntilDate: day })),
        'projects',
      );
      expect(item).toMatchObject({ status: 'PRIVATE', holdUntilDate: `${day}Z` });
      expect(lab.state.ena.objects.get(item.accession)?.status).toBe('PUBLIC');
      expect((await ena(lab).rows('projects/p'))[0]).toMatchObject({
        firstPublic: '2026-01-15T09:00:00',
        releaseStatus: 'PUBLIC',
        holdDate: null,
      });
    },
  );

  it('come by the clock, for what follows the study too', async () => {
    const lab = await start({ settings: { 'ena.service': 'production' } });
    const api = ena(lab);
    const document = tree('p');
    document.submission.actions.push({ type: 'HOLD', holdUntilDate: '2026-04-01' } as never);
    await api.submit(document);
    const states = () =>
      ['p', 'p-s', 'p-e'].map((alias) => lab.state.ena.objects.findByAlias(alias)[0]?.status);
    expect(states()).toEqual(['PRIVATE', 'PRIVATE', 'PRIVATE']);
    // The first of April begins an hour early in London, where it is summer time by then.
    lab.clock.advance(Date.parse('2026-03-31T22:59:59Z') - lab.clock.now());
    expect(states()).toEqual(['PRIVATE', 'PRIVATE', 'PRIVATE']);
    lab.clock.advance('1s');
    expect(states()).toEqual(['PUBLIC', 'PUBLIC', 'PUBLIC']);
  });

  it('RELEASE makes a study and what belongs to it public', async () => {
    const lab = await start();
    const api = ena(lab);
    await api.submit(tree('p'));
    const { body } = await api.submit({ submission: submission({ type: 'RELEASE', target: 'p' }) });
    expect(body.projects).toEqual([{ alias: 'p', accession: expect.any(String), status: 'PUBLIC' }]);
    const states = ['p', 'p-e', 'p-s'].map((alias) => lab.state.ena.objects.findByAlias(alias)[0]?.status);
    expect(states).toEqual(['PUBLIC', 'PUBLIC', 'PRIVATE']);
  });
});

describe('other actions', () => {
  it('RELEASE and HOLD without target mean the objects of the document', async () => {
    const lab = await start();
    const api = ena(lab);
    const names = { projects: [{ alias: 'barley-field-3' }] };
    const held = await api.submit({
      submission: submission({ type: 'HOLD', holdUntilDate: '2027-03-01' }),
      ...names,
    });
    expect(held.body.projects).toMatchObject([{ accession: 'PRJEB1000004', holdUntilDate: '2027-03-01Z' }]);
    const released = await api.submit({ submission: submission('RELEASE'), ...names });
    expect(released.body.projects).toMatchObject([{ accession: 'PRJEB1000004', status: 'PUBLIC' }]);
    expect(lab.state.ena.objects.get('PRJEB1000004')?.status).toBe('PUBLIC');
  });

  it('VALIDATE checks all and stores nothing', async () => {
    const lab = await start();
    const api = ena(lab);
    const document = { ...tree('p'), submission: submission('VALIDATE', 'ADD') };
    const { body } = await api.submit(document);
    expect(body).toMatchObject({ success: true, projects: [{ alias: 'p' }], actions: ['VALIDATE', 'ADD'] });
    expect(body.projects[0].accession).toBeUndefined();
    expect(lab.state.ena.objects.findByAlias('p')).toEqual([]);
    expect((await api.submit(document)).body.success).toBe(true);
    const wrong = { submission: submission('VALIDATE'), samples: [sample('a', { attributes: [] })] };
    expect((await api.submit(wrong)).body.success).toBe(false);
  });

  it('CANCEL takes along what belongs to a study, and keeps the alias', async () => {
    const lab = await start();
    const api = ena(lab);
    await api.submit(tree('p'));
    const { body } = await api.submit({ submission: submission({ type: 'CANCEL', target: 'p' }) });
    expect(body.projects[0].status).toBe('CANCELLED');
    expect(body.experiments[0].status).toBe('CANCELLED');
    expect(lab.state.ena.objects.findByAlias('p-s')[0]?.status).toBe('PRIVATE');
    const again = await api.submit(one('p', 'ADD'));
    expect(again.body.messages.error[0]).toContain('already exists in the submission account');
    const lost = experiment('lost', { alias: 'p' }, { alias: 'p-s' });
    expect((await api.submit({ submission: submission('ADD'), experiments: [lost] })).body.success).toBe(
      false,
    );
  });

  it('MODIFY replaces the whole object, found by alias or accession', async () => {
    const lab = await start();
    const api = ena(lab);
    const { accession } = first(await api.submit(tree('p')), 'samples');
    const changed = sample('p-s', { title: 'new', description: 'only now' });
    const { body } = await api.submit({ submission: submission('MODIFY'), samples: [changed] });
    expect(body.samples).toEqual([
      { alias: 'p-s', accession, status: 'PRIVATE', holdUntilDate: '2026-03-15Z' },
    ]);
    const bare = sample('ignored', { accession, title: null });
    await api.submit({ submission: submission('MODIFY'), samples: [bare] });
    const shown = (await api.call(`${V2}/sample/${accession}`)).body;
    expect(shown).toMatchObject({ alias: 'p-s' });
    expect([shown.title, shown.description]).toEqual([undefined, undefined]);
  });

  it('RECEIPT gives the receipt of an earlier ADD again', async () => {
    const lab = await start();
    const api = ena(lab);
    const document = tree('p');
    const added = (await api.submit(document)).body;
    for (const target of [document.submission.alias, added.submission.accession]) {
      const { body } = await api.submit({ submission: submission({ type: 'RECEIPT', target }) });
      expect(body.submission).toEqual(added.submission);
      expect(body.samples).toEqual(added.samples);
      expect(body.experiments).toEqual(added.experiments);
    }
    const { body } = await api.submit({ submission: submission({ type: 'RECEIPT', target: 'none' }) });
    expect(body.success).toBe(false);
  });

  it('a repeated ADD names every accession', async () => {
    const lab = await start();
    const api = ena(lab);
    const added = (await api.submit(tree('p'))).body;
    const { body } = await api.submit(tree('p'));
    expect(body.messages.error).toEqual(
      (['project', 'sample', 'experiment'] as const).map((type) => {
        const { alias, accession } = added[`${type}s`][0];
        return `In ${type}, alias: "${alias}". The object being added already exists in the submission account with accession: "${accession}".`;
      }),
    );
    const other = await ena(lab, 'webinBroker').submit({
      ...tree('p'),
      submission: { ...submission('ADD'), centerName: 'C' },
    });
    expect(other.body.success).toBe(true);
  });

  it('a submission without alias gets one from the time of day, never the same twice', async () => {
    const lab = await start();
    const add = async (alias: string) =>
      (await ena(lab).submit({ submission: { actions: [{ type: 'ADD' }] }, samples: [sample(alias)] })).body
        .submission;
    expect((await add('a')).alias).toBe('SUBMISSION-15-01-2026-09:00:00:000');
    expect((await add('b')).alias).toBe('SUBMISSION-15-01-2026-09:00:00:001');
  });
});

describe('time and state', () => {
  it('at 03:00 in the United Kingdom everything submitted is gone, but not what the seed brought', async () => {
    const lab = await start({ startAt: '2026-07-01T00:30:00Z' });
    const api = ena(lab);
    await api.submit(tree('p'));
    lab.clock.advance(Date.parse('2026-07-01T01:59:59Z') - lab.clock.now());
    expect((await api.rows('projects')).length).toBe(3);
    lab.clock.advance('1s');
    expect(lab.state.ena.objects.findByAlias('p')).toEqual([]);
    expect((await api.rows('projects')).length).toBe(2);
    expect((await api.submit(tree('p'))).body.success).toBe(true);
  });

  it('snapshots, resets, repeats itself, and keeps two sandboxes apart', async () => {
    const [lab, other] = [await start(), await start()];
    const api = ena(lab);
    const before = JSON.parse(JSON.stringify(lab.snapshot()));
    const added = (await api.submit(tree('p'))).body;
    const { submissionId } = (await api.call(`${V2}/submit/queue`, { body: tree('q') })).body;
    const after = JSON.parse(JSON.stringify(lab.snapshot()));
    expect(other.state.ena.objects.findByAlias('p')).toEqual([]);
    lab.restore(before);
    expect(lab.state.ena.objects.findByAlias('p')).toEqual([]);
    const again = (await api.submit({ ...tree('p') })).body;
    expect(again.samples).toEqual(added.samples);
    lab.restore(after);
    lab.clock.advance('1s');
    expect((await api.call(`${V2}/submit/poll/${submissionId}`)).body.success).toBe(true);
    await lab.reset();
    expect(lab.state.ena.objects.list()).toEqual(other.state.ena.objects.list());
  });

  it('stores before an answer is lost', async () => {
    const lab = await start();
    lab.faults.add({ operation: 'ena.submissions.submit', effect: { resetAfterCommit: true } });
    await expect(ena(lab).submit(tree('p'))).rejects.toThrow();
    expect(lab.journal.requests().at(-1)).toMatchObject({ committed: true, status: null });
    expect(lab.state.ena.objects.findByAlias('p')).toHaveLength(1);
  });
});
