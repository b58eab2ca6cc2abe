import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ask, start } from '../support.ts';
import { type Api, COLLEAGUE, completed, lab, sheep, TEAM, usi } from './support.ts';

const rels = (body: { _links: object }) => Object.keys(body._links);

describe('the root', () => {
  it('is open, and leads on with absolute links', async () => {
    const sandbox = await start();
    const { status, headers, body } = await ask(`${sandbox.urls.usi}/api/`, { accept: '*/*' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/hal+json;charset=UTF-8');
    const at = (path: string) => ({ href: `${sandbox.urls.usi}/api${path}` });
    expect(body._links).toMatchObject({
      userTeams: at('/user/teams'),
      team: at('/teams/{teamName:.+}'),
      userSubmissions: at('/user/submissions'),
      'aap-api-root': { href: `${sandbox.urls.aap}/` },
      'dataTypes:search': at('/dataTypes/search'),
    });
    expect(body._links.team.templated, 'a template that does not say so').toBeUndefined();
    for (const open of [
      'dataTypes',
      'checklists',
      'submissionPlans',
      'validationSchemas',
      'uiSupportItems',
      'health',
    ]) {
      expect((await ask(`${sandbox.urls.usi}/api/${open}`)).status, open).toBe(200);
    }
    const method = (verb: string) => ask(`${sandbox.urls.usi}/api/user/teams`, { method: verb });
    expect((await method('HEAD')).status).toBe(200);
    const options = await method('OPTIONS');
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'GET,POST,HEAD,OPTIONS']);
  });

  it('follows the host the caller used', async () => {
    const sandbox = await start();
    const url = sandbox.urls.usi.replace('127.0.0.1', 'localhost');
    expect((await ask(`${url}/api`)).body._links.userTeams.href).toBe(`${url}/api/user/teams`);
  });

  it('describes the states', async () => {
    const api = await lab();
    const { body } = await api.call('/statusDescriptions/submissionStatuses');
    expect(
      body._embedded.statusDescriptions.map((state: { statusName: string }) => state.statusName),
    ).toEqual(['Draft', 'Submitted', 'Processing', 'Completed', 'Failed']);
    const one = await api.call('/statusDescriptions/submissionStatuses/Processing');
    expect(one.body, 'that it may fail it does not say').toMatchObject({
      systemTransitions: ['Completed'],
      acceptingUpdates: false,
    });
    expect(one.body.userTransitions).toBeUndefined();
    expect((await api.call('/statusDescriptions/coffee')).status).toBe(404);
    expect((await api.call('/statusDescriptions/releaseStatuses/Tea')).status).toBe(404);
  });
});

