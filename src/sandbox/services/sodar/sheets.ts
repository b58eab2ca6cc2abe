import { zipSync } from 'fflate';
import type { Answer } from '../../answer.ts';
import { demand, demandChange } from './access.ts';
import { type Imported, importSheet } from './isatab/import.ts';
import { baseName, readUpload } from './isatab/upload.ts';
import type { Project, Sheet, Study } from './model.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { spaced } from './times.ts';

const API = 'samplesheets' as const;

/** Sample sheets: in, out, and what is in them. */
export function sheetRoutes(): SodarRoute[] {
  const path = '/samplesheets/api';
  return [
    {
      operation: 'sodar.sampleSheets.investigation',
      method: 'GET',
      path: `${path}/investigation/retrieve/:project`,
      api: API,
      handle: investigation,
    },
    {
      operation: 'sodar.sampleSheets.import',
      method: 'POST',
      path: `${path}/import/:project`,
      api: API,
      alone: true,
      handle: upload,
    },
    {
      operation: 'sodar.sampleSheets.exportJson',
      method: 'GET',
      path: `${path}/export/json/:project`,
      api: API,
      alone: true,
      handle: (request) => exported(request, false),
    },
    {
      operation: 'sodar.sampleSheets.exportZip',
      method: 'GET',
      path: `${path}/export/zip/:project`,
      api: API,
      alone: true,
      // The server compares the whole address: anything behind a question mark, and it is JSON.
      handle: (request) => exported(request, request.call.query.size === 0),
    },
  ];
}

function investigation(request: SodarRequest): Answer {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project guest');
  const sheet = site.sheetOf(project);
  if (!sheet) throw refuse(request.legacy ? 'sheet.none-old' : 'sheet.none');
  return request.json({
    identifier: sheet.identifier,
    file_name: sheet.isa.investigation.path,
    project: project.uuid,
    title: sheet.title,
    description: sheet.description,
    irods_status: sheet.collections,
    parser_version: request.legacy ? '0.2.9' : '0.3.0',
    archive_name: sheet.archiveName,
    comments: sheet.comments,
    studies: Object.fromEntries(
      sheet.studies.map((study) => [study.uuid, renderStudy(request, sheet, study)]),
    ),
    sodar_uuid: sheet.uuid,
  });
}

function renderStudy(request: SodarRequest, sheet: Sheet, study: Study): object {
  const { site } = request;
  const root = sheet.collections ? `${site.sampleData(sheet.project)}/study_${study.uuid}` : null;
  return {
    identifier: study.identifier,
    file_name: study.fileName,
    title: study.title,
    description: study.description,
    comments: study.comments,
    irods_path: root,
    assays: Object.fromEntries(
      study.assays.map((assay) => [
        assay.uuid,
        {
          file_name: assay.fileName,
          technology_platform: assay.platform,
          technology_type: assay.technology,
          measurement_type: assay.measurement,
          comments: assay.comments,
          irods_path: root === null ? null : site.assayPath(sheet.project, study.uuid, assay.uuid),
          sodar_uuid: assay.uuid,
        },
      ]),
    ),
    sodar_uuid: study.uuid,
  };
}

async function upload(request: SodarRequest): Promise<Answer> {
  const { site, user } = request;
  const project = request.project();
  demandChange(site, project, user, 'project contributor');
  if (site.setting('samplesheets', 'sheet_sync_enable', project.uuid, null) === true)
    throw refuse('import.sync');
  const parts = readUpload((await request.data()).files);
  const imported = importSheet(parts);
  const before = site.sheetOf(project);
  const sheet = adopt(request, project, imported, before, parts.archive);
  site.store.sheets.put(sheet);
  request.call.commit();
  const did = before ? 'replaced' : 'created';
  site.record({
    project,
    app: 'samplesheets',
    user,
    name: before ? 'sheet_replace' : 'sheet_create',
    description: `${before ? 'replace' : 'create'} investigation {investigation}`,
    objects: [{ label: 'investigation', name: sheet.title, model: 'Investigation', uuid: sheet.uuid }],
  });
  return request.detail(
    `Sample sheets ${did} for project "${project.title}" (${project.uuid})`,
    imported.warnings.length > 0 ? { sodar_warnings: imported.warnings } : {},
  );
}

/** Studies keep their UUID by identifier, assays by file; collections keep both from going away. */
function adopt(
  request: SodarRequest,
  project: Project,
  imported: Imported,
  before: Sheet | undefined,
  archiveName: string | null,
): Sheet {
  const { site } = request;
  const kept = (study: { identifier: string }) =>
    before?.studies.find(({ identifier }) => identifier === study.identifier);
  const studies = imported.studies.map((study) => ({
    ...study,
    uuid: kept(study)?.uuid ?? site.uuid(),
    assays: study.assays.map((assay) => ({
      ...assay,
      uuid: kept(study)?.assays.find(({ fileName }) => fileName === assay.fileName)?.uuid ?? site.uuid(),
    })),
  }));
  const collections = before?.collections ?? false;
  const present = new Set(
    studies.flatMap(({ uuid, assays }) => [uuid, ...assays.map((assay) => assay.uuid)]),
  );
  const wanted =
    before?.studies.flatMap(({ uuid, assays }) => [uuid, ...assays.map((assay) => assay.uuid)]) ?? [];
  if (collections && !wanted.every((uuid) => present.has(uuid))) throw refuse('import.incompatible');
  if (collections) {
    for (const study of studies) {
      for (const assay of study.assays) {
        site.irods.makeCollection(site.assayPath(project.uuid, study.uuid, assay.uuid));
      }
    }
  }
  const { identifier, title, description, comments, isa } = imported;
  return {
    uuid: before?.uuid ?? site.uuid(),
    project: project.uuid,
    identifier,
    title,
    description,
    comments,
    archiveName,
    collections,
    modified: site.now(),
    studies,
    isa,
  };
}

function exported(request: SodarRequest, zipped: boolean): Answer {
  const { site } = request;
  const project = request.project();
  demand(site, project, request.user, 'project guest');
  const sheet = site.sheetOf(project);
  if (!sheet) throw refuse('export.none');
  const { isa } = sheet;
  if (!zipped) return request.json({ ...isa, date_modified: spaced(sheet.modified) });
  const { path, tsv } = isa.investigation;
  // Loose files have no directory; the slash is there all the same.
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const entries: Record<string, Uint8Array> = { [path]: Buffer.from(tsv) };
  for (const [name, file] of [...Object.entries(isa.studies), ...Object.entries(isa.assays)]) {
    entries[`${folder}/${name}`] = Buffer.from(file.tsv);
  }
  const name = sheet.archiveName ?? `${baseName(path).replace(/\.txt$/, '')}.zip`;
  return {
    status: 200,
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name.replaceAll('"', '')}"`,
      allow: request.session.allow,
    },
    body: zipSync(entries, { mtime: new Date(1980, 0, 1) }),
  };
}
