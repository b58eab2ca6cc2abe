import { type CallOptions, NotFound, type Sodar, type SodarAssay, type SodarProject } from '../../index.ts';
import { UserError } from '../user-error.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SHOWN = 10;

export const isUuid = (text: string): boolean => UUID.test(text.trim());

const titleOf = ({ full_title, title }: SodarProject): string => full_title ?? title;

/** Titles in the same letters, however they are written. */
const same = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase('en') === other.trim().toLocaleLowerCase('en');

/**
 * The project that a UUID, a title, or a title with its categories (`Goats / High Valley`) names.
 * @throws UserError there is none, or more than one
 */
export async function projectOf(sodar: Sodar, given: string, call: CallOptions): Promise<SodarProject> {
  if (isUuid(given)) {
    try {
      return await sodar.projects.get(given.trim(), call);
    } catch (error) {
      if (error instanceof NotFound) throw noSuchProject(given);
      throw error;
    }
  }
  const found: SodarProject[] = [];
  for await (const project of sodar.projects.list({}, call)) {
    const fits = same(project.title, given) || same(titleOf(project), given);
    if (fits && project.type !== 'CATEGORY') found.push(project);
  }
  const [first, second] = found;
  if (first === undefined) throw noSuchProject(given);
  if (second === undefined) return first;
  const all = found.slice(0, SHOWN).map((project) => `${titleOf(project)} (${project.sodar_uuid})`);
  throw new UserError(
    `${found.length} projects are called "${given}": ${all.join(', ')}`,
    'Give the UUID, or the title with its categories.',
  );
}

const noSuchProject = (given: string): UserError =>
  new UserError(
    `there is no project "${given}", or this account may not see it`,
    '`accession sodar projects` shows what there is.',
  );

/**
 * The UUID of the assay that a UUID or the name of its file (`a_….txt`) names; undefined where none is named and the
 * project has only one.
 * @throws UserError there is none, or it is not said which
 */
export async function assayOf(
  sodar: Sodar,
  project: SodarProject,
  given: string | undefined,
  call: CallOptions,
): Promise<string> {
  const { studies } = await sheetsOf(sodar, project, call);
  const all = Object.values(studies).flatMap((study) => Object.entries(study.assays));
  const bare = given?.trim();
  const found = all.filter(
    ([uuid, { file_name }]) => bare === undefined || bare === uuid || bare === base(file_name),
  );
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only[0];
  const list = all.map(([, { file_name }]: [string, SodarAssay]) => base(file_name)).join(', ') || 'none';
  throw new UserError(
    only === undefined
      ? given === undefined
        ? 'the sheets of the project have no assay, and files belong to one'
        : `the project has no assay ${given}; it has ${list}`
      : `the project has several assays: ${list}`,
    only === undefined ? undefined : 'Say which: --assay a_….txt',
  );
}

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function sheetsOf(sodar: Sodar, project: SodarProject, call: CallOptions) {
  try {
    return await sodar.sampleSheets.investigation(project, call);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new UserError(
      `the project "${project.title}" has no sample sheets yet`,
      '`accession sodar sheets import` brings them in.',
    );
  }
}
