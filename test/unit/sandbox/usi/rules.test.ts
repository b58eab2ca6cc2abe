import { describe, expect, it } from 'vitest';
import { listSandboxRules, type SandboxOptions } from '../../../../src/sandbox/index.ts';
import { ask, type Reply, start } from '../support.ts';
import { type Api, auth, basic, COLLEAGUE, completed, sheep, TEAM, usi } from './support.ts';

interface Provocation {
  status: number;
  /** What the answer says: the message or the errors of its error object. */
  says: string | RegExp;
  run(api: Api): Promise<Reply>;
  options?: SandboxOptions;
}

const NOBODY = 'usr-00000000-0000-4000-8000-000000000000';
const LOCKED = 'resource_locked.';
const friends = (api: Api) => api.lab.state.aap.domains.get('self.sandbox-friends')?.domainReference ?? '';
const team = (api: Api) => api.lab.state.aap.domains.get(TEAM)?.domainReference ?? '';
const me = (api: Api) => api.lab.state.aap.users.get('usi-tester')?.userReference ?? '';
const other = (api: Api) => api.lab.state.aap.users.get('usi-colleague')?.userReference ?? '';
const user = (more: object = {}) => ({
  username: 'somebody',
  password: 'p',
  email: 'a@example.org',
  name: 'n',
  ...more,
});
const newUser = (api: Api, body: unknown) => api.aap('/auth', { body, token: null });
const draft = async (api: Api, sample: object = sheep('animal_1')) => {
  const { id } = await api.newSubmission();
  return { id, sample: await api.addSheep(id, sample) };
};
const object = (type: string, code: string) =>
  `Error in object '${type}': codes [${code}.${type},${code}]; arguments []; default message [null]`;

