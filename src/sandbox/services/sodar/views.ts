import type { IsaText, RoleName, ZoneStatus } from './model.ts';
import type { Site } from './site.ts';
import { iso } from './times.ts';

/** A stored project or category. */
export interface SandboxProject {
  uuid: string;
  title: string;
  fullTitle: string;
  type: 'PROJECT' | 'CATEGORY';
  /** UUID of the category above. */
  parent: string | null;
  description: string | null;
  publicAccess: 'project guest' | 'project viewer' | null;
  /** Its own members, by user name. */
  members: Record<string, RoleName>;
}

/** The stored sample sheet of a project. */
export interface SandboxSheet {
  uuid: string;
  project: string;
  title: string;
  /** Whether its collections exist in iRODS. */
  collections: boolean;
  studies: { uuid: string; identifier: string; assays: { uuid: string; fileName: string }[] }[];
  isa: IsaText;
}

/** A stored landing zone. Looking at it here is not a look that its lifecycle counts. */
export interface SandboxLandingZone {
  uuid: string;
  project: string;
  /** User name. */
  user: string;
  assay: string;
  title: string;
  status: ZoneStatus;
  statusInfo: string;
  /** Where its files are. */
  collection: string;
}

/** A file in iRODS. */
export interface SandboxDataObject {
  path: string;
  size: number;
  md5: string;
  sha256: string;
  /** When it was written or moved. */
  modified: string;
}

/** Read-only views of a SODAR site. */
export interface SodarStateView {
  projects: { list(): SandboxProject[]; get(uuid: string): SandboxProject | undefined };
  sheets: { get(project: string): SandboxSheet | undefined };
  landingZones: {
    list(project?: string): SandboxLandingZone[];
    get(uuid: string): SandboxLandingZone | undefined;
  };
  files: {
    /** All files below a path, checksum files too. */
    list(path?: string): SandboxDataObject[];
    get(path: string): SandboxDataObject | undefined;
    collections(path?: string): string[];
  };
  dataRequests: {
    list(): { uuid: string; path: string; status: 'ACTIVE' | 'ACCEPTED' | 'REJECTED' | 'FAILED' }[];
  };
  accessTickets: {
    list(): { uuid: string; path: string; label: string | null; allowedHosts: string[] }[];
  };
}

export function sodarViews(site: Site): SodarStateView {
  const { store } = site;
  const projects = () =>
    store.projects.all().map((project) => {
      const { uuid, title, type, parent, description, publicAccess } = project;
      const members = store.roles
        .where((role) => role.project === uuid)
        .map((role) => [store.users.get(role.user)?.username ?? '', role.role] as const);
      const fullTitle = site.fullTitle(project);
      return {
        uuid,
        title,
        fullTitle,
        type,
        parent,
        description,
        publicAccess,
        members: Object.fromEntries(members),
      };
    });
  const zones = () =>
    store.zones.all().map(({ uuid, project, user, assay, title, status, info, collection }) => ({
      uuid,
      project,
      user: store.users.get(user)?.username ?? '',
      assay,
      title,
      status,
      statusInfo: info,
      collection,
    }));
  const files = () =>
    store.objects.all().map(({ path, file, modified }) => ({
      path,
      size: file.size,
      md5: file.md5,
      sha256: file.sha256,
      modified: iso(modified),
    }));
  const below = (path: string) => (item: string) => path === '' || item.startsWith(`${path}/`);
  return {
    projects: { list: projects, get: (uuid) => projects().find((project) => project.uuid === uuid) },
    sheets: {
      get(project) {
        const sheet = store.sheets.get(project);
        if (!sheet) return undefined;
        const { uuid, title, collections, studies, isa } = structuredClone(sheet);
        return {
          uuid,
          project,
          title,
          collections,
          studies: studies.map((study) => ({
            uuid: study.uuid,
            identifier: study.identifier,
            assays: study.assays.map((assay) => ({ uuid: assay.uuid, fileName: assay.fileName })),
          })),
          isa,
        };
      },
    },
    landingZones: {
      list: (project) => zones().filter((zone) => project === undefined || zone.project === project),
      get: (uuid) => zones().find((zone) => zone.uuid === uuid),
    },
    files: {
      list: (path = '') => files().filter((file) => below(path)(file.path)),
      get: (path) => files().find((file) => file.path === path),
      collections: (path = '') => store.collections.all().filter(below(path)),
    },
    dataRequests: {
      list: () => store.requests.all().map(({ uuid, path, status }) => ({ uuid, path, status })),
    },
    accessTickets: {
      list: () =>
        store.tickets.all().map(({ uuid, path, label, allowedHosts }) => ({
          uuid,
          path,
          label,
          allowedHosts: [...allowedHosts],
        })),
    },
  };
}
