import { sheetFiles } from './isatab.ts';
import { withFile } from './provoke-sheets.ts';
import { type Api, type Ask, basic, NOBODY, type Provocation } from './support.ts';

const create = (api: Api, project: string, assay: string, ask: Ask = {}) =>
  api.call('POST', `/landingzones/api/create/${project}`, { accept: 'zones10', json: { assay }, ...ask });

/** An active zone, with where it is. */
async function active(api: Api, more: object = {}) {
  const place = await api.repository();
  const zone = await api.activeZone(place.project, place.assay, more);
  return { ...place, zone: zone.sodar_uuid as string, path: zone.irods_path as string };
}

/** Two idle zones, the first of which then moves and never ends. */
async function moving(api: Api, lab: Parameters<Extract<Provocation, (...args: never[]) => unknown>>[1]) {
  const { project, assay, zone } = await active(api);
  const { sodar_uuid: other } = await api.activeZone(project, assay, { title: 'other' });
  lab.lifecycle.set('sodar.landingZone', { reach: 'MOVING', after: 'immediate' });
  await api.submit('move', zone);
  return { project, assay, zone, other };
}

/** How to meet the refusals of landing zones and of the WebDAV area. */
export const PROVOKE_ZONES: Record<string, Provocation> = {
  'zone.assay': async (api) => create(api, (await api.repository()).project, 'xyz'),
  'zone.other-project': async (api) => {
    const { assay } = await api.repository();
    const { project } = await api.repository('Second', sheetFiles({ study: 'second' }));
    return create(api, project, assay);
  },
  'zone.no-sheet': async (api) => create(api, await api.project(), NOBODY, { as: 'admin' }),
  'zone.no-collections': async (api) => {
    const project = await api.project();
    await api.importSheet(project);
    return create(api, project, await onlyAssay(api, project), { as: 'admin' });
  },
  'zone.no-collections-old': async (api) => {
    const project = await api.project();
    await api.importSheet(project);
    return create(api, project, await onlyAssay(api, project), { accept: 'oldSodar' });
  },
  'zone.update-fields': async (api) => {
    const { zone } = await active(api);
    return api.call('PATCH', `/landingzones/api/update/${zone}`, { accept: 'zones10', json: { title: 'x' } });
  },
  'zone.status': async (api) => {
    const { project, assay } = await api.repository();
    return api.submit('move', (await api.zone(project, assay)).sodar_uuid);
  },
  'zone.limit': async (api) => {
    const { zone } = await active(api);
    await api.submit('validate', zone);
    return api.submit('validate', zone);
  },
  'zone.locked': {
    options: { settings: { 'sodar.locking': 'in-process' } },
    run: async (api, lab) => api.submit('move', (await moving(api, lab)).other),
  },
  'collections.locked': async (api, lab) => {
    const { project } = await moving(api, lab);
    await forgetCollections(lab, project);
    return api.collections(project);
  },
  'collections.locked-old': async (api, lab) => {
    const { project } = await moving(api, lab);
    await forgetCollections(lab, project);
    return api.collections(project, { accept: 'oldSodar' });
  },
  'lock.category': (api, lab) =>
    api.call('GET', `/taskflowbackend/api/lock/status/${lab.credentials.sodar.categoryUuid}`, {
      accept: 'lock',
    }),
  'dav.login': (api) => api.dav('PROPFIND', '/', undefined, basic('researcher', 'wrong')),
  'dav.forbidden': async (api) => {
    const { root } = await api.repository();
    return api.dav('PUT', `${root}/x.txt`, 'x');
  },
  'dav.unknown': async (api, lab) => api.dav('GET', `${(await withFile(api, lab)).folder}/nothing`),
  'dav.exists': async (api) => {
    const { path } = await active(api);
    await api.dav('MKCOL', `${path}/a`);
    return api.dav('MKCOL', `${path}/a`);
  },
  'dav.collection': async (api) => {
    const { path } = await active(api);
    await api.dav('MKCOL', `${path}/a`);
    return api.dav('PUT', `${path}/a`, 'x');
  },
  'dav.method': (api) => api.dav('LOCK', '/sodarZone'),
  'dav.parent': async (api) => api.dav('PUT', `${(await active(api)).path}/a/b.txt`, 'x'),
  'dav.range': async (api, lab) => {
    const { file } = await withFile(api, lab);
    return api.dav('GET', file, undefined, { ...basic('researcher', 'sandbox-password'), range: 'bytes=9-' });
  },
};

async function onlyAssay(api: Api, project: string): Promise<string> {
  const [study] = Object.values((await api.investigation(project)).studies) as { assays: object }[];
  return Object.keys(study?.assays ?? {})[0] ?? '';
}

/** A state that no caller reaches: the project is locked, and its collections do not exist. */
async function forgetCollections(
  lab: { snapshot(): unknown; restore(snapshot: never): void },
  project: string,
) {
  const snapshot = lab.snapshot() as {
    services: { sodar: { sheets: { project: string; collections: boolean }[] } };
  };
  for (const sheet of snapshot.services.sodar.sheets)
    if (sheet.project === project) sheet.collections = false;
  lab.restore(snapshot as never);
}
