import type { Lab } from '../../../../src/sandbox/index.ts';
import { type Ask, ask, type Reply } from '../support.ts';

export const V2 = '/ena/submit/webin-v2';
export const REPORT = '/ena/submit/report';
export const DROP_BOX = '/ena/submit/drop-box';

export const basic = (username: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

/** Calls with the login of an account. */
export function ena(lab: Lab, who: 'webin' | 'webinBroker' = 'webin') {
  const account = lab.credentials[who];
  if (!account) throw new Error(`the seed has no ${who}`);
  const headers = basic(account.username, account.password);
  const call = (path: string, request: Ask = {}): Promise<Reply> =>
    ask(`${lab.url}${path}`, {
      accept: 'application/json',
      ...request,
      headers: { ...headers, ...request.headers },
    });
  const drop = async (parts: Record<string, string>, query = ''): Promise<Reply> => {
    const form = new FormData();
    for (const [name, text] of Object.entries(parts)) {
      if (text.startsWith('<')) form.append(name, new Blob([text]), `${name.toLowerCase()}.xml`);
      else form.append(name, text);
    }
    const response = await fetch(`${lab.url}${DROP_BOX}/submit/${query}`, {
      method: 'POST',
      headers,
      body: form,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: undefined };
  };
  return {
    call,
    drop,
    submit: (document: unknown, request: Ask = {}) => call(`${V2}/submit`, { body: document, ...request }),
    report: async (path: string) => (await call(`${REPORT}/${path}`)).body,
    rows: async (path: string) =>
      (await call(`${REPORT}/${path}`)).body.map((item: { report: object }) => item.report),
  };
}

export const actions = (...types: (string | object)[]) =>
  types.map((type) => (typeof type === 'string' ? { type } : type));
let counter = 0;
/** A submission with an alias of its own. */
export const submission = (...types: (string | object)[]) => ({
  alias: `sub-${++counter}`,
  actions: actions(...types),
});

export const project = (alias: string, more: object = {}) => ({
  alias,
  title: `A study of what ${alias} is good for`,
  description: `Sequences of ${alias}, made up for a test of this sandbox.`,
  sequencingProject: {},
  ...more,
});
export const sample = (alias: string, more: object = {}) => ({
  alias,
  title: alias,
  organism: { taxonId: 9606 },
  attributes: [
    { tag: 'collection date', value: '2024-02-03' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
  ...more,
});
export const experiment = (alias: string, study: object, sample: object, more: object = {}) => ({
  alias,
  title: alias,
  study,
  samples: [sample],
  designDescription: '',
  libraryDescriptor: {
    libraryName: 'lib',
    libraryStrategy: 'WGS',
    librarySource: 'GENOMIC',
    librarySelection: 'RANDOM',
    libraryLayout: 'PAIRED',
  },
  instrumentModel: 'Illumina MiSeq',
  ...more,
});
export const run = (alias: string, experiment: object, files: object[], more: object = {}) => ({
  alias,
  experiment,
  files,
  ...more,
});
export const fastq = (fileName: string, checksum = '0'.repeat(32)) => ({
  fileName,
  fileType: 'fastq',
  checksumMethod: 'MD5',
  checksum,
});

/** Whatever of an object type a receipt lists first. */
export const first = (reply: Reply, plural: string) => reply.body[plural][0];
