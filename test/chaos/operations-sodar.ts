import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sodar } from 'accession';
import { begin, type Operation, type ServiceOperations } from './operations-shared.ts';
import { zoneOperations } from './operations-sodar-zones.ts';

export const UUID = '5c1e3f60-8b7a-4d29-9e14-2f6b0a7c8d31';
const OTHER = '9d2a4b71-3c5e-4f80-8a16-7e0d1c2b3f42';

/** A folder for one file, which is thrown away. */
async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'accession-sodar-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const projects = ({ projects, roles }: Sodar): Record<string, Operation> => {
  const make = (word: string) => ({ title: word, type: 'PROJECT' as const, parent: OTHER });
  return {
    'projects.list': (_, options) => begin(projects.list({}, options)),
    'projects.tree': (_, options) => projects.tree({ ...options, deadlineMs: 1_000 }),
    'projects.get': (_, options) => projects.get(UUID, options),
    'projects.create': (word, options) => projects.create({ ...make(word), owner: UUID }, options),
    'projects.update': (word, options) =>
      projects.update({ ...make(word), sodar_uuid: UUID, public_access: null }, options),
    'projects.patch': (word, options) => projects.patch(UUID, { description: word }, options),
    'projects.delete': (_, options) => projects.delete(UUID, options),
    'roles.create': (word, options) => roles.create(UUID, { role: word, user: OTHER }, options),
    'roles.update': (word, options) => roles.update(UUID, word, options),
    'roles.delete': (_, options) => roles.delete(UUID, options),
    'roles.transferOwnership': (word, options) =>
      roles.transferOwnership(UUID, { new_owner: word, old_owner_role: 'project guest' }, options),
  };
};

const people = ({ invites, settings, users, timeline, tokens }: Sodar): Record<string, Operation> => {
  const setting = { plugin_name: 'samplesheets', setting_name: 'allow_editing' };
  return {
    'invites.list': (_, options) => begin(invites.list(UUID, {}, options)),
    'invites.get': (_, options) => invites.get(UUID, options),
    'invites.create': (word, options) =>
      invites.create(UUID, { email: 'a@example.org', role: 'project guest', message: word }, options),
    'invites.revoke': (_, options) => invites.revoke(UUID, options),
    'invites.resend': (_, options) => invites.resend(UUID, options),
    'settings.get': (word, options) => settings.get({ ...setting, setting_name: word }, options),
    'settings.update': (word, options) =>
      settings.update({ ...setting, project: UUID, value: word }, options),
    'users.list': (_, options) => begin(users.list({}, options)),
    'users.get': (_, options) => users.get(UUID, options),
    'users.current': (_, options) => users.current(options),
    'timeline.list': (_, options) => begin(timeline.list(UUID, {}, options)),
    'timeline.listSite': (_, options) => begin(timeline.listSite({}, options)),
    'timeline.get': (_, options) => timeline.get(UUID, options),
    'tokens.login': (word, options) => tokens.login({ username: 'ada', password: word }, options),
    'tokens.create': (word, options) => tokens.create({ username: 'ada', password: word }, options),
    'tokens.logout': (_, options) => tokens.logout(options),
    'tokens.logoutAll': (_, options) => tokens.logoutAll(options),
  };
};

const sheets = ({ sampleSheets }: Sodar): Record<string, Operation> => {
  const files = (word: string) => ['i_a.txt', 's_a.txt'].map((name) => ({ name, content: word }));
  return {
    'sampleSheets.check': (word) => sampleSheets.check(files(word)),
    'sampleSheets.import': (word, options) =>
      sampleSheets.import(UUID, files(word), { ...options, reconcileForMs: 0 }),
    'sampleSheets.investigation': (_, options) => sampleSheets.investigation(UUID, options),
    'sampleSheets.exportJson': (_, options) => sampleSheets.exportJson(UUID, options),
    'sampleSheets.exportZip': (_, options) =>
      withFolder((folder) =>
        sampleSheets.exportZip(UUID, { ...options, destination: join(folder, 'a.zip') }),
      ),
    'sampleSheets.exportFolder': (_, options) =>
      withFolder((folder) => sampleSheets.exportFolder(UUID, { ...options, destination: folder })),
    'sampleSheets.edit': (word, options) =>
      sampleSheets.edit(
        UUID,
        (tables) => {
          tables.study().set(0, 0, word);
        },
        { ...options, reconcileForMs: 0 },
      ),
  };
};

export const sodar: ServiceOperations = {
  service: 'sodar',
  simplest: 'projects.get',
  open(options) {
    const client = new Sodar({
      url: 'http://repository.test',
      webdavUrl: options.url ?? 'http://repository.test',
      username: 'ada',
      password: 'of-no-interest',
      ...options,
    });
    return {
      client,
      close: () => client.close(),
      operations: {
        releases: (_, options) => client.releases(options),
        ...projects(client),
        ...people(client),
        ...sheets(client),
        ...zoneOperations(client),
      },
    };
  },
};
