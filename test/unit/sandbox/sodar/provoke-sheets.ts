import { zipSync } from 'fflate';
import { sheetFiles, sheetZip } from './isatab.ts';
import { type Accept, type Api, type Ask, type Provocation, type Provoke, parts } from './support.ts';

/** Imports into a new project what `make` makes of a good sheet. */
const importing =
  (make: () => FormData): Provoke =>
  async (api) =>
    api.call('POST', `/samplesheets/api/import/${await api.project()}`, { accept: 'sheets11', body: make() });
const zipped = (files: Record<string, string>) => () =>
  parts({ 'x.zip': sheetZip(files) }, 'application/zip');
const changed = (file: string, from: string | RegExp, to: string) => {
  const files = sheetFiles();
  return zipped({ ...files, [file]: (files[file] ?? '').replace(from, to) });
};
const without = (file: string) => {
  const { [file]: _left, ...files } = sheetFiles();
  return zipped(files);
};
/** Needs an active zone of the same project that holds the lock and moves for ever. */
async function locked(api: Api, project: string, assay: string, lab: Parameters<Provoke>[1]): Promise<void> {
  const { sodar_uuid: zone } = await api.activeZone(project, assay);
  lab.lifecycle.set('sodar.landingZone', { reach: 'MOVING', after: 'immediate' });
  await api.submit('move', zone);
}

/** A file in the sample data, put there as files get there. */
export async function withFile(api: Api, lab: Parameters<Provoke>[1]) {
  const place = await api.repository();
  const zone = await api.activeZone(place.project, place.assay);
  await api.dav('MKCOL', `${zone.irods_path}/run`);
  await api.dav('PUT', `${zone.irods_path}/run/reads.txt`, 'ACGT');
  await api.dav('PUT', `${zone.irods_path}/run/reads.txt.md5`, 'f1f8f4bf413b16ad135722aa4591043e');
  await api.submit('move', zone.sodar_uuid);
  lab.clock.advance('2s');
  const assayPath = `${place.root}/study_${place.study}/assay_${place.assay}`;
  return { ...place, assayPath, file: `${assayPath}/run/reads.txt`, folder: `${assayPath}/run` };
}

const ticket = (api: Api, project: string, json: object, ask: Ask = {}) =>
  api.call('POST', `/samplesheets/api/irods/ticket/create/${project}`, {
    accept: 'sheets11',
    json: { allowed_hosts: [], ...json },
    ...ask,
  });
const request = (api: Api, project: string, path: string) =>
  api.call('POST', `/samplesheets/api/irods/request/create/${project}`, {
    accept: 'sheets11',
    json: { path },
  });
const decide = (api: Api, action: string, uuid: string, accept: Accept = 'sheets11') =>
  api.call('POST', `/samplesheets/api/irods/request/${action}/${uuid}`, { accept });