/** How to meet each rule. */
const PROVOKE: Record<string, Provocation> = {
  'aap.no-route': { status: 404, says: 'No message available', run: (api) => api.aap('/nothing') },
  'aap.method': {
    status: 405,
    says: "Request method 'PUT' not supported",
    run: (api) => api.aap('/my/domains', { method: 'PUT' }),
  },
  'aap.token-missing': {
    status: 401,
    says: 'Token not supplied',
    run: (api) => api.aap('/my/domains', { token: null }),
  },
  'aap.token-malformed': {
    status: 401,
    says: 'Supplied Token is not a valid JWT token',
    run: (api) => api.aap('/my/domains', { token: 'a.b' }),
  },
  'aap.token-foreign': {
    status: 401,
    says: 'Supplied Token is not valid for this server',
    run: (api) => api.aap('/my/domains', { token: `${api.token}x` }),
  },
  'aap.token-expired': {
    status: 401,
    says: 'Supplied Token has been expired',
    run: (api) => {
      api.lab.clock.advance('61m');
      return api.aap('/my/domains');
    },
  },
  'aap.login-missing': {
    status: 401,
    says: /^Full authentication is required/,
    run: (api) => api.aap('/auth', { token: null }),
  },
  'aap.login-unknown': {
    status: 401,
    says: 'Username not found',
    run: ({ lab }) => auth(lab, { username: 'nobody', password: 'x' }),
  },
  'aap.login-locked': {
    status: 401,
    says: 'User account is locked',
    options: {
      seed: {
        aap: {
          users: [
            { username: 'first', password: 'f' },
            { username: 'l', password: 'x', locked: true },
          ],
        },
      },
    },
    run: ({ lab }) => auth(lab, { username: 'l', password: 'x' }),
  },
  'aap.login-password': {
    status: 401,
    says: 'Bad credentials',
    run: ({ lab }) => auth(lab, { ...COLLEAGUE, password: 'no' }),
  },
  'aap.ttl': {
    status: 400,
    says: 'Invalid ttl: 1441',
    run: ({ lab }) => auth(lab, COLLEAGUE, '?ttl=1441'),
  },
  'aap.json': { status: 400, says: 'Malformed JSON request', run: (api) => newUser(api, '[1]') },
  'aap.user-field': {
    status: 400,
    says: 'username size must be between 5 and 255',
    run: (api) => newUser(api, user({ username: 'four' })),
  },
  'aap.user-blanks': {
    status: 400,
    says: /blank/,
    run: (api) => newUser(api, user({ username: ' somebody' })),
  },
  'aap.user-passwords': {
    status: 400,
    says: 'Passwords do not match',
    run: (api) => newUser(api, user({ confirmPwd: 'q' })),
  },
  'aap.user-taken': {
    status: 409,
    says: 'Username usi-tester already exists',
    run: (api) => newUser(api, user({ username: 'usi-tester' })),
  },
  'aap.user-unknown': {
    status: 404,
    says: `User ${NOBODY} not found`,
    run: (api) => api.aap(`/domains/${team(api)}/${NOBODY}/user`, { method: 'PUT', body: {} }),
  },
  'aap.domain-unknown': {
    status: 404,
    says: 'Domain dom-1 not found',
    run: (api) => api.aap('/domains/dom-1'),
  },
  'aap.domain-name': {
    status: 400,
    says: /prefix/,
    run: (api) => api.aap('/domains', { body: { domainName: 'friends' } }),
  },
  'aap.domain-prefix': {
    status: 403,
    says: 'Access is denied',
    run: (api) => api.aap('/domains', { body: { domainName: 'subs.my-team' } }),
  },
  'aap.domain-taken': {
    status: 409,
    says: /self\.sandbox-friends already exists/,
    run: (api) => api.aap('/domains', { body: { domainName: 'self.sandbox-friends' } }),
  },
  'aap.not-manager': {
    status: 403,
    says: 'Access is denied',
    run: async (api) => {
      const stranger = await usi(api.lab, COLLEAGUE);
      return stranger.aap(`/domains/${team(api)}/${other(api)}/user`, { method: 'PUT', body: {} });
    },
  },
  'aap.not-member': {
    status: 403,
    says: 'Access is denied',
    run: async (api) => (await usi(api.lab, COLLEAGUE)).aap(`/domains/${team(api)}/users`),
  },
  'aap.not-self': {
    status: 403,
    says: 'Access is denied',
    run: (api) => api.aap(`/users/${other(api)}/domains`),
  },
  'aap.profile-unknown': {
    status: 404,
    says: 'Profile not found',
    run: (api) => api.aap(`/domains/${friends(api)}/profile`),
  },
  'aap.attribute-unknown': {
    status: 404,
    says: 'Attribute colour not found',
    run: (api) => api.aap(`/domains/${team(api)}/profile/colour`),
  },
  'aap.profile-owner': {
    status: 400,
    says: /domain or a user/,
    run: (api) => api.aap('/profiles', { body: { attributes: {} } }),
  },

  'usi.no-route': { status: 404, says: 'No message available', run: (api) => api.call('/nothing') },
  'usi.method': {
    status: 405,
    says: 'DELETE method is not supported for this request. Supported methods are [GET, POST]',
    run: (api) => api.call('/user/teams', { method: 'DELETE' }),
  },
  'usi.token-missing': {
    status: 401,
    says: 'Token not supplied',
    run: (api) => api.call('/user/teams', { token: null }),
  },
  'usi.token-malformed': {
    status: 401,
    says: 'Supplied Token is not a valid JWT token',
    run: (api) => api.call('/user/teams', { token: 'nonsense' }),
  },
  'usi.token-foreign': {
    status: 401,
    says: 'Supplied Token is not valid for this server',
    run: (api) => api.call('/user/teams', { token: `${api.token}x` }),
  },
  'usi.token-expired': {
    status: 401,
    says: 'Supplied Token has been expired',
    run: (api) => {
      api.lab.clock.advance('3631s');
      return api.call('/user/teams');
    },
  },
  'usi.not-member': {
    status: 403,
    says: 'Access is denied',
    run: async (api) => {
      const { id } = await api.newSubmission();
      return (await usi(api.lab, COLLEAGUE)).call(`/submissions/${id}`);
    },
  },
  'usi.not-live': {
    status: 403,
    says: /^$/,
    run: async (api) => {
      await api.aap(`/domains/${team(api)}/${me(api)}/user`, { method: 'DELETE' });
      return api.call(`/teams/${TEAM}/submissions`, { body: {} });
    },
  },
  'usi.unknown': { status: 404, says: /^$/, run: (api) => api.call('/submissions/nothing') },
  'usi.unknown-below': {
    status: 404,
    says: 'Resource not found',
    run: (api) => api.call('/submissions/nothing/contents'),
  },
  'usi.checklist-unknown': {
    status: 404,
    says: /^\{"timestamp":"2026-01-15 09:00:00","status":404,"error":"Checklist not exists with ID: X"\}$/,
    run: (api) => api.call('/checklists/X'),
  },
  'usi.json': {
    status: 400,
    says: 'Malformed JSON request',
    run: async (api) => api.add((await api.newSubmission()).id, [sheep('animal_1')]),
  },
  'usi.binding': {
    status: 500,
    says: 'Failed to convert: taxonId',
    run: async (api) => api.add((await api.newSubmission()).id, sheep('animal_1', { taxonId: 'sheep' })),
  },
  'usi.precondition': {
    status: 412,
    says: /^$/,
    run: async (api) =>
      api.call(`/samples/${(await draft(api)).sample}`, { method: 'DELETE', headers: { 'if-match': '"7"' } }),
  },
  'usi.centre-name': {
    status: 400,
    says: "missing_field: In teamDto, field centreName can't be [null].",
    run: (api) => api.call('/user/teams', { body: { description: 'Your description' } }),
  },
  'usi.not-a-subs-team': {
    status: 400,
    says: /^not_a_subs_team: /,
    run: (api) => api.call('/teams/self.sandbox-friends/submissions', { body: {} }),
  },
  'usi.profile-attribute': {
    status: 400,
    says: "missing_profile_attribute: In Submission, field team.profile['centre name'] can't be [null].",
    run: async (api) => {
      const domain = { domainReference: team(api) };
      await api.aap('/profiles', { body: { domain, attributes: { other: 'x' } } });
      return api.call(`/teams/${TEAM}/submissions`, { body: {} });
    },
  },
  'usi.no-profile': {
    status: 500,
    says: '404 Not Found',
    options: {
      seed: {
        aap: {
          users: [{ username: 'usi-tester', password: 'x' }],
          domains: [{ name: TEAM, managers: ['usi-tester'] }],
        },
      },
    },
    run: (api) => api.call(`/teams/${TEAM}/submissions`, { body: {} }),
  },
  'usi.submission-locked': {
    status: 400,
    says: object('Submission', 'resource_locked'),
    run: async (api) => api.call(`/submissions/${await completed(api)}`, { method: 'DELETE' }),
  },
  'usi.submission-field-locked': {
    status: 400,
    says: "resource_locked: In Submission, field submitter can't be [null].",
    run: async (api) =>
      api.call(`/submissions/${(await api.newSubmission()).id}`, { method: 'PUT', body: { name: 'x' } }),
  },
  'usi.status-missing': {
    status: 400,
    says: "missing_field: In SubmissionStatus, field status can't be [null].",
    run: async (api) => api.submit((await draft(api)).id, null),
  },
  'usi.status-locked': {
    status: 400,
    says: "resource_locked: In SubmissionStatus, field status can't be [Submitted].",
    run: async (api) => api.submit((await draft(api)).id),
  },
  'usi.status-invalid': {
    status: 400,
    says: "invalid: In SubmissionStatus, field status can't be [Submitted].",
    run: async (api) => api.submit(await completed(api)),
  },
  'usi.document-locked': {
    status: 400,
    says: new RegExp(`^Error in object 'Sample': codes \\[${LOCKED}Sample`),
    run: async (api) => api.add(await completed(api), sheep('late')),
  },
  'usi.second-project': {
    status: 400,
    says: object('Project', 'already_exists'),
    run: async (api) => {
      const { id } = await api.newSubmission();
      await api.add(id, { alias: 'p1', title: 'One' }, 'projects');
      return api.add(id, { alias: 'p2', title: 'Two' }, 'projects');
    },
  },
  'usi.alias-missing': {
    status: 400,
    says: "missing_field: In Sample, field alias can't be [null].",
    run: async (api) => api.add((await api.newSubmission()).id, { title: 'nameless' }),
  },
  'usi.alias-taken': {
    status: 400,
    says: "already_exists: In Sample, field alias can't be [animal_1].",
    run: async (api) => api.add((await draft(api)).id, sheep('animal_1')),
  },
  'usi.alias-other-type': {
    status: 400,
    says: "invalid: In Project, field dataType can't be [projects].",
    run: async (api) => api.add((await draft(api)).id, { alias: 'animal_1' }, 'projects'),
  },
  'usi.accession-unknown': {
    status: 400,
    says: "unknown_accession: In Sample, field accession can't be [SAMEA1].",
    run: async (api) => api.add((await api.newSubmission()).id, sheep('animal_1', { accession: 'SAMEA1' })),
  },
  'usi.accession-mismatch': {
    status: 400,
    says: "inconsistent_with_previous_records: In Sample, field alias can't be [another].",
    run: async (api) => {
      await completed(api);
      const accession = api.lab.state.usi.samples.list()[0]?.accession;
      return api.add((await api.newSubmission()).id, sheep('another', { accession }));
    },
  },
};

