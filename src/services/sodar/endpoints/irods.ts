import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { SodarCollections, SodarFile, SodarIrodsEnvironment, SodarLockStatus } from '../irods-types.ts';
import { noInput } from '../schemas/common.ts';
import * as schema from '../schemas/irods.ts';
import type { SodarRef } from '../types.ts';
import { byPage, DOCS, pageOf, pastTheEnd, type SodarPage, type SodarPageQuery, since } from './shared.ts';

export const createCollections = endpoint<{ project: SodarRef }, SodarCollections>()({
  name: 'sodar.irods.createCollections',
  doc: DOCS.samplesheets,
  method: 'POST',
  path: ({ project }) => path`/samplesheets/api/irods/collections/create/${project}`,
  effect: 'create',
  auth: 'required',
  speaks: 'samplesheets',
  input: schema.projectIn,
  output: schema.collections,
});

/** A page; before 1.0 the whole list in a wrapper of its own. */
type FilePage = SodarPage<SodarFile> | { irods_data: readonly SodarFile[] };
const files = byPage<SodarFile>(({ path: place }) => place);
const bare = (wire: FilePage): SodarPage<SodarFile> => ('irods_data' in wire ? wire.irods_data : wire);

export const listFiles = pagedEndpoint<{ project: SodarRef } & SodarPageQuery, SodarFile, FilePage>()({
  name: 'sodar.irods.files',
  doc: DOCS.samplesheets,
  method: 'GET',
  path: ({ project }) => path`/samplesheets/api/file/list/${project}`,
  effect: 'read',
  auth: 'required',
  speaks: 'samplesheets',
  input: schema.projectPagesIn,
  query: (query, dialect) => pageOf(query, dialect, '1.1'),
  output: schema.filePage,
  otherwise: pastTheEnd,
  hint: (status) =>
    status === 404
      ? 'Files have a place when the project has sheets and irods.createCollections was called.'
      : undefined,
  paging: {
    ...files,
    items: (wire) => files.items(bare(wire)),
    next: (wire, query) => files.next(bare(wire), query),
    numbered: (wire, query) => files.numbered(bare(wire), query),
  },
});

export const fileExists = endpoint<{ checksum: string }, boolean, { status: boolean }>()({
  name: 'sodar.irods.fileExists',
  doc: DOCS.samplesheets,
  method: 'GET',
  path: () => path`/samplesheets/api/file/exists`,
  query: ({ checksum }) => ({ checksum }),
  effect: 'read',
  auth: 'required',
  speaks: 'samplesheets',
  input: schema.checksumIn,
  output: schema.exists,
  hint: (status) =>
    status === 400 ? 'The site uses the other kind of checksum: irods.environment says which.' : undefined,
  result: ({ status }) => status,
});

export const getEnvironment = endpoint<
  undefined,
  SodarIrodsEnvironment,
  { irods_environment: SodarIrodsEnvironment }
>()({
  name: 'sodar.irods.environment',
  doc: DOCS.irodsinfo,
  method: 'GET',
  path: () => path`/irods/api/environment`,
  effect: 'read',
  auth: 'required',
  speaks: 'irodsinfo',
  input: noInput,
  output: schema.environment,
  hint: since('0.14'),
  result: ({ irods_environment }) => irods_environment,
});

export const getLockStatus = endpoint<{ project: SodarRef }, SodarLockStatus>()({
  name: 'sodar.irods.lockStatus',
  doc: DOCS.taskflowbackend,
  method: 'GET',
  path: ({ project }) => path`/taskflowbackend/api/lock/status/${project}`,
  effect: 'read',
  auth: 'required',
  speaks: 'taskflowbackend',
  input: schema.projectIn,
  output: schema.lockStatus,
  hint: since('1.1'),
});
