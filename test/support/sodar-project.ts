import type { Lab } from 'accession/sandbox';
import type { Sodar, SodarAssay, SodarProject } from 'accession/sodar';
import { type SheetOptions, sheetFiles, sheetZip } from '../unit/sandbox/sodar/isatab.ts';

export interface Place {
  project: SodarProject;
  /** UUID of the first assay. */
  assay: string;
  /** Its collection in the sample data. */
  collection: string;
}

/** A project with sheets, and by default with collections: where files can go. */
export async function preparePlace(
  sodar: Sodar,
  lab: Lab,
  { title = 'High Valley', collections = true, ...sheet }: SheetOptions & { collections?: boolean } = {},
): Promise<Place> {
  const { categoryUuid, userUuid } = lab.credentials.sodar;
  const project = await sodar.projects.create({
    title,
    type: 'PROJECT',
    parent: categoryUuid,
    owner: userUuid,
  });
  await sodar.sampleSheets.import(project, sheetZip(sheetFiles(sheet)));
  if (collections) await sodar.irods.createCollections(project);
  const { studies } = await sodar.sampleSheets.investigation(project);
  const [assay, { irods_path }] = Object.entries(studies).flatMap(([, study]) =>
    Object.entries(study.assays),
  )[0] as [string, SodarAssay];
  return { project, assay, collection: irods_path ?? '' };
}

/** Files of the sample data as a map from path below the assay to size. */
export async function filesOf(sodar: Sodar, { project, collection }: Place): Promise<Record<string, number>> {
  const files = await sodar.irods.files(project).all();
  return Object.fromEntries(files.map(({ path, size }) => [path.slice(collection.length + 1), size ?? -1]));
}