const rules = listSandboxRules().filter(({ service }) => service === 'aap' || service === 'usi');

describe('rules', () => {
  it('are all provoked below', () => {
    expect(Object.keys(PROVOKE).sort()).toEqual(rules.map(({ rule }) => rule.id).sort());
  });

  it.each(rules.map(({ service, rule }) => [rule.id, service, rule] as const))(
    '%s',
    async (id, service, rule) => {
      const provocation = PROVOKE[id];
      if (!provocation) throw new Error(`nothing provokes ${id}`);
      const { status, says, run, options } = provocation;
      const lab = await start(options);
      const api = await usi(lab);
      const reply = await run(api);
      expect(reply.status).toBe(status);
      expect(rule.status).toBe(status);
      expect(lab.journal.requests().at(-1)).toMatchObject({ service, rule: id, crash: null });
      expect(rule.why).toMatch(/\.$/);
      const { body } = reply;
      const said = body?.errors?.[0] ?? body?.message ?? reply.text;
      if (says instanceof RegExp) expect(said).toMatch(says);
      else expect(said).toBe(says);
      if (service === 'aap') {
        expect(body).toEqual({
          timestamp: lab.clock.now(),
          status,
          error: expect.any(String),
          message: said,
          path: expect.stringMatching(/^\/(?!aap)/),
        });
      } else if (body?.errors) {
        expect(body).toEqual({
          type: '/api/docs/submission_api.html#_errors',
          title: expect.any(String),
          status,
          instance: expect.stringMatching(/^uri=\/api\//),
          errors: expect.any(Array),
        });
      }
    },
  );
});

describe('answers to refusals', () => {
  it('hold all complaints about a document', async () => {
    const api = await usi(await start());
    const { id } = await api.newSubmission();
    const reply = await api.add(id, { alias: ' ', accession: 'SAMEA9' });
    expect(reply.body.errors).toEqual([
      "missing_field: In Sample, field alias can't be [ ].",
      "unknown_accession: In Sample, field accession can't be [SAMEA9].",
    ]);
  });

  it('have the words of AAP for tokens, with a date of their own', async () => {
    const lab = await start();
    expect((await ask(`${lab.urls.usi}/api/user/teams`)).body).toEqual({
      timestamp: '2026-01-15 09:00:00.000',
      status: 'UNAUTHORIZED',
      error: 'NO_TOKEN',
      message: 'Token not supplied',
      path: '/api/user/teams',
    });
    const wrong = await ask(`${lab.urls.aap}/my/domains`, { headers: basic('usi-tester', 'x') });
    expect(wrong.body).toMatchObject({ status: 401, error: 'NO_TOKEN', path: '/my/domains' });
  });

  it('differ between a new document and an update when a field has the wrong type', async () => {
    const api = await usi(await start());
    const { id, sample } = await draft(api);
    for (const bad of [
      { taxonId: 'sheep' },
      { releaseDate: '19-06-2018' },
      { attributes: { material: 'organism' } },
      { sampleRelationships: {} },
    ]) {
      expect((await api.add(id, sheep('other', bad))).status, JSON.stringify(bad)).toBe(500);
      const patched = await api.call(`/samples/${sample}`, { method: 'PATCH', body: bad });
      expect([patched.status, patched.body.errors]).toEqual([400, ['Malformed JSON request']]);
    }
    expect((await api.add(id, sheep('text', { taxonId: '9940', unknown: 1 }))).body).toMatchObject({
      taxonId: 9940,
    });
  });
});
