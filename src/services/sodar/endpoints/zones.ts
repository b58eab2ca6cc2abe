import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { lazy } from '../../../core/schema.ts';
import type { SodarFile } from '../irods-types.ts';
import { pageSchema } from '../schemas/common.ts';
import { file, projectIn } from '../schemas/irods.ts';
import * as schema from '../schemas/zones.ts';
import type { SodarRef } from '../types.ts';
import type {
  SodarLandingZone,
  SodarLandingZoneInput,
  SodarLandingZoneQuery,
  SodarLandingZoneUpdate,
  SodarZoneFilesQuery,
  SodarZoneSettings,
} from '../zone-types.ts';
import { byPage, DOCS, pageOf, pastTheEnd, type SodarPage, since } from './shared.ts';

const zonePage = lazy(() => pageSchema(schema.zone()));
const filePage = lazy(() => pageSchema(file()));
const common = { doc: DOCS.landingzones, auth: 'required', speaks: 'landingzones' } as const;

export const listLandingZones = pagedEndpoint<
  { project: SodarRef } & SodarLandingZoneQuery,
  SodarLandingZone,
  SodarPage<SodarLandingZone>
>()({
  ...common,
  name: 'sodar.landingZones.list',
  method: 'GET',
  path: ({ project }) => path`/landingzones/api/list/${project}`,
  effect: 'read',
  input: schema.zonesIn,
  // Any other word than a digit, `true` included, is more than the server can take.
  query: ({ finished, ...query }, dialect) => ({
    ...(finished && { finished: 1 }),
    ...pageOf(query, dialect),
  }),
  output: zonePage,
  otherwise: pastTheEnd,
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getLandingZone = endpoint<{ zone: SodarRef }, SodarLandingZone>()({
  ...common,
  name: 'sodar.landingZones.get',
  method: 'GET',
  path: ({ zone }) => path`/landingzones/api/retrieve/${zone}`,
  effect: 'read',
  input: schema.zoneIn,
  output: schema.zone,
});

export const createLandingZone = endpoint<{ project: SodarRef } & SodarLandingZoneInput, SodarLandingZone>()({
  ...common,
  name: 'sodar.landingZones.create',
  method: 'POST',
  path: ({ project }) => path`/landingzones/api/create/${project}`,
  effect: 'create',
  input: schema.zoneCreateIn,
  body: ({ project: _, ...fields }) => jsonBody(fields),
  output: schema.zone,
  hint: (status) =>
    status === 403 || status === 503
      ? 'A zone can be made when the project has sheets, irods.createCollections was called, and you are a contributor or more.'
      : undefined,
});

export const updateLandingZone = endpoint<{ zone: SodarRef } & SodarLandingZoneUpdate, SodarLandingZone>()({
  ...common,
  name: 'sodar.landingZones.update',
  method: 'PATCH',
  path: ({ zone }) => path`/landingzones/api/update/${zone}`,
  effect: 'replace',
  input: schema.zoneUpdateIn,
  body: ({ zone: _, ...fields }) => jsonBody(fields),
  output: schema.zone,
  warn: () => [
    {
      path: 'zone',
      message:
        'SODAR gives a zone a new title and path with every update, and makes it yours, without moving its files: update it before there are files in it, or not at all',
    },
  ],
  hint: (status) =>
    status === 403 ? 'Only an owner or delegate of the project may update a zone.' : undefined,
});

const submit = (verb: 'validate' | 'move' | 'delete', to: (zone: string) => ReturnType<typeof path>) =>
  endpoint<{ zone: SodarRef }, { detail: string; sodar_uuid: string }>()({
    ...common,
    name: `sodar.landingZones.${verb}`,
    method: 'POST',
    path: ({ zone }) => to(zone),
    effect: 'transition',
    input: schema.zoneIn,
    output: schema.submitted,
  });

export const validateLandingZone = submit(
  'validate',
  (zone) => path`/landingzones/api/submit/validate/${zone}`,
);
export const moveLandingZone = submit('move', (zone) => path`/landingzones/api/submit/move/${zone}`);
export const deleteLandingZone = submit('delete', (zone) => path`/landingzones/api/submit/delete/${zone}`);

export const listZoneFiles = pagedEndpoint<
  { zone: SodarRef } & SodarZoneFilesQuery,
  SodarFile,
  SodarPage<SodarFile>
>()({
  ...common,
  name: 'sodar.landingZones.files',
  method: 'GET',
  path: ({ zone }) => path`/landingzones/api/file/list/${zone}`,
  effect: 'read',
  input: schema.zoneFilesIn,
  query: ({ include_colls, include_checksum, ...query }, dialect) => ({
    ...(include_colls && { include_colls: 1 }),
    ...(include_checksum && { include_checksum: 1 }),
    ...pageOf(query, dialect),
  }),
  output: filePage,
  otherwise: pastTheEnd,
  hint: since('1.2'),
  paging: byPage(({ path: place }) => place),
});

export const getZoneSettings = endpoint<
  { project: SodarRef },
  SodarZoneSettings,
  { settings: SodarZoneSettings }
>()({
  ...common,
  name: 'sodar.landingZones.settings',
  method: 'GET',
  path: ({ project }) => path`/landingzones/api/settings/retrieve/${project}`,
  effect: 'read',
  input: projectIn,
  output: schema.zoneSettings,
  hint: since('1.2'),
  result: ({ settings }) => settings,
});
