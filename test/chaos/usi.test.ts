import type { Lab } from 'accession/sandbox';
import { chaos, type Scenario, type Stage } from './harness.ts';
import { aliasesOf, draftWith, flock, TEAM, wholeRoad } from './usi-samples.ts';

const WAIT = { pollMs: 200, timeoutMs: 60_000 };
const MEMBER = 'usi-colleague';
const GROUP = 'self.chaos';

const samples = (lab: Lab): string[] => lab.state.usi.samples.list().map(({ alias }) => alias);
const submissions = (lab: Lab): string[] => lab.state.usi.submissions.list().map(({ name = '' }) => name);
const teams = (lab: Lab): string[] =>
  lab.state.aap.domains
    .list()
    .filter(({ domainName }) => domainName.startsWith('subs.') && domainName !== TEAM)
    .map(() => 'team');

const groups = (lab: Lab) => lab.state.aap.domains.list().filter(({ domainName }) => domainName === GROUP);

/** Validators and archives that answer at once: what is tested is the road, not the waiting. */
function quick({ lab }: Stage): void {
  lab.lifecycle.set('usi.validation', { after: 'immediate' });
  lab.lifecycle.set('usi.submission', { reach: 'Completed', after: 'immediate' });
}

/** Work on the first of three samples in a Draft. */
const onOneSample = (
  name: string,
  work: Parameters<typeof writing>[1],
  isDone: (state: { title: unknown } | undefined) => boolean,
): Scenario => ({
  name,
  async prepare(stage) {
    quick(stage);
    const { lab, repos } = stage;
    const draft = await draftWith(repos, flock(3));
    const sample = lab.state.usi.samples.list(draft.id).find(({ alias }) => alias === 's2');
    return {
      run: writing('done', work, sample?.id),
      stored: () => {
        const found = lab.state.usi.samples.list().find(({ alias }) => alias === 's2');
        return isDone(found && { title: found.body.title }) ? ['done'] : [];
      },
    };
  },
});

type Usi = Stage['repos']['usi'];
type Run = Awaited<ReturnType<Scenario['prepare']>>['run'];
const writing =
  (key: string, work: (usi: Usi, id: string) => Promise<unknown>, id = ''): Run =>
  async ({ usi }, ledger) => {
    await ledger.write(key, () => work(usi, id));
  };

