import type { Context } from '../../service.ts';
import { Irods } from './irods.ts';
import type { Micros, Project, Sheet, TimelineEvent, User } from './model.ts';
import { Store, type StoreState } from './store.ts';

/** The schemes of checksums, with what each means for the files of a site. */
export const SCHEMES = {
  MD5: { suffix: '.md5', digits: 32 },
  SHA256: { suffix: '.sha256', digits: 64 },
} as const;

export interface EventDetails {
  project: Project | null;
  app: string;
  user: User | null;
  name: string;
  description: string;
  classified?: boolean;
  /** The first stage; `OK` by default. */
  status?: string;
  objects?: { label: string; name: string; model: string; uuid: string }[];
}

/** One SODAR site: its records, its clock, its names. */
export class Site {
  readonly store = new Store();
  readonly irods = new Irods(this.store);

  constructor(readonly context: Context) {}

  /** Different at each call, so that records can be put in order by it. */
  now(): Micros {
    return Math.floor(this.context.clock.now()) * 1000 + (this.context.ids.next('sodar.micros') % 1000);
  }

  uuid(): string {
    const bytes = this.context.ids.bytes('sodar.uuid');
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  }

  get scheme(): keyof typeof SCHEMES {
    return this.context.settings['sodar.hashScheme'];
  }

  get pageSize(): number {
    return Number(this.context.settings['sodar.pageSize']);
  }

  userNamed(username: string): User | undefined {
    return this.store.users.all().find((user) => user.username === username);
  }

  /** The category above, the one above that, … */
  parents(project: Project): Project[] {
    const out: Project[] = [];
    let next = project.parent;
    while (next !== null) {
      const parent = this.store.projects.get(next);
      if (!parent) break;
      out.push(parent);
      next = parent.parent;
    }
    return out;
  }

  children(project: Project): Project[] {
    return this.store.projects
      .where((child) => child.parent === project.uuid)
      .sort((a, b) => compareText(this.fullTitle(a), this.fullTitle(b)));
  }

  fullTitle(project: Project): string {
    return [project, ...this.parents(project)]
      .map(({ title }) => title)
      .reverse()
      .join(' / ');
  }

  /** A sheet, a study and an assay by the assay's UUID. */
  assay(uuid: string) {
    for (const sheet of this.store.sheets.all()) {
      for (const study of sheet.studies) {
        const assay = study.assays.find((one) => one.uuid === uuid);
        if (assay) return { sheet, study, assay };
      }
    }
    return undefined;
  }

  sheetOf(project: Project): Sheet | undefined {
    return this.store.sheets.get(project.uuid);
  }

  projectPath(project: string): string {
    return `/sodarZone/projects/${project.slice(0, 2)}/${project}`;
  }

  sampleData(project: string): string {
    return `${this.projectPath(project)}/sample_data`;
  }

  assayPath(project: string, study: string, assay: string): string {
    return `${this.sampleData(project)}/study_${study}/assay_${assay}`;
  }

  /** A setting's own value; undefined: it was never set. */
  setting(plugin: string, name: string, project: string | null, user: string | null): unknown {
    const key = [plugin, name, project ?? '', user ?? ''].join('/');
    return this.store.settings.get(key)?.value;
  }

  record(details: EventDetails): TimelineEvent {
    const { project, app, user, name, description, classified = false, status = 'OK' } = details;
    const event: TimelineEvent = {
      uuid: this.uuid(),
      project: project?.uuid ?? null,
      app,
      user: user?.uuid ?? null,
      name,
      description,
      classified,
      changes: [],
      objects: (details.objects ?? []).map(({ uuid, ...rest }) => ({
        uuid: this.uuid(),
        object: uuid,
        ...rest,
      })),
    };
    this.mark(event, 'INIT');
    this.mark(event, status);
    return this.store.events.put(event);
  }

  mark(event: TimelineEvent, type: string, description = ''): void {
    event.changes.push({ uuid: this.uuid(), time: this.now(), type, description });
  }

  snapshot(): StoreState {
    return this.store.state();
  }

  restore(state: StoreState): void {
    this.store.restore(state);
  }
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
