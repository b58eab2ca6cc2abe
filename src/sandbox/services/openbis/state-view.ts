import type { OpenBis } from './instance.ts';
import type { DataSetRow, ExperimentRow, SampleRow } from './model.ts';

/** A stored object (sample). */
export interface SandboxOpenBisObject {
  permId: string;
  identifier: string;
  code: string;
  type: string;
  /** Identifier of its collection. */
  collection: string | null;
  properties: Record<string, string | string[]>;
  /** Identifiers. */
  parents: string[];
  tags: string[];
  registrationDate: number;
  modificationDate: number;
}

/** A stored collection (experiment). */
export interface SandboxOpenBisCollection {
  permId: string;
  identifier: string;
  type: string;
  properties: Record<string, string | string[]>;
}

/** A stored data set. */
export interface SandboxOpenBisDataset {
  permId: string;
  type: string;
  kind: 'PHYSICAL' | 'CONTAINER' | 'LINK';
  /** Identifiers of its owners. */
  object: string | null;
  collection: string | null;
  properties: Record<string, string | string[]>;
  /** Folders are left out. `crc32` is unsigned. */
  files: { path: string; size: number; crc32: number }[];
}

/** Read-only views of an openBIS; what lies in the trash is not shown. */
export interface OpenBisStateView {
  spaces(): string[];
  /** Identifiers. */
  projects(): string[];
  collections: { get(id: string): SandboxOpenBisCollection | undefined; list(): SandboxOpenBisCollection[] };
  /** By permId or identifier. */
  objects: {
    get(id: string): SandboxOpenBisObject | undefined;
    list(): SandboxOpenBisObject[];
    count(): number;
  };
  datasets: { get(permId: string): SandboxOpenBisDataset | undefined; list(): SandboxOpenBisDataset[] };
  /** Deletions that were neither confirmed nor reverted. */
  trash(): { id: string; reason: string }[];
}

const bare = (type: string): string => type.replace(/^[A-Z_]+:/, '');
const copied = (properties: SampleRow['properties']): Record<string, string | string[]> =>
  structuredClone(properties) as Record<string, string | string[]>;

export function openbisView({ store }: OpenBis): OpenBisStateView {
  const { tables } = store;
  const collection = (row: ExperimentRow): SandboxOpenBisCollection => ({
    permId: row.id,
    identifier: store.experimentIdentifier(row.id),
    type: bare(row.type),
    properties: copied(row.properties),
  });
  const nameOf = (id: string): string => {
    const row = tables.sample.get(id);
    return row ? store.sampleIdentifier(row) : id;
  };
  const object = (row: SampleRow): SandboxOpenBisObject => ({
    permId: row.id,
    identifier: store.sampleIdentifier(row),
    code: row.code,
    type: bare(row.type),
    collection: row.experiment === null ? null : store.experimentIdentifier(row.experiment),
    properties: copied(row.properties),
    parents: row.parents.filter((id) => tables.sample.get(id)).map(nameOf),
    tags: [...row.tags],
    registrationDate: row.registrationDate,
    modificationDate: row.modificationDate,
  });
  const dataset = (row: DataSetRow): SandboxOpenBisDataset => ({
    permId: row.id,
    type: bare(row.type),
    kind: row.kind,
    object: row.sample === null ? null : nameOf(row.sample),
    collection: row.experiment === null ? null : store.experimentIdentifier(row.experiment),
    properties: copied(row.properties),
    files: row.files
      .filter((file) => !file.directory)
      .map(({ path, size, crc32 }) => ({ path, size, crc32 })),
  });
  const collections = () => tables.experiment.all().map(collection);
  const objects = () => tables.sample.all().map(object);
  const datasets = () => tables.dataSet.all().map(dataset);
  return {
    spaces: () => tables.space.all().map(({ code }) => code),
    projects: () => tables.project.all().map(({ id }) => store.projectIdentifier(id)),
    collections: {
      get: (id) => collections().find((item) => item.permId === id || item.identifier === id),
      list: collections,
    },
    objects: {
      get: (id) => objects().find((item) => item.permId === id || item.identifier === id),
      list: objects,
      count: () => tables.sample.all().length,
    },
    datasets: { get: (id) => datasets().find(({ permId }) => permId === id), list: datasets },
    trash: () => tables.deletion.all().map(({ id, reason }) => ({ id, reason })),
  };
}
