import type { Answer } from '../../answer.ts';
import { demand } from './access.ts';
import type { DataObject } from './model.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { SCHEMES, type Site } from './site.ts';
import { iso, minutes } from './times.ts';

/** Files of the sample data repository. */
export function fileRoutes(): SodarRoute[] {
  const path = '/samplesheets/api/file';
  return [
    {
      operation: 'sodar.irods.fileExists',
      method: 'GET',
      path: `${path}/exists`,
      api: 'samplesheets',
      alone: true,
      handle: exists,
    },
    {
      operation: 'sodar.irods.files',
      method: 'GET',
      path: `${path}/list/:project`,
      api: 'samplesheets',
      alone: true,
      handle: list,
    },
  ];
}

/** Looks in the sample data of all projects, whoever asks. */
function exists(request: SodarRequest): Answer {
  const { site } = request;
  const checksum = request.call.query.get('checksum');
  const { digits } = SCHEMES[site.scheme];
  if (checksum === null || !new RegExp(`^[0-9a-f]{${digits}}$`, 'i').test(checksum)) {
    throw refuse('files.checksum', { scheme: site.scheme, value: checksum ?? 'None' });
  }
  const wanted = checksum.toLowerCase();
  const found = site.store.objects
    .all()
    .some((object) => object.path.includes('/sample_data/') && hexOf(site, object) === wanted);
  return request.detail(found ? 'File exists' : 'File does not exist', { status: found });
}

export function hexOf(site: Site, { file }: DataObject): string {
  return site.scheme === 'MD5' ? file.md5 : file.sha256;
}

/** As iRODS keeps it: MD5 in hex, SHA256 in base64. */
export function checksumOf(site: Site, object: DataObject): string {
  if (site.scheme === 'MD5') return object.file.md5;
  return `sha2:${Buffer.from(object.file.sha256, 'hex').toString('base64')}`;
}

export function isChecksumFile(path: string): boolean {
  return Object.values(SCHEMES).some(({ suffix }) => path.toLowerCase().endsWith(suffix));
}

export function renderObject(request: SodarRequest, object: DataObject, withChecksum: boolean): object {
  const { path, file, modified, summed } = object;
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    type: 'obj',
    path,
    size: file.size,
    modify_time: request.legacy ? minutes(modified) : iso(modified),
    ...(withChecksum ? { checksum: summed ? checksumOf(request.site, object) : null } : {}),
  };
}

function list(request: SodarRequest): Answer {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project guest');
  const root = site.sampleData(project.uuid);
  if (!site.sheetOf(project)?.collections) throw refuse('files.no-collections');
  if (!request.legacy && !request.since('1.1') && request.call.query.has('page'))
    throw refuse('files.paging');
  const objects = site.irods.objectsBelow(root).filter(({ path }) => !isChecksumFile(path));
  const render = (object: DataObject) => renderObject(request, object, request.since('1.1'));
  if (request.legacy) return request.json({ irods_data: objects.map(render) });
  return request.list(objects, render, 'path');
}