describe('the two shapes of a submission', () => {
  it('has objects and no status by itself, texts and a status in lists', async () => {
    const api = await lab();
    const detail = await api.newSubmission({ name: 'spring', projectName: 'sheep', uiData: { step: 2 } });
    expect(detail).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'spring',
      projectName: 'sheep',
      uiData: { step: 2 },
      submitter: { email: 'tester@example.org', name: 'Ada Tester' },
      team: { name: TEAM, profile: { 'centre name': 'Sandbox Institute' } },
      createdDate: '2026-01-15T09:00:00.000+0000',
      createdBy: expect.stringMatching(/^usr-/),
    });
    expect(detail).not.toHaveProperty('submissionStatus');
    const self = detail._links.self as { href: string; templated?: boolean };
    expect(self).toEqual({
      href: `${api.lab.urls.usi}/api/submissions/${detail.id}{?projection}`,
      templated: true,
    });
    expect((await api.call(self.href.replace('{?projection}', ''))).body).toEqual(detail);
    for (const clean of ['submissionStatus', 'contents', 'validationResults', 'self:delete']) {
      expect(detail._links[clean]?.href).not.toContain('{');
    }

    const mine = (await api.call('/user/submissions')).body._embedded.submissions[0];
    expect(mine).toMatchObject({
      name: 'spring',
      submitter: 'tester@example.org',
      team: TEAM,
      submissionStatus: 'Draft',
    });
    expect(rels(mine)).toContain('contents');
    expect(rels(mine)).not.toContain('submissionStatus');
    const ofTeam = (await api.call(`/submissions/search/by-team?teamName=${TEAM}`)).body._embedded;
    expect(rels(ofTeam.submissions[0]).sort()).toEqual(['self', 'submission', 'submissionStatus']);
    const projected = (await api.call(`/submissions/${detail.id}?projection=withStatus`)).body;
    expect(projected).toMatchObject({ team: TEAM, submissionStatus: 'Draft' });
    expect(rels(projected)).toEqual(rels(detail));
  });

  it('is changed by PATCH, and by a PUT that repeats what cannot change', async () => {
    const api = await lab();
    const { id } = await api.newSubmission({ name: 'spring', projectName: 'sheep' });
    const at = `/submissions/${id}`;
    const patched = await api.call(at, { method: 'PATCH', body: { name: 'summer' } });
    expect(patched.body).toMatchObject({ name: 'summer', projectName: 'sheep' });
    expect(patched.headers.get('etag')).toBe('"1"');
    const { submitter } = patched.body;
    const put = { submitter, team: { name: TEAM }, name: 'autumn' };
    const replaced = await api.call(at, { method: 'PUT', body: put });
    expect(replaced.body.name).toBe('autumn');
    expect(replaced.body.projectName).toBeUndefined();
    const stolen = await api.call(at, { method: 'PATCH', body: { team: { name: 'subs.other' } } });
    expect([stolen.status, stolen.body.errors[0]]).toEqual([
      400,
      'resource_locked: In Submission, field team can\'t be [{"name":"subs.other"}].',
    ]);
    expect((await api.call(at, { method: 'OPTIONS' })).headers.get('allow')).toBe('GET,DELETE,OPTIONS');
  });

  it('counts what there is by status, and lists the last changed first', async () => {
    const api = await lab();
    const first = await api.newSubmission({ name: 'first' });
    api.lab.clock.advance('1s');
    await completed(api);
    await api.newSubmission({ name: 'last' });
    api.lab.clock.advance('1s');
    await api.call(`/submissions/${first.id}`, { method: 'PATCH', body: { projectName: 'x' } });
    const names = (await api.call('/user/submissions')).body._embedded.submissions;
    expect(names.map((item: { name?: string }) => item.name)).toEqual(['first', 'last', undefined]);
    const summary = (await api.call('/user/submissionStatusSummary')).body;
    expect(summary.content).toEqual({ Draft: 2, Completed: 1 });
    const sorted = await api.call(`/submissions/search/by-team?teamName=${TEAM}&sort=name,desc`);
    expect(sorted.body._embedded.submissions[0].name).toBe('last');
    expect(names[2].submissionDate).toMatch(/\+0000$/);
  });

  it('goes with everything in it', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1'));
    const gone = await api.call(`/submissions/${id}`, { method: 'DELETE' });
    expect([gone.status, gone.text]).toEqual([204, '']);
    for (const path of [`/submissions/${id}`, `/samples/${sample}`, `/submissions/${id}/contents`]) {
      expect((await api.call(path)).status).toBe(404);
    }
    const results = await api.call(`/validationResults/search/by-submission?submissionId=${id}`);
    expect(results.body._embedded.validationResults).toEqual([]);
    api.validated();
    expect((await api.call('/user/submissions')).body._embedded).toBeUndefined();
  });
});

