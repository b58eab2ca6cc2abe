import type { Lab, SandboxOptions } from '../../../../src/sandbox/index.ts';
import { type Ask, ask, type Reply, start } from '../support.ts';

export const TEAM = 'subs.test-team-1';

export const basic = (username: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

export function auth(
  lab: Lab,
  login: { username: string; password: string } = lab.credentials.aap,
  query = '',
): Promise<Reply> {
  return ask(`${lab.urls.aap}/auth${query}`, { headers: basic(login.username, login.password) });
}

export async function token(lab: Lab, login?: { username: string; password: string }): Promise<string> {
  const reply = await auth(lab, login);
  if (reply.status !== 200) throw new Error(`login: ${reply.status} ${reply.text}`);
  return reply.text;
}

export const COLLEAGUE = { username: 'usi-colleague', password: 'usi-colleague-password' };

/** A sheep that no validator complains about. */
export const sheep = (alias: string, more: object = {}) => ({
  alias,
  title: `Sheep ${alias}`,
  releaseDate: '2018-06-19',
  taxonId: 9940,
  taxon: 'Ovis aries',
  attributes: {
    material: [{ value: 'organism', terms: [{ url: 'http://purl.obolibrary.org/obo/OBI_0100026' }] }],
  },
  ...more,
});

export const child = (alias: string, ...parents: string[]) =>
  sheep(alias, {
    sampleRelationships: parents.map((parent) => ({ alias: parent, relationshipNature: 'derived from' })),
  });

export type Api = Awaited<ReturnType<typeof usi>>;

/** The calls most tests need, as the manager of the demo's team. */
export async function usi(lab: Lab, login?: { username: string; password: string }) {
  const held = await token(lab, login);
  const call = (path: string, request: Ask = {}) =>
    ask(path.startsWith('http') ? path : `${lab.urls.usi}/api${path}`, { token: held, ...request });
  const aap = (path: string, request: Ask = {}) => ask(`${lab.urls.aap}${path}`, { token: held, ...request });
  const newSubmission = async (body: object = {}, team = TEAM) => {
    const reply = await call(`/teams/${team}/submissions`, { body });
    if (reply.status !== 201) throw new Error(`submission: ${reply.status} ${reply.text}`);
    return reply.body as { id: string; _links: Record<string, { href: string }> };
  };
  const add = (submission: string, sample: object, type = 'samples') =>
    call(`/submissions/${submission}/contents/${type}`, { body: sample });
  return {
    lab,
    token: held,
    call,
    aap,
    newSubmission,
    add,
    /** The id of a new sample. */
    addSheep: async (submission: string, sample: object): Promise<string> => {
      const reply = await add(submission, sample);
      if (reply.status !== 201) throw new Error(`sample: ${reply.status} ${reply.text}`);
      return reply.body._links.self.href.split('/').at(-1);
    },
    result: async (sample: string) => (await call(`/samples/${sample}/validationResult`)).body,
    /** Lets all validation that was started come to its end. */
    validated: () => lab.clock.advance('1s'),
    submit: (submission: string, status: unknown = 'Submitted') =>
      call(`/submissions/${submission}/submissionStatus`, { method: 'PUT', body: { status } }),
    status: async (submission: string): Promise<string> =>
      (await call(`/submissions/${submission}/submissionStatus`)).body.status,
  };
}

export async function lab(options: SandboxOptions = {}): Promise<Api> {
  return usi(await start(options));
}

/** A submission with one good sample, submitted and processed. */
export async function completed(api: Api, sample: object = sheep('animal_1')): Promise<string> {
  const { id } = await api.newSubmission();
  await api.add(id, sample);
  api.validated();
  const reply = await api.submit(id);
  if (reply.status !== 200) throw new Error(`submit: ${reply.status} ${reply.text}`);
  api.lab.clock.advance('2s');
  return id;
}