/** How to meet the refusals of sheets, files, tickets and requests. */
export const PROVOKE_SHEETS: Record<string, Provocation> = {
  'sheet.none': async (api) =>
    api.call('GET', `/samplesheets/api/investigation/retrieve/${await api.project()}`, {
      accept: 'sheets11',
    }),
  'sheet.none-old': async (api) =>
    api.call('GET', `/samplesheets/api/investigation/retrieve/${await api.project()}`, {
      accept: 'oldSodar',
    }),
  'export.none': async (api) =>
    api.call('GET', `/samplesheets/api/export/json/${await api.project()}`, { accept: 'sheets11' }),
  'import.no-files': async (api) =>
    api.call('POST', `/samplesheets/api/import/${await api.project()}`, { accept: 'sheets11' }),
  'import.not-zip': importing(() => parts({ 'x.zip': sheetZip() }, 'application/octet-stream')),
  'import.broken-zip': importing(() => parts({ 'x.zip': 'no archive' }, 'application/zip')),
  'import.zip-without-investigation': importing(without('i_valley.txt')),
  'import.zip-two-investigations': importing(zipped({ ...sheetFiles(), 'i_two.txt': 'x' })),
  'import.part-type': importing(() => parts(sheetFiles(), 'application/octet-stream')),
  'import.no-investigation': importing(() => {
    const { 'i_valley.txt': _left, ...files } = sheetFiles();
    return parts(files);
  }),
  'import.encoding': importing(() =>
    parts({ 'x.zip': Buffer.from(zipSync({ 'i_x.txt': new Uint8Array([0x61, 0xff]) })) }, 'application/zip'),
  ),
  'import.investigation': importing(changed('i_valley.txt', 'Study Title', 'Study Name')),
  'import.study-ids': importing(() => {
    const files = sheetFiles();
    const text = files['i_valley.txt'] ?? '';
    return zipped({ ...files, 'i_valley.txt': text + text.slice(text.indexOf('STUDY\n')) })();
  }),
  'import.study-id-empty': importing(
    changed('i_valley.txt', 'Study Identifier\taltitude', 'Study Identifier\t'),
  ),
  'import.study-missing': importing(without('s_altitude.txt')),
  'import.assay-missing': importing(without('a_alpine.txt')),
  'import.table': importing(changed('a_alpine.txt', 'Library Name', 'Library of Babel')),
  'import.empty-table': importing(zipped(sheetFiles({ rows: [] }))),
  'import.critical': importing(changed('a_alpine.txt', 'library construction', 'black magic')),
  'import.incompatible': async (api) => {
    const { project } = await api.repository();
    return api.importSheet(project, sheetZip(sheetFiles({ assays: ['other'] })));
  },
  'import.sync': async (api) => {
    const project = await api.project();
    const json = { plugin_name: 'samplesheets', setting_name: 'sheet_sync_enable', value: true };
    await api.call('POST', `/project/api/settings/set/${project}`, { accept: 'core11', json });
    return api.importSheet(project);
  },
  'collections.no-sheet': async (api) => api.collections(await api.project()),
  'collections.exist': async (api) => api.collections((await api.repository()).project),
  'files.no-collections': async (api) =>
    api.call('GET', `/samplesheets/api/file/list/${await api.project()}`, { accept: 'sheets11' }),
  'files.paging': async (api) =>
    api.call('GET', `/samplesheets/api/file/list/${(await api.repository()).project}?page=1`, {
      accept: 'sheets10',
    }),
  'files.checksum': (api) =>
    api.call('GET', '/samplesheets/api/file/exists?checksum=zzz', { accept: 'sheets11' }),
  'ticket.assay': async (api) => ticket(api, await api.project(), { path: '/sodarZone/home' }),
  'ticket.project': async (api, lab) => {
    const { folder } = await withFile(api, lab);
    return ticket(api, await api.project('Other'), { path: folder });
  },
  'ticket.assay-root': async (api, lab) => {
    const { project, assayPath } = await withFile(api, lab);
    return ticket(api, project, { path: assayPath });
  },
  'ticket.no-path': async (api, lab) => {
    const { project, assayPath } = await withFile(api, lab);
    return ticket(api, project, { path: `${assayPath}/nothing` });
  },
  'ticket.no-collection': async (api, lab) => {
    const { project, file } = await withFile(api, lab);
    return ticket(api, project, { path: file }, { accept: 'oldSodar' });
  },
  'ticket.taken': async (api, lab) => {
    const { project, folder } = await withFile(api, lab);
    await ticket(api, project, { path: folder });
    return ticket(api, project, { path: `${folder}/` });
  },
  'ticket.past': async (api, lab) => {
    const { project, folder } = await withFile(api, lab);
    return ticket(api, project, { path: folder, date_expires: '2001-01-01T00:00:00Z' });
  },
  'ticket.hosts-version': async (api, lab) => {
    const { project, folder } = await withFile(api, lab);
    return ticket(api, project, { path: folder }, { accept: 'sheets10' });
  },
  'ticket.nothing': async (api, lab) => {
    const { project, folder } = await withFile(api, lab);
    const { sodar_uuid: uuid } = (await ticket(api, project, { path: folder })).body;
    return api.call('PATCH', `/samplesheets/api/irods/ticket/update/${uuid}`, {
      accept: 'sheets11',
      json: { colour: 'red' },
    });
  },
  'request.path': async (api) => request(api, await api.project(), '/sodarZone/x'),
  'request.no-path': async (api, lab) => {
    const { project, assayPath } = await withFile(api, lab);
    return request(api, project, `${assayPath}/nothing`);
  },
  'request.taken': async (api, lab) => {
    const { project, file } = await withFile(api, lab);
    await request(api, project, file);
    return request(api, project, file);
  },
  'request.accepted': async (api, lab) => {
    const { project, file } = await withFile(api, lab);
    const { sodar_uuid: uuid } = (await request(api, project, file)).body;
    await decide(api, 'accept', uuid);
    return decide(api, 'accept', uuid);
  },
  'request.locked': async (api, lab) => {
    const { project, assay, file } = await withFile(api, lab);
    const { sodar_uuid: uuid } = (await request(api, project, file)).body;
    await locked(api, project, assay, lab);
    return decide(api, 'accept', uuid);
  },
  'request.locked-old': async (api, lab) => {
    const { project, assay, file } = await withFile(api, lab);
    const { sodar_uuid: uuid } = (await request(api, project, file)).body;
    await locked(api, project, assay, lab);
    return decide(api, 'accept', uuid, 'oldSodar');
  },
};