describe('samples', () => {
  it('come back as they were sent, without empty values, with what the server knows', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sent = {
      ...sheep('animal_1', { description: '', sampleRelationships: [] }),
      attributes: {
        material: [{ value: 'organism', terms: [{ url: '' }] }],
        weight: [{ value: 60, units: 'kg' }],
      },
      persons: [{ firstName: 'Ada', email: 'a@example.org' }],
      publications: [{ pubMedId: '12', doi: '10.1/2' }],
      submission: 'ignored',
      colour: 'ignored',
    };
    const reply = await api.add(id, sent);
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(reply.body._links.self.href);
    expect(reply.headers.get('etag'), 'without quotes').toBe('0');
    const { _embedded, _links, ...fields } = reply.body;
    const by = expect.stringMatching(/^usr-/);
    expect(fields).toEqual({
      alias: 'animal_1',
      title: 'Sheep animal_1',
      taxonId: 9940,
      taxon: 'Ovis aries',
      releaseDate: '2018-06-19',
      attributes: {
        material: [{ value: 'organism', terms: [{}] }],
        weight: [{ value: '60', units: 'kg' }],
      },
      persons: [{ firstName: 'Ada', email: 'a@example.org' }],
      publications: [{ pubMedId: 12, doi: '10.1/2' }],
      team: expect.objectContaining({ name: TEAM, profile: { 'centre name': 'Sandbox Institute' } }),
      createdDate: '2026-01-15T09:00:00.000+0000',
      lastModifiedDate: '2026-01-15T09:00:00.000+0000',
      createdBy: by,
      lastModifiedBy: by,
    });
    expect(_embedded).toMatchObject({
      processingStatus: { alias: 'animal_1', status: 'Draft', submittableType: 'Sample' },
      validationResult: { validationStatus: 'Pending' },
      submission: { team: TEAM, submissionStatus: 'Draft', submitter: 'tester@example.org' },
    });
    expect(rels(reply.body)).toEqual([
      'self',
      'sample',
      'history',
      'current-version',
      'self:update',
      'self:delete',
      'processingStatus',
      'submission',
      'validationResult',
      'dataType',
    ]);
    expect((await api.call(_links.submission.href)).body.submissionStatus).toBe('Draft');
  });

  it('are patched key by key and attribute by attribute, and replaced as a whole', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1', { description: 'old' }));
    const patch = { title: 'New', description: null, attributes: { breed: [{ value: 'Texel' }] } };
    const { body, headers } = await api.call(`/samples/${sample}`, { method: 'PATCH', body: patch });
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({ title: 'New', alias: 'animal_1', taxonId: 9940 });
    expect(body.description).toBeUndefined();
    expect(Object.keys(body.attributes).sort()).toEqual(['breed', 'material']);
    const put = await api.call(`/samples/${sample}`, {
      method: 'PUT',
      body: { alias: 'animal_1', title: 'Whole' },
    });
    expect([put.body.title, put.body.attributes, put.body.createdDate]).toEqual([
      'Whole',
      undefined,
      body.createdDate,
    ]);
    const find = `/samples/search/by-submissionId-and-alias?submissionId=${id}&alias=`;
    expect((await api.call(`${find}animal_1`)).body.title).toBe('Whole');
    expect((await api.call(`${find}nobody`)).status).toBe(404);
  });

  it('obey conditions, and answer without a body to callers that accept nothing', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const sample = await api.addSheep(id, sheep('animal_1'));
    const at = `/samples/${sample}`;
    const etag = (await api.call(at)).headers.get('etag') ?? '';
    expect(etag).toBe('"0"');
    const conditional = (headers: Record<string, string>, more: object = {}) =>
      api.call(at, { headers, ...more });
    expect((await conditional({ 'if-none-match': etag })).status).toBe(304);
    expect((await conditional({ 'if-none-match': '"9"' })).status).toBe(200);
    const patch = { method: 'PATCH', body: { title: 'x' } };
    expect((await conditional({ 'if-match': etag }, patch)).status).toBe(200);
    expect((await conditional({ 'if-match': etag }, patch)).status).toBe(412);
    const past = new Date(api.lab.clock.now() - 60_000).toUTCString();
    expect((await conditional({ 'if-unmodified-since': past }, patch)).status).toBe(412);
    expect((await bare(api, 'PATCH', at, { title: 'y' })).status).toBe(204);
    expect((await api.call(at)).body.title).toBe('y');
    const made = await bare(api, 'POST', `/submissions/${id}/contents/samples`, sheep('animal_2'));
    expect([made.status, made.text]).toEqual([201, '']);
  });
});

describe('paging', () => {
  it('gives twenty, five hundred at most, and links only where they lead somewhere', async () => {
    const api = await lab();
    const { id } = await api.newSubmission();
    const list = `/submissions/${id}/contents/samples`;
    const none = (await api.call(list)).body;
    expect(none._embedded, 'left out when empty').toBeUndefined();
    expect(none.page).toEqual({ size: 20, totalElements: 0, totalPages: 0, number: 0 });
    const search = (await api.call(`/samples/search/by-submission?submissionId=${id}`)).body;
    expect(search._embedded, 'searches give an empty array').toEqual({ samples: [] });
    for (let n = 0; n < 41; n += 1) await api.add(id, sheep(`a${String(n).padStart(2, '0')}`));
    const pages: string[][] = [];
    let next: string | undefined = `${api.lab.urls.usi}/api${list}`;
    const links: string[][] = [];
    while (next !== undefined) {
      const { body } = await api.call(next);
      pages.push(body._embedded.samples.map((sample: { alias: string }) => sample.alias));
      links.push(rels(body).filter((rel) => ['first', 'prev', 'next', 'last'].includes(rel)));
      next = body._links.next?.href;
      expect(next ?? '').not.toContain('{');
    }
    expect(pages.map((page) => page.length)).toEqual([20, 20, 1]);
    expect(new Set(pages.flat()).size).toBe(41);
    expect(links).toEqual([
      ['first', 'next', 'last'],
      ['first', 'prev', 'next', 'last'],
      ['first', 'prev', 'last'],
    ]);
    const big = (await api.call(`${list}?size=10000`)).body;
    expect(big.page).toEqual({ size: 500, totalElements: 41, totalPages: 1, number: 0 });
    expect(big._links.self.href).toMatch(/\?page=0&size=500$/);
    const sorted = (await api.call(`${list}?size=1&sort=alias,desc`)).body;
    expect(sorted._embedded.samples[0].alias).toBe('a40');
    expect(sorted._links.next.href).toMatch(/sort=alias%2Cdesc/);
    expect((await api.call(`${list}?page=9`)).body._embedded).toBeUndefined();
    expect((await api.call(`${list}?size=nonsense&page=-1`)).body.page).toMatchObject({
      size: 20,
      number: 0,
    });
  });
});

