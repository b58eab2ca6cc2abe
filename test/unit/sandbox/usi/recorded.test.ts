import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWhen } from '../../../support/skip-loudly.ts';
import { type Api, lab, sheep, TEAM } from './support.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'usi') : '';

/** `._links.self.href:string` for every key of every object; entries of an array share their keys. */
function keys(value: unknown, at = '', out = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) keys(item, `${at}[]`, out);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      out.add(`${at}.${name}:${Array.isArray(item) ? 'array' : typeof item}`);
      keys(item, `${at}.${name}`, out);
    }
  }
  return out;
}

interface Case {
  /** Asks for what was recorded. */
  ask(api: Api, ids: { submission: string; sample: string }): Promise<unknown>;
  /** What the recording has and the sandbox has not. */
  without?: RegExp;
}

const get = async (api: Api, path: string) => (await api.call(path)).body;

/** How to get the answer that each file is one of. */
const CASES: Readonly<Record<string, Case>> = {
  root: { ask: (api) => get(api, '/') },
  userTeams: { ask: (api) => get(api, '/user/teams') },
  team: { ask: async (api) => (await get(api, '/user/teams'))._embedded.teams[0] },
  newSubmission: { ask: (api, { submission }) => get(api, `/submissions/${submission}`) },
  userSubmissionsPage1: { ask: (api) => get(api, '/user/submissions?size=1') },
  contents: {
    ask: (api, { submission }) => get(api, `/submissions/${submission}/contents`),
    // Data types and spreadsheets that the sandbox does not take.
    without: /^\._links\.(assay|assays|assayData|studies|samplesSheets|sheetUpload)\b/,
  },
  sample1: {
    ask: (api, { sample }) => get(api, `/samples/${sample}`),
    // The last releases write no empty lists.
    without: /^\.(sampleRelationships|attributes\.project)/,
  },
  submissionStatus1: {
    ask: (api, { submission }) => get(api, `/submissions/${submission}/submissionStatus`),
  },
  validation1: { ask: (api, { sample }) => api.result(sample) },
  validationResults: {
    ask: (api, { submission }) =>
      get(api, `/validationResults/search/by-submission?submissionId=${submission}`),
  },
  availableSubmissionStatuses: {
    ask: (api, { submission }) => get(api, `/submissions/${submission}/availableSubmissionStatuses`),
  },
  myDomain: { ask: async (api) => (await api.aap('/my/domains')).body },
  domainUsers: {
    ask: async (api) => {
      const reference = api.lab.state.aap.domains.get(TEAM)?.domainReference;
      return (await api.aap(`/domains/${reference}/users`)).body;
    },
  },
};

describeWhen(
  root !== undefined,
  'the recorded answers of USI and AAP',
  'RECORDED_PAYLOADS is not set',
)('recorded answers', () => {
  it.each(Object.entries(CASES))(
    '%s has no key that the sandbox does not give',
    async (name, { ask, without }) => {
      const api = await lab({ settings: { 'usi.generation': '2018' } });
      const made = await api.call(`/teams/${TEAM}/submissions`, { body: {} });
      const submission = made.headers.get('location')?.split('/').at(-1) ?? '';
      await api.call(`/teams/${TEAM}/submissions`, { body: {} });
      const sample = await api.addSheep(submission, sheep('animal_1'));
      api.validated();
      const recorded = keys(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
      const here = keys(await ask(api, { submission, sample }));
      expect(recorded.size).toBeGreaterThan(0);
      expect([...recorded].filter((key) => !here.has(key) && !without?.test(key))).toEqual([]);
    },
  );
});
