import type { SodarProject } from 'accession';
import type { Lab } from 'accession/sandbox';
import { sheetFiles } from '../unit/sandbox/sodar/isatab.ts';
import { chaos, type Scenario, type Stage } from './harness.ts';

const files = Object.entries(sheetFiles()).map(([name, content]) => ({ name, content }));
const parentOf = (lab: Lab): string => lab.credentials.sodar.categoryUuid;
const colleagueOf = (lab: Lab): string => lab.credentials.sodar.otherUserUuid;
const titles = (lab: Lab): string[] =>
  lab.state.sodar.projects
    .list()
    .filter(({ type }) => type === 'PROJECT')
    .map(({ title }) => title);
const make = ({ lab, repos }: Stage, title = 'p'): Promise<SodarProject> =>
  repos.sodar.projects.create({
    title,
    type: 'PROJECT',
    parent: parentOf(lab),
    public_access: 'project guest',
  });

/** A token that was given cannot be renewed: once the server has ended it, nothing helps. */
const alsoFails = { 'expired token': ['unauthenticated'] } as const;

const SCENARIOS: Scenario[] = [
  {
    name: 'create a project, then get it',
    alsoFails,
    prepare: async ({ lab }) => ({
      async run({ sodar: { projects } }, ledger) {
        const made = await ledger.write('a', () =>
          projects.create({ title: 'a', type: 'PROJECT', parent: parentOf(lab), description: 'x' }),
        );
        if (made) await ledger.read(() => projects.get(made));
      },
      stored: () => titles(lab),
    }),
  },
  {
    name: 'create for somebody else',
    alsoFails,
    prepare: async ({ lab }) => ({
      async run({ sodar: { projects } }, ledger) {
        await ledger.write('a', () =>
          projects.create({ title: 'a', type: 'PROJECT', parent: parentOf(lab), owner: colleagueOf(lab) }),
        );
      },
      stored: () => titles(lab),
    }),
  },
  {
    name: 'list and tree',
    alsoFails,
    async prepare(stage) {
      const names = ['a', 'b', 'c', 'd', 'e'];
      for (const name of names) await make(stage, name);
      return {
        async run({ sodar: { projects } }, ledger) {
          await ledger.list(names, async () => (await projects.list().all()).map(({ title }) => title));
          await ledger.list(names, async () =>
            (await projects.tree()).flatMap(({ children }) => children.map(({ project }) => project.title)),
          );
        },
        stored: () => titles(stage.lab),
      };
    },
  },
  {
    name: 'patch, and public access stays',
    // The word of tomorrow goes back as it came, to a sandbox that does not know it either.
    alsoFails: { ...alsoFails, 'unknown enum': ['invalid'] },
    async prepare(stage) {
      const project = await make(stage);
      const { lab } = stage;
      return {
        async run({ sodar: { projects } }, ledger) {
          await ledger.write('described', () => projects.patch(project, { description: 'x' }));
        },
        *stored() {
          const now = lab.state.sodar.projects.get(project.sodar_uuid);
          if (now?.description === 'x') yield 'described';
          if (now?.publicAccess === null) yield* ['closed', 'closed'];
        },
      };
    },
  },
  {
    name: 'delete',
    alsoFails,
    async prepare(stage) {
      const project = await make(stage);
      return {
        async run({ sodar: { projects } }, ledger) {
          await ledger.write('gone', () => projects.delete(project));
        },
        stored: () => (titles(stage.lab).includes('p') ? [] : ['gone']),
      };
    },
  },
  {
    name: 'roles',
    alsoFails,
    async prepare(stage) {
      const project = await make(stage);
      const { lab } = stage;
      const member = () => lab.state.sodar.projects.get(project.sodar_uuid)?.members.colleague;
      return {
        async run({ sodar: { roles } }, ledger) {
          const role = await ledger.write('guest', () =>
            roles.create(project, { role: 'project guest', user: colleagueOf(lab) }),
          );
          if (!role) return;
          const raised = await ledger.write('contributor', () => roles.update(role, 'project contributor'));
          if (!raised) return;
          ledger.claims.delete('guest');
        },
        *stored() {
          const role = member();
          if (role === 'project guest') yield 'guest';
          if (role === 'project contributor') yield* ['guest', 'contributor'];
        },
      };
    },
  },
  {
    name: 'hand over',
    alsoFails,
    async prepare(stage) {
      const project = await make(stage);
      const { lab, repos } = stage;
      await repos.sodar.roles.create(project, { role: 'project guest', user: colleagueOf(lab) });
      const owner = () => lab.state.sodar.projects.get(project.sodar_uuid)?.members.colleague;
      return {
        async run({ sodar: { roles } }, ledger) {
          await ledger.write('owner', () =>
            roles.transferOwnership(project, { new_owner: 'colleague', old_owner_role: 'project owner' }),
          );
        },
        stored: () => (owner() === 'project owner' ? ['owner'] : []),
      };
    },
  },
  {
    name: 'import',
    alsoFails,
    async prepare(stage) {
      const project = await make(stage);
      return {
        async run({ sodar: { sampleSheets } }, ledger) {
          await ledger.write('sheet', () => sampleSheets.import(project, files, { reconcileForMs: 5_000 }));
        },
        stored: () => (stage.lab.state.sodar.sheets.get(project.sodar_uuid) ? ['sheet'] : []),
      };
    },
  },
  {
    name: 'edit',
    alsoFails,
    async prepare(stage) {
      const project = await make(stage);
      await stage.repos.sodar.sampleSheets.import(project, files);
      const study = () =>
        stage.lab.state.sodar.sheets.get(project.sodar_uuid)?.isa.studies['s_altitude.txt']?.tsv ?? '';
      return {
        async run({ sodar: { sampleSheets } }, ledger) {
          await ledger.write('goat-2', () =>
            sampleSheets.edit(
              project,
              (tables) => {
                tables.study().set(0, 'Source Name', 'goat-2');
              },
              { reconcileForMs: 5_000 },
            ),
          );
        },
        stored: () => (study().includes('goat-2') ? ['goat-2'] : []),
      };
    },
  },
  {
    name: 'settings, accounts and what happened',
    alsoFails,
    async prepare(stage) {
      const project = await make(stage);
      const height = { plugin_name: 'samplesheets', setting_name: 'sheet_table_height' };
      return {
        async run({ sodar }, ledger) {
          await ledger.read(() => sodar.settings.update({ ...height, value: 600 }));
          await ledger.read(() => sodar.settings.get(height));
          await ledger.read(() => sodar.users.current());
          await ledger.list(['project_create'], async () =>
            (await sodar.timeline.list(project).all()).map(({ event_name }) => event_name),
          );
        },
        stored: () => [],
      };
    },
  },
];

chaos('sodar', SCENARIOS, { seed: 'demo', settings: { 'sodar.pageSize': '2' } });
