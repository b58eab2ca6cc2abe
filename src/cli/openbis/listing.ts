import type { CallOptions, OpenBis, OpenBisFile, OpenBisPropertyValue } from '../../index.ts';
import { crc32Of } from '../../index.ts';
import type { Found } from './find.ts';

/** One line of `ls`. */
export type Listed = Found | { entity: 'file'; record: OpenBisFile };

export interface ListingOptions {
  /** Also objects that lie in a space or project itself; all of its objects are read for that. */
  direct: boolean;
  /** Folder of a dataset. */
  below: string;
}

/** What lies in a record, or at the root. */
export async function* contentOf(
  openbis: OpenBis,
  place: Found | undefined,
  { direct, below }: ListingOptions,
  call: CallOptions,
): AsyncGenerator<Listed> {
  const { spaces, projects, collections, objects, datasets } = openbis;
  switch (place?.entity) {
    case undefined:
      for await (const record of spaces.list({ sort: 'code' }, call)) yield { entity: 'space', record };
      return;
    case 'space': {
      const space = place.record;
      for await (const record of projects.list({ space, sort: 'code' }, call))
        yield { entity: 'project', record };
      if (!direct) return;
      for await (const record of objects.list({ space }, call))
        if (!record.project && !record.experiment) yield { entity: 'object', record };
      return;
    }
    case 'project': {
      const project = place.record;
      for await (const record of collections.list({ project, sort: 'code' }, call))
        yield { entity: 'collection', record };
      if (!direct) return;
      for await (const record of objects.list({ project }, call))
        if (!record.experiment) yield { entity: 'object', record };
      return;
    }
    case 'collection': {
      const collection = place.record;
      for await (const record of objects.list({ collection }, call)) yield { entity: 'object', record };
      // Those of its objects are listed with them.
      for await (const record of datasets.list({ collection }, call))
        if (!record.sample) yield { entity: 'dataset', record };
      return;
    }
    case 'object':
      for await (const record of datasets.list({ object: place.record }, call))
        yield { entity: 'dataset', record };
      return;
    case 'dataset':
      for (const record of await datasets.files(place.record, call))
        if (!record.directory && isBelow(record.path, below)) yield { entity: 'file', record };
  }
}

const isBelow = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

export const RECORD_COLUMNS = ['entity', 'identifier', 'permId', 'type', 'name', 'registered'] as const;
export const FILE_COLUMNS = ['entity', 'path', 'bytes', 'crc32'] as const;

/** The cells of a line, by {@link RECORD_COLUMNS} or {@link FILE_COLUMNS}. */
export function cellsOf({ entity, record }: Listed): string[] {
  if (entity === 'file') {
    const { path, fileLength } = record;
    return [entity, path, String(fileLength ?? ''), crc32Of(record) ?? ''];
  }
  const { permId, code, registrationDate } = record;
  const { identifier, type, properties } = record as {
    identifier?: string;
    type?: { code: string } | null;
    properties?: { [code: string]: OpenBisPropertyValue } | null;
  };
  const path = identifier ?? (entity === 'space' ? `/${code}` : permId);
  const name = properties?.$NAME ?? properties?.NAME ?? '';
  const day = typeof registrationDate === 'number' ? new Date(registrationDate).toISOString() : '';
  return [entity, path, permId, type?.code ?? '', String(name), day.slice(0, 10)];
}