describe('teams and tokens', () => {
  it('see a new team only with a new token', async () => {
    const api = await lab();
    const body = { description: 'Mine', centreName: 'My Institution' };
    const made = await api.call('/user/teams', { body });
    expect(made.status).toBe(201);
    const { name } = made.body;
    expect(name).toBe('subs.test-team-2');
    expect(made.body.description, 'the name only').toBeUndefined();
    const names = async (caller: Api) =>
      ((await caller.call('/user/teams')).body._embedded?.teams ?? []).map(
        (team: { name: string }) => team.name,
      );
    expect(await names(api)).toEqual([TEAM]);
    expect((await api.call(`/teams/${name}/submissions`, { body: {} })).status).toBe(403);
    const again = await usi(api.lab);
    expect(await names(again)).toEqual([TEAM, name]);
    const { body: team } = await again.call(`/teams/${name}`);
    expect(team).toEqual({ name, _links: expect.any(Object) });
    expect(rels(team)).toEqual(['self', 'submissions', 'submissions:create', 'items']);
    expect((await again.newSubmission({}, name)).id).toBeDefined();
    expect(api.lab.state.aap.domains.get(name)).toMatchObject({
      users: ['usi-tester'],
      managers: ['usi-tester'],
      profile: { 'centre name': 'My Institution' },
    });
  });

  it('shut out who is no member, but not from results and accessions', async () => {
    const api = await lab();
    const id = await completed(api);
    const [sample] = api.lab.state.usi.samples.list();
    const stranger = await usi(api.lab, COLLEAGUE);
    for (const path of [
      `/submissions/${id}`,
      `/submissions/${id}/contents`,
      `/samples/${sample?.id}`,
      `/teams/${TEAM}`,
      `/submissions/search/by-team?teamName=${TEAM}`,
      `/samples/search/history?teamName=${TEAM}&alias=animal_1`,
      `/processingStatuses/search/by-submission?submissionId=${id}`,
    ]) {
      const reply = await stranger.call(path);
      expect([path, reply.status, reply.body.error]).toEqual([path, 403, 'Forbidden']);
    }
    expect((await stranger.call('/user/submissions')).body._embedded).toBeUndefined();
    expect((await stranger.call('/user/teams')).body._embedded).toBeUndefined();
    const open = await stranger.call(`/validationResults/search/by-submission?submissionId=${id}`);
    expect(open.body._embedded.validationResults).toHaveLength(1);
    const byAccession = await stranger.call(`/samples/search/by-accession?accession=${sample?.accession}`);
    expect(byAccession.status).toBe(200);
  });

  it('leave out a team without a profile, until it has one', async () => {
    const sandbox = await start({
      seed: {
        aap: {
          users: [{ username: 'usi-tester', password: 'p' }],
          domains: [{ name: TEAM, managers: ['usi-tester'] }],
        },
      },
    });
    const api = await usi(sandbox);
    expect((await api.call('/user/teams')).body._embedded).toBeUndefined();
    const domainReference = sandbox.state.aap.domains.get(TEAM)?.domainReference;
    const attributes = { 'centre name': 'My Institution' };
    await api.aap('/profiles', { body: { domain: { domainReference }, attributes } });
    expect((await api.call('/user/teams')).body._embedded.teams).toMatchObject([
      { name: TEAM, profile: attributes },
    ]);
    expect((await api.newSubmission()).id).toBeDefined();
  });

  it('let administrators everywhere', async () => {
    const sandbox = await start({
      seed: {
        aap: {
          users: [
            { username: 'usi-tester', password: 'p' },
            { username: 'admin', password: 'q' },
          ],
          domains: [
            { name: TEAM, managers: ['usi-tester'], profile: { 'centre name': 'x' } },
            { name: 'self.embl-ebi-subs-admin', users: ['admin'] },
          ],
        },
      },
    });
    const { id } = await (await usi(sandbox)).newSubmission();
    const admin = await usi(sandbox, { username: 'admin', password: 'q' });
    expect((await admin.call(`/submissions/${id}`)).status).toBe(200);
    expect((await admin.call('/user/submissions')).body._embedded, 'lists stay their own').toBeUndefined();
  });

  it('end an expired token, by the fault too, 30 seconds late', async () => {
    const api = await lab();
    api.lab.clock.advance('3629s');
    expect((await api.call('/user/teams')).status).toBe(200);
    api.lab.clock.advance('1s');
    expect((await api.call('/user/teams')).body.error).toBe('TOKEN_EXPIRED');
    const fresh = await usi(api.lab);
    api.lab.faults.add({ service: 'usi', operation: 'teams.list', effect: { expireToken: true } });
    expect((await fresh.call('/user/teams')).body.error).toBe('TOKEN_EXPIRED');
    expect((await fresh.aap('/my/domains')).body.error, 'for AAP as well').toBe('TOKEN_EXPIRED');
  });
});

