import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type NewUsiSample, NotFound } from 'accession';
import { range, type Scenario, type Unit } from './scenario.ts';

const TEAM = 'subs.test-team-1';
const SAMPLES = 10;

const orElse =
  <T>(make: () => Promise<T>) =>
  (error: unknown): Promise<T> => {
    if (error instanceof NotFound) return make();
    throw error;
  };

const submissionName = (n: number): string => `soak submission ${n}`;
const aliasOf = (n: number, i: number): string => `soak ${n} animal ${i}`;
const submissionLine = (name: string, status: string): string => `submission ${name}, ${status}`;
const sampleLine = (submission: string, alias: string, accessioned: boolean): string =>
  `sample ${alias} in ${submission}, ${accessioned ? 'with' : 'without'} an accession`;

/** All but the first refer to the first. */
const samplesOf = (n: number): NewUsiSample[] =>
  range(SAMPLES).map((i) => ({
    alias: aliasOf(n, i),
    title: `animal ${i}`,
    releaseDate: '2020-01-01',
    taxonId: 9940,
    taxon: 'Ovis aries',
    attributes: { material: [{ value: 'organism' }] },
    ...(i > 0 && { sampleRelationships: [{ alias: aliasOf(n, 0), relationshipNature: 'child of' }] }),
  }));

/** A submission is begun, filled, validated, handed in and waited for. */
export const usi: Scenario = {
  share: 0.17,
  requestsPerUnit: 85,
  async carryOut({ usi: { submissions, samples, submissionStatuses } }, unit) {
    const submission = await begun(unit);
    const { status } = await submissionStatuses.get(submission);
    if (status === 'Draft') {
      const options = { journal: unit.file('journal.ndjson'), concurrency: unit.concurrency };
      await samples.createMany(submission, samplesOf(unit.n), options).done({ orThrow: true });
      await submissions.waitUntil(submission, 'Validated');
      const { withErrors } = await submissions.errors(submission);
      if (withErrors > 0) throw new Error(`${withErrors} samples have errors`);
      await submissions.finalize(submission);
    }
    await submissions.waitUntil(submission);
    const { missing } = await submissions.accessions(submission);
    if (missing.length > 0) throw new Error(`${missing.length} samples have no accession`);

    /** By its id once that is known; before, by its name, if it may have been begun. */
    async function begun({ n, file }: Unit): Promise<string> {
      const [note, mark] = [file('submission'), file('begun')];
      if (existsSync(note)) return readFileSync(note, 'utf8');
      const name = submissionName(n);
      const wasBegun = existsSync(mark);
      writeFileSync(mark, '');
      const make = () => submissions.create(TEAM, { name });
      const found = wasBegun ? submissions.getByName(name) : undefined;
      const made = found ? await found.catch(orElse(make)) : await make();
      writeFileSync(note, made.id ?? '');
      return made.id ?? '';
    }
  },
  expected: (n) => [
    submissionLine(submissionName(n), 'Completed'),
    ...range(SAMPLES).map((i) => sampleLine(submissionName(n), aliasOf(n, i), true)),
  ],
  stored({ state }) {
    const names = new Map(state.usi.submissions.list().map(({ id, name = '' }) => [id, name]));
    return [
      ...state.usi.submissions.list().map(({ name = '', status }) => submissionLine(name, status)),
      ...state.usi.samples
        .list()
        .map(({ submission, alias, accession }) =>
          sampleLine(names.get(submission) ?? '', alias, accession !== undefined),
        ),
    ];
  },
  references: ({ state }) => new Map(state.usi.samples.list().map(({ id, alias }) => [id, alias])),
};

/** What has to be there before. */
export const AAP_SEED = {
  users: [{ username: 'usi-soaker', password: 'soaked-to-the-skin' }],
  domains: [{ name: TEAM, managers: ['usi-soaker'], profile: { 'centre name': 'Sandbox Institute' } }],
};
