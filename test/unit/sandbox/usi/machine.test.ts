import { describe, expect, it } from 'vitest';
import { ask, start } from '../support.ts';
import { child, completed, lab, sheep, TEAM, usi } from './support.ts';

const lookAgain = (api: Awaited<ReturnType<typeof lab>>, id: string) =>
  api.call(`/submissions/${id}/availableSubmissionStatuses`);

describe('the way of a submission', () => {
  it('goes from Draft over Submitted and Processing to Completed on the lab clock', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    expect((await lookAgain(api, id)).body._embedded, 'empty').toBeUndefined();
    const sample = await api.addSheep(id, sheep('animal_1'));
    expect(await api.result(sample)).toMatchObject({ validationStatus: 'Pending' });
    expect((await lookAgain(api, id)).body._embedded, 'pending').toBeUndefined();
    api.lab.clock.advance(299);
    expect((await api.result(sample)).validationStatus).toBe('Pending');
    api.lab.clock.advance(1);
    expect(await api.result(sample)).toEqual({
      validationStatus: 'Complete',
      overallValidationOutcomeByAuthor: {
        Core: 'Pass',
        Taxonomy: 'Pass',
        Ena: 'Pass',
        Biosamples: 'Pass',
        JsonSchema: 'Pass',
      },
      _links: expect.any(Object),
    });
    const available = (await lookAgain(api, id)).body._embedded.statusDescriptions;
    expect(available).toEqual([
      {
        statusName: 'Submitted',
        description: 'User has submitted documents for storage by archives',
        systemTransitions: ['Processing'],
        acceptingUpdates: false,
        _links: { self: { href: `${api.lab.urls.usi}/api/statusDescriptions/submissionStatuses/Submitted` } },
      },
    ]);

    expect(await api.status(id)).toBe('Draft');
    expect((await api.submit(id)).body.status).toBe('Submitted');
    api.lab.clock.advance(400);
    const processing = (await api.call(`/submissions/${id}/submissionStatus`)).body;
    expect(processing).toMatchObject({
      status: 'Processing',
      message: 'The processing of the submission has started.',
    });
    expect((await api.call(`/submissions/${id}/processingStatusSummaryCounts`)).body).toEqual({
      Dispatched: 1,
    });
    api.lab.clock.advance(400);
    const done = (await api.call(`/submissions/${id}/submissionStatus`)).body;
    expect(done.status).toBe('Completed');
    expect(done.message).toBeUndefined();
    expect((await api.call(`/submissions/${id}/processingStatusSummaryTypeCounts`)).body).toEqual({
      Sample: { Completed: 1 },
    });
    const { body } = await api.call(`/samples/${sample}`);
    expect(body.accession).toMatch(/^SAMEA\d+$/);
    expect(body.lastModifiedBy).toBe('BioSamples');
    expect(body.lastModifiedDate, 'when it was due, not when somebody looked').toBe(
      '2026-01-15T09:00:01.100+0000',
    );
    const pages = (await api.call(`/processingStatuses/search/by-submission?submissionId=${id}`)).body;
    expect(pages._embedded.processingStatuses).toMatchObject([
      { alias: 'animal_1', accession: body.accession, status: 'Completed', archive: 'BioSamples' },
    ]);
    const older = await api.call(`/processingStatuses/search/findBySubmissionId?submissionId=${id}`);
    expect(older.body._embedded).toEqual(pages._embedded);
  });

  it('locks everything once it is submitted, and takes the links away', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1'));
    api.validated();
    const rels = async (path: string) => Object.keys((await api.call(path)).body._links);
    const before = {
      submission: await rels(`/submissions/${id}`),
      sample: await rels(`/samples/${sample}`),
      contents: await rels(`/submissions/${id}/contents`),
      list: await rels(`/submissions/${id}/contents/samples`),
      status: await rels(`/submissions/${id}/submissionStatus`),
    };
    await api.submit(id);
    const gone = async (path: string, old: string[]) => {
      const now = await rels(path);
      return old.filter((rel) => !now.includes(rel));
    };
    expect(await gone(`/submissions/${id}`, before.submission)).toEqual(['self:update', 'self:delete']);
    expect(await gone(`/samples/${sample}`, before.sample)).toEqual(['self:update', 'self:delete']);
    expect(await gone(`/submissions/${id}/contents`, before.contents)).toEqual([
      'samples:create',
      'projects:create',
    ]);
    expect(await gone(`/submissions/${id}/contents/samples`, before.list)).toEqual(['create']);
    expect(await gone(`/submissions/${id}/submissionStatus`, before.status)).toEqual(['self:update']);
    expect(await rels(`/submissions/${id}`), 'proves nothing').toContain('submissionStatus:update');
    for (const [path, method] of [
      [`/submissions/${id}`, 'DELETE'],
      [`/submissions/${id}`, 'PATCH'],
      [`/samples/${sample}`, 'PATCH'],
      [`/samples/${sample}`, 'PUT'],
      [`/samples/${sample}`, 'DELETE'],
      [`/submissions/${id}/contents/samples`, 'POST'],
    ] as const) {
      const body = method === 'DELETE' ? undefined : sheep('late');
      const reply = await api.call(path, { method, body });
      expect([method, reply.status, reply.text]).toEqual([
        method,
        400,
        expect.stringContaining('resource_locked'),
      ]);
    }
  });

  it('counts only Core and Biosamples errors of samples', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1', { taxon: 'ovis aries' }));
    api.validated();
    expect((await api.result(sample)).overallValidationOutcomeByAuthor.Taxonomy).toBe('Error');
    expect((await lookAgain(api, id)).body._embedded).toBeDefined();
    const blockers = (await api.call(`/submissions/${id}/submissionBlockersSummary`)).body;
    expect(blockers).toMatchObject({ totalMetadataBlockers: 0, emptySubmission: false });
    expect((await api.submit(id)).status).toBe(200);
  });

  it('is stopped by the others, and says how many there are', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const first = await api.call(`/submissions/${id}/submissionBlockersSummary`);
    expect(first.body).toEqual({
      notReadyFileCount: 0,
      validationIssuesPerDataTypeId: {},
      totalMetadataBlockers: 0,
      emptySubmission: true,
      anyPendingValidationResult: false,
      _links: { self: { href: expect.stringMatching(/submissionBlockersSummary$/) } },
    });
    await api.add(id, child('lamb', 'nobody'));
    await api.add(id, sheep('timeless', { releaseDate: null }));
    expect((await api.call(`/submissions/${id}/submissionBlockersSummary`)).body).toMatchObject({
      anyPendingValidationResult: true,
      totalMetadataBlockers: 0,
    });
    api.validated();
    expect((await api.call(`/submissions/${id}/submissionBlockersSummary`)).body).toMatchObject({
      validationIssuesPerDataTypeId: { samples: { displayName: 'Samples', count: 2 } },
      totalMetadataBlockers: 2,
      anyPendingValidationResult: false,
    });
    expect((await api.call(`/submissions/${id}/contents/samples/summary`)).body).toEqual({
      totalNumber: 2,
      hasError: 2,
      hasWarning: 0,
    });
    expect((await api.submit(id)).status).toBe(400);
  });

  it('takes the plans of the lifecycle: looks, failure, a halt on the way', async () => {
    const api = await lab();
    const { lifecycle } = api.lab;
    lifecycle.set('usi.validation', { after: { reads: 1 } });
    lifecycle.set('usi.submission', { after: { reads: 0 } });
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1'));
    expect((await api.result(sample)).validationStatus).toBe('Pending');
    expect((await api.result(sample)).validationStatus).toBe('Complete');
    await api.submit(id);
    expect([await api.status(id), await api.status(id)]).toEqual(['Processing', 'Completed']);

    lifecycle.set('usi.validation', { after: 'immediate', fail: 'Ena' });
    lifecycle.set('usi.submission', { after: 'immediate', fail: 'Failed' });
    const second = await api.newSubmission();
    const other = await api.addSheep(second.id, sheep('animal_2'));
    expect(await api.result(other)).toMatchObject({
      overallValidationOutcomeByAuthor: { Ena: 'Error', Core: 'Pass' },
    });
    expect((await api.submit(second.id)).status, 'Ena stops nobody').toBe(200);
    expect(await api.status(second.id)).toBe('Failed');
    expect((await api.call(`/samples/${other}/processingStatus`)).body).toMatchObject({
      status: 'Error',
      message: 'Failed to submit sample: animal_2',
    });

    lifecycle.set('usi.validation', { after: 'immediate', fail: 'Error' });
    const fourth = await api.newSubmission();
    const wrong = await api.addSheep(fourth.id, sheep('animal_4'));
    expect((await api.result(wrong)).overallValidationOutcomeByAuthor.Core).toBe('Error');
    expect((await api.submit(fourth.id)).status).toBe(400);

    lifecycle.set('usi.validation', { after: 'never' });
    const third = await api.newSubmission();
    const never = await api.addSheep(third.id, sheep('animal_3'));
    api.lab.clock.advance('50m');
    expect((await api.result(never)).validationStatus).toBe('Pending');
    expect(() => lifecycle.set('usi.submission', { fail: '' })).toThrow(/not a lifecycle plan/);
  });

  it('asks for patience after twelve hours, and can stand still in Processing', async () => {
    const api = await lab();
    api.lab.lifecycle.set('usi.submission', { reach: 'Processing' });
    const id = await completed(api);
    expect(await api.status(id)).toBe('Processing');
    api.lab.clock.advance('13h');
    const later = await usi(api.lab);
    const { body } = await later.call(`/submissions/${id}/submissionStatus`);
    expect(body.status).toBe('Processing');
    expect(body.message).toMatch(/check back later/);
  });

  it('holds a document back until what it refers to in another submission has an accession', async () => {
    const api = await lab();
    const parents = await api.newSubmission();
    await api.add(parents.id, sheep('mother'));
    const children = await api.newSubmission();
    await api.add(children.id, child('lamb', 'mother'));
    api.validated();
    await api.submit(children.id);
    api.lab.clock.advance('1h');
    const again = await usi(api.lab);
    expect(await again.status(children.id)).toBe('Processing');
    await again.submit(parents.id);
    api.lab.clock.advance('2s');
    expect(await again.status(parents.id)).toBe('Completed');
    expect(await again.status(children.id)).toBe('Completed');
  });
});