const SCENARIOS: Scenario[] = [
  {
    name: 'a new submission',
    prepare: async ({ lab }) => ({
      async run({ usi }, ledger) {
        const made = await ledger.write('chaos', () => usi.submissions.create(TEAM, { name: 'chaos' }));
        if (made) await ledger.read(() => usi.submissions.reload(made));
      },
      stored: () => submissions(lab),
    }),
  },
  {
    name: 'one sample that refers to another',
    async prepare({ lab, repos }) {
      const draft = await draftWith(repos, flock(1));
      return {
        async run({ usi }, ledger) {
          const [, child] = flock(2);
          if (child) await ledger.write('s1', () => usi.samples.create(draft.id ?? '', child));
        },
        stored: () => samples(lab),
      };
    },
  },
  {
    name: 'the project of a submission',
    async prepare({ repos }) {
      const draft = await draftWith(repos);
      let found: string[] = [];
      return {
        run: writing('project', (usi) => usi.projects.create(draft, { alias: 'project', title: 'Sheep' })),
        async look() {
          found = (await repos.usi.projects.list(draft).all()).map(({ alias = '' }) => alias);
        },
        stored: () => found,
      };
    },
  },
  onOneSample(
    'a sample changed',
    (usi, id) => usi.samples.patch(id, { title: 'changed' }),
    (sample) => sample?.title === 'changed',
  ),
  onOneSample(
    'a sample replaced',
    (usi, id) => usi.samples.update(id, { alias: 's2', title: 'changed' }),
    (sample) => sample?.title === 'changed',
  ),
  onOneSample(
    'a sample taken out',
    (usi, id) => usi.samples.delete(id),
    (sample) => sample === undefined,
  ),
  {
    name: 'createMany with a journal',
    async prepare({ lab, repos, journal }) {
      const draft = await draftWith(repos);
      return {
        run: ({ usi }, ledger) =>
          ledger.bulk(usi.samples.createMany(draft, flock(4), { journal, concurrency: 2 }), true),
        stored: () => samples(lab),
        complete: aliasesOf(flock(4)),
      };
    },
  },
  {
    name: 'createMany without a journal',
    async prepare({ lab, repos }) {
      const draft = await draftWith(repos);
      return {
        run: ({ usi }, ledger) =>
          ledger.bulk(usi.samples.createMany(draft, flock(4), { concurrency: 2 }), false),
        stored: () => samples(lab),
      };
    },
  },
  {
    name: 'a Draft resumed',
    // A status that nobody has heard of is not Draft.
    alsoFails: { 'unknown enum': ['conflict'] },
    async prepare({ lab, repos }) {
      const draft = await draftWith(repos, flock(2));
      return {
        async run({ usi }, ledger) {
          const run = await ledger.read(() => usi.submissions.resume(draft, flock(4), { concurrency: 2 }));
          if (run) await ledger.bulk(run, false);
          for (const alias of ['s0', 's1']) ledger.claim(alias, 'stored');
        },
        stored: () => samples(lab),
      };
    },
  },
  {
    name: 'samples listed by page',
    async prepare(stage) {
      quick(stage);
      const draft = await draftWith(stage.repos, flock(5));
      return {
        run: ({ usi }, ledger) =>
          ledger.list(aliasesOf(flock(5)), async () =>
            (await usi.samples.list(draft, { size: 2 }).all()).map(({ alias = '' }) => alias),
          ),
        stored: () => samples(stage.lab),
      };
    },
  },
  {
    name: 'status, errors, accessions',
    async prepare(stage) {
      quick(stage);
      const draft = await draftWith(stage.repos, flock(3));
      return {
        async run({ usi }, ledger) {
          await ledger.list(aliasesOf(flock(3)), async () =>
            Object.keys((await usi.submissions.status(draft)).byAlias),
          );
          await ledger.read(() => usi.submissions.errors(draft));
          await ledger.read(() => usi.submissions.accessions(draft));
        },
        stored: () => samples(stage.lab),
      };
    },
  },
  {
    name: 'handed in, and waited for',
    lastingFails: ['wait-timeout'],
    alsoFails: { 'unknown enum': ['rejected', 'wait-failed', 'wait-timeout'] },
    async prepare(stage) {
      quick(stage);
      const { lab, repos } = stage;
      const draft = await draftWith(repos, flock(2));
      return {
        async run({ usi }, ledger) {
          await ledger.read(() => usi.submissions.waitUntil(draft, 'Validated', WAIT));
          const status = await ledger.write('handed in', () => usi.submissions.finalize(draft));
          if (status) await ledger.read(() => usi.submissions.waitUntil(draft, 'Completed', WAIT));
        },
        stored: () =>
          lab.state.usi.submissions
            .list()
            .filter((one) => one.status !== 'Draft')
            .map(() => 'handed in'),
      };
    },
  },
  {
    name: 'the whole road, gone on with the next day',
    lastingFails: ['wait-timeout', 'wait-failed'],
    // A status that nobody has heard of is not Draft; what follows then does not fit.
    alsoFails: { 'unknown enum': ['wait-failed', 'wait-timeout', 'rejected'] },
    async prepare(stage) {
      quick(stage);
      const { lab, journal } = stage;
      return {
        async run(repos, ledger) {
          await ledger.read(() => wholeRoad(repos, journal, WAIT));
        },
        stored: () => samples(lab),
        complete: aliasesOf(flock(4)),
      };
    },
  },
  {
    name: 'a new account, and a new team',
    prepare: async ({ lab }) => ({
      async run({ usi }, ledger) {
        await ledger.write('account', () =>
          usi.aap.users.create({
            username: 'new-user',
            password: 'a-password-of-nobody',
            email: 'new@example.org',
            name: 'New User',
          }),
        );
        await ledger.write('team', () => usi.teams.create({ centreName: 'An Institute' }));
        await ledger.read(() => usi.teams.list().all());
      },
      stored: () => [
        ...teams(lab),
        ...lab.state.aap.users.list().flatMap(({ userName }) => (userName === 'new-user' ? ['account'] : [])),
      ],
    }),
  },
  {
    name: 'a group with a profile',
    prepare: async ({ lab }) => ({
      async run({ usi: { aap } }, ledger) {
        const domain = await ledger.write('group', () =>
          aap.domains.create({ domainName: GROUP, domainDesc: 'of this test' }),
        );
        if (domain)
          await ledger.write('profile', () => aap.profiles.create(domain, { 'centre name': 'An Institute' }));
      },
      stored: () => groups(lab).flatMap(({ profile }) => ['group', ...(profile ? ['profile'] : [])]),
    }),
  },
  {
    name: 'somebody made a member of a group',
    async prepare({ lab, repos: { usi } }) {
      const domain = await usi.aap.domains.create({ domainName: GROUP, domainDesc: 'of this test' });
      const { userReference = '' } = await usi.aap.users.get(MEMBER);
      return {
        run: writing('member', ({ aap }) => aap.domains.addUser(domain, userReference)),
        stored: () => groups(lab).flatMap(({ users }) => (users.includes(MEMBER) ? ['member'] : [])),
      };
    },
  },
  {
    name: 'somebody taken out of a group',
    async prepare({ lab, repos: { usi } }) {
      const domain = await usi.aap.domains.create({ domainName: GROUP, domainDesc: 'of this test' });
      const { userReference = '' } = await usi.aap.users.get(MEMBER);
      await usi.aap.domains.addUser(domain, userReference);
      return {
        run: writing('out', ({ aap }) => aap.domains.removeUser(domain, userReference)),
        stored: () => groups(lab).flatMap(({ users }) => (users.includes(MEMBER) ? [] : ['out'])),
      };
    },
  },
];

chaos('usi', SCENARIOS, { seed: 'demo' });
