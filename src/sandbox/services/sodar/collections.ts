import type { Answer } from '../../answer.ts';
import { demandChange } from './access.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { isLocked } from './zone-flow.ts';

/** The collections of a sheet in iRODS: made once, at once. */
export function collectionRoutes(): SodarRoute[] {
  return [
    {
      operation: 'sodar.irods.createCollections',
      method: 'POST',
      path: '/samplesheets/api/irods/collections/create/:project',
      api: 'samplesheets',
      alone: true,
      handle: create,
    },
  ];
}

function create(request: SodarRequest): Answer {
  const { site, user } = request;
  const project = request.project();
  demandChange(site, project, user, 'project contributor');
  const sheet = site.sheetOf(project);
  if (!sheet) throw refuse('collections.no-sheet');
  if (sheet.collections) throw refuse('collections.exist');
  if (isLocked(site, project.uuid))
    throw refuse(request.legacy ? 'collections.locked-old' : 'collections.locked');
  for (const study of sheet.studies) {
    for (const assay of study.assays) {
      site.irods.makeCollection(site.assayPath(project.uuid, study.uuid, assay.uuid));
    }
  }
  site.irods.makeCollection(site.sampleData(project.uuid));
  site.store.sheets.put({ ...sheet, collections: true });
  request.call.commit();
  site.record({
    project,
    app: 'samplesheets',
    user,
    name: 'sheet_colls_create',
    description: 'create irods collection structure for {investigation}',
    objects: [{ label: 'investigation', name: sheet.title, model: 'Investigation', uuid: sheet.uuid }],
  });
  return request.detail('iRODS collections created', { path: site.sampleData(project.uuid) });
}