describe('what USI sends to BioSamples', () => {
  it('is a record there, with the relationships in accessions', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    await api.add(id, child('lamb', 'mother'));
    await api.add(
      id,
      sheep('mother', {
        description: 'An old one',
        attributes: {
          weight: [{ value: '60', units: 'kg' }, { value: 'second' }],
          release: [{ value: 'dropped' }],
          breed: [{ value: 'Texel', terms: [{ url: '' }] }],
        },
      }),
    );
    api.validated();
    await api.submit(id);
    api.lab.clock.advance('2s');
    const { samples } = api.lab.state.usi;
    const [lamb, mother] = samples.list(id);
    const record = await ask(`${api.lab.urls.biosamples}/samples/${mother?.accession}`);
    expect(record.body).toMatchObject({
      name: 'mother',
      domain: TEAM,
      taxId: 9940,
      release: '2018-06-19T00:00:00Z',
      submittedVia: 'USI',
      characteristics: {
        organism: [{ text: 'Ovis aries', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940'] }],
        title: [{ text: 'Sheep mother' }],
        description: [{ text: 'An old one' }],
        weight: [{ text: '60', unit: 'kg' }],
        breed: [{ text: 'Texel' }],
      },
    });
    expect(record.body.characteristics.release).toBeUndefined();
    expect(api.lab.state.biosamples.samples.get(lamb?.accession ?? '')?.relationships).toEqual([
      { source: lamb?.accession, type: 'derived from', target: mother?.accession },
    ]);
  });

  it('is updated by a later submission with the same alias and the accession', async () => {
    const api = await lab();
    await completed(api);
    const [first] = api.lab.state.usi.samples.list();
    await completed(api, sheep('animal_1', { title: 'Better', accession: first?.accession }));
    const history = await api.call(`/samples/search/history?teamName=${TEAM}&alias=animal_1`);
    const versions = history.body._embedded.samples;
    expect(versions.map((sample: { title: string }) => sample.title)).toEqual(['Better', 'Sheep animal_1']);
    expect(new Set(versions.map((sample: { accession: string }) => sample.accession)).size).toBe(1);
    const stored = api.lab.state.biosamples.samples.get(first?.accession ?? '');
    expect(stored?.characteristics.title).toMatchObject([{ text: 'Better' }]);
    const by = (query: string) => api.call(`/samples/search/${query}`);
    expect((await by(`by-accession?accession=${first?.accession}`)).body.title).toBe('Better');
    expect((await by(`current-version?teamName=${TEAM}&alias=animal_1`)).body.title).toBe('Better');
    expect((await by(`current-version?teamName=${TEAM}&alias=x`)).status).toBe(404);
    expect((await by(`by-team?teamName=${TEAM}`)).body._embedded.samples).toHaveLength(1);
  });
});

it('comes back from a snapshot in the middle of everything', async () => {
  const api = await lab();
  const { id } = await api.newSubmission();
  const sample = await api.addSheep(id, sheep('animal_1'));
  const pending = structuredClone(JSON.parse(JSON.stringify(api.lab.snapshot())));
  api.validated();
  await api.submit(id);
  const flying = JSON.parse(JSON.stringify(api.lab.snapshot()));
  api.lab.clock.advance('2s');
  const { accession } = api.lab.state.usi.samples.get(sample) ?? {};
  expect(await api.status(id)).toBe('Completed');

  api.lab.restore(flying);
  expect(await api.status(id)).toBe('Submitted');
  api.lab.clock.advance('2s');
  expect(await api.status(id)).toBe('Completed');
  expect(api.lab.state.usi.samples.get(sample)?.accession, 'the same accession again').toBe(accession);

  api.lab.restore(pending);
  expect((await api.result(sample)).validationStatus).toBe('Pending');
  api.validated();
  expect((await api.result(sample)).validationStatus).toBe('Complete');
  await api.lab.reset();
  expect(api.lab.state.usi.submissions.count()).toBe(0);
  expect(api.lab.state.usi.samples.list()).toEqual([]);
});

it('keeps two sandboxes apart, tokens included', async () => {
  const [one, two] = [await start(), await start({ random: 8 })];
  const api = await usi(one);
  await api.newSubmission();
  expect(two.state.usi.submissions.count()).toBe(0);
  const reply = await ask(`${two.urls.usi}/api/user/submissions`, { token: api.token });
  expect([reply.status, reply.body.error, reply.body.message]).toEqual([
    401,
    'INVALID_JWT',
    'Supplied Token is not valid for this server',
  ]);
});
