import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { createProject, currentUser, getProject, listProjects } from './endpoints/projects.ts';
import { newProject } from './schemas/projects.ts';
import type { NewSodarProject, SodarMember, SodarProject } from './types.ts';

/** UUID of a member's account, in whichever way the server names accounts. */
export const uuidOfMember = ({ user }: SodarMember): string =>
  typeof user === 'string' ? user : user.sodar_uuid;

/** Makes a project; a lost answer is cleared up by title and category, which are unique together. */
export async function createOne(
  run: Runner,
  project: NewSodarProject,
  call?: CallOptions,
): Promise<SodarProject> {
  const given = { ...project, owner: project?.owner ?? '00000000-0000-4000-8000-000000000000' };
  const checked = checkInput(newProject(), given);
  if (!checked.ok) throw run.inputError(createProject.name, checked.issues);
  const me = project.owner ? undefined : await run(currentUser, undefined, call);
  const ready = { ...checked.value, owner: me?.sodar_uuid ?? checked.value.owner };
  return findIfInDoubt(
    async () => whole(run, await run(createProject, ready, call), call),
    async () => {
      const { title, parent, type } = checked.value;
      for await (const one of run.pages(listProjects, {}, call)) {
        if (one.title !== title || (one.parent ?? null) !== parent || one.type !== type) continue;
        // One of this title that was there before is not ours, whatever became of the call.
        return isAsSent(one, checked.value, ready.owner) ? one : undefined;
      }
      return undefined;
    },
  );
}

/** The answer to a create leaves out what was not sent; what is missing is read. */
async function whole(run: Runner, made: SodarProject, call: CallOptions | undefined): Promise<SodarProject> {
  // It is there: an error now would say that it is not.
  return run(getProject, { project: made }, call).catch(() => made);
}

interface Sent {
  description?: string | null | undefined;
  readme?: string | undefined;
}

function isAsSent(found: SodarProject, { description, readme }: Sent, owner: string): boolean {
  const members = Object.values(found.roles ?? {});
  return (
    (found.description ?? '') === (description ?? '') &&
    (found.readme ?? '') === (readme ?? '') &&
    members.some(
      (member) => member.role === 'project owner' && !member.inherited && uuidOfMember(member) === owner,
    )
  );
}