it('keeps what is stored when the answer is lost', async () => {
  const api = await lab();
  const { id } = await api.newSubmission();
  api.lab.faults.add({ operation: 'usi.samples.create', effect: { resetAfterCommit: true } });
  await expect(api.add(id, sheep('animal_1'))).rejects.toThrow();
  expect((await api.add(id, sheep('animal_1'))).body.errors).toEqual([
    "already_exists: In Sample, field alias can't be [animal_1].",
  ]);
  const committed = api.lab.journal.requests({ operation: 'usi.samples.create' }).map((r) => r.committed);
  expect(committed).toEqual([true, false]);
});

it('takes one project per submission, beside the samples', async () => {
  const api = await lab();
  const { id } = await api.newSubmission();
  const project = await api.add(
    id,
    { alias: 'flock', title: 'A flock', releaseDate: '2018-06-19' },
    'projects',
  );
  expect(project.status).toBe(201);
  const contents = (await api.call(`/submissions/${id}/contents`)).body;
  expect(rels(contents)).toEqual(['samples', 'samples:create', 'projects', 'files', 'project']);
  expect((await api.call(contents._links.project.href)).body.alias).toBe('flock');
  api.validated();
  await api.submit(id);
  api.lab.clock.advance('2s');
  expect(
    (await api.call(`/projects/search/by-submission?submissionId=${id}`)).body._embedded.projects,
  ).toMatchObject([{ accession: 'S-SUBS1' }]);
  expect((await api.call('/user/projects')).body._embedded.projects).toHaveLength(1);
  expect((await api.call(`/submissions/${id}/contents/protocols`)).status).toBe(404);
});

it('can be the server of 2018', async () => {
  const api = await lab({ settings: { 'usi.generation': '2018' } });
  const team = (await api.call('/user/teams', { body: { centreName: 'x' } })).body;
  expect(team._links['submissions:create'], 'every link twice').toHaveLength(2);
  const reply = await api.call(`/teams/${TEAM}/submissions`, { body: {} });
  expect(reply.body).not.toHaveProperty('id');
  expect(rels(reply.body)).toContain('submissionStatus:update');
  const id = reply.headers.get('location')?.split('/').at(-1) ?? '';
  const sample = await api.addSheep(id, sheep('animal_1'));
  api.validated();
  expect((await api.result(sample)).errorMessages).toEqual({
    Core: [],
    Taxonomy: [],
    Ena: [],
    Biosamples: [],
    JsonSchema: [],
  });
  const contents = (await api.call(`/submissions/${id}/contents`)).body;
  expect(contents._links.samples.href).toMatch(/\/samples\/search\/by-submission\?submissionId=/);
});

/** A request without an Accept header, which fetch always sends. */
function bare(
  api: Api,
  method: string,
  path: string,
  body: object,
): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' };
    const request = httpRequest(`${api.lab.urls.usi}/api${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}
