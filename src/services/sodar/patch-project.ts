import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { getProject, updateProject } from './endpoints/projects.ts';
import { projectChange } from './schemas/projects.ts';
import type { SodarProject, SodarProjectChange, SodarRef } from './types.ts';

const OPERATION = 'sodar.projects.patch';

/** Reads a project, changes these fields, and writes it back as a whole. */
export async function patchOne(
  run: Runner,
  project: SodarRef,
  change: SodarProjectChange,
  call?: CallOptions,
): Promise<SodarProject> {
  const checked = checkInput(projectChange(), change);
  if (!checked.ok) throw run.inputError(OPERATION, checked.issues);
  const before = await run(getProject, { project }, call);
  if (before.type === undefined || before.parent === undefined) {
    const message = 'can be found by this account, but not read; ask its owner for a role in it';
    throw run.inputError(OPERATION, [{ path: 'project', message }]);
  }
  const { public_access, public_guest_access, ...fields } = checked.value;
  // Whichever name the caller uses takes the place of both.
  const access =
    public_access === undefined && public_guest_access === undefined
      ? { public_access: before.public_access, public_guest_access: before.public_guest_access }
      : { public_access, public_guest_access };
  const { sodar_uuid, title, type, parent, description, readme } = before;
  return run(
    updateProject,
    {
      sodar_uuid,
      title,
      type,
      parent,
      description,
      readme,
      ...defined(fields),
      ...access,
    },
    call,
  );
}

const defined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
