import type { Runner } from '../../core/http/context.ts';
import { isDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkedAs } from './checked.ts';
import { dto } from './dto.ts';
import { getTags, searchRoleAssignments, searchTerms } from './endpoints/master.ts';
import * as write from './endpoints/write-master.ts';
import {
  annotationId,
  assignmentId,
  groupId,
  personId,
  projectId,
  propertyTypeId,
  roleId,
  spaceId,
  type TermRef,
  tagId,
  termId,
  typeId,
} from './ids.ts';
import { createKeyed } from './keyed.ts';
import { termCreation } from './master-plans.ts';
import type {
  NewOpenBisAnnotation,
  NewOpenBisRole,
  NewOpenBisTag,
  NewOpenBisTerm,
  OpenBisAnnotationChange,
  OpenBisTermChange,
} from './master-write-types.ts';
import { isOurs, oursOf } from './ours.ts';
import * as schemas from './schemas/master-write.ts';
import { setTo } from './updates.ts';
import { changed, deleteNamed } from './write-master.ts';

export async function createTerms(
  run: Runner,
  vocabulary: string,
  given: readonly NewOpenBisTerm[],
  call: CallOptions = {},
): Promise<void> {
  const operation = 'openbis.vocabularies.createTerms';
  const name = checkedAs(run, operation, schemas.refs.Codes(), vocabulary, 'vocabulary');
  const terms = checkedAs(run, operation, schemas.newTerms(), given, 'terms');
  await createKeyed(
    run,
    async () => {
      await run(
        write.createTerms,
        terms.map((term) => termCreation(name, term)),
        call,
      );
      return true;
    },
    async (since) => {
      const there = await run.pages(searchTerms, { vocabulary: name }, call).all();
      // All of them, or none: one that is ours tells of all.
      const ours = (await oursOf(run, there, since, call)).map(({ code }) => code);
      return terms.every(({ code }) => ours.includes(code)) || undefined;
    },
  );
}

export async function updateTerm(
  run: Runner,
  given: TermRef,
  to: OpenBisTermChange,
  call?: CallOptions,
): Promise<void> {
  const operation = 'openbis.vocabularies.updateTerm';
  const term = checkedAs(run, operation, schemas.refs.Terms(), given, 'term');
  const { after, ...change } = checkedAs(run, operation, schemas.termChange(), to, 'change');
  const previous =
    after === undefined || after === null ? after : termId({ code: after, vocabulary: term.vocabulary });
  const update = dto('as.dto.vocabulary.update.VocabularyTermUpdate', {
    vocabularyTermId: termId(term),
    ...changed(change),
    previousTermId: setTo(previous),
  });
  await run(write.updateTerms, [update], call);
}

export const deleteTerms = (
  run: Runner,
  terms: TermRef | readonly TermRef[],
  reason: string,
  call?: CallOptions,
): Promise<void> =>
  deleteNamed(
    run,
    {
      operation: 'openbis.vocabularies.deleteTerms',
      endpoint: write.deleteTerms,
      options: 'vocabulary.delete.VocabularyTerm',
      schema: schemas.refs.Terms(),
      id: termId,
      more: { replacements: [] },
      remains: async ({ code, vocabulary }: TermRef, how) =>
        (await run.pages(searchTerms, { vocabulary, code }, how).all()).length > 0,
    },
    terms,
    reason,
    call,
  );

type Tag = string | { permId: string };

export async function createTag(
  run: Runner,
  given: NewOpenBisTag,
  call: CallOptions = {},
): Promise<{ permId: string }> {
  const tag = checkedAs(run, 'openbis.tags.create', schemas.newTag(), given);
  return createKeyed(
    run,
    async () => {
      const [permId = tag.code] = await run(
        write.createTags,
        [dto('as.dto.tag.create.TagCreation', { ...tag })],
        call,
      );
      return { permId };
    },
    async (since) => {
      const [found] = await run(getTags, { refs: [tag.code] }, call);
      return found && (await isOurs(run, found, since, call)) ? { permId: found.permId } : undefined;
    },
  );
}

export async function updateTag(
  run: Runner,
  given: Tag,
  change: { description: string | null },
  call?: CallOptions,
): Promise<void> {
  const operation = 'openbis.tags.update';
  const tag = checkedAs<Tag>(run, operation, schemas.refs.Tags(), given, 'tag');
  const to = checkedAs(run, operation, schemas.tagChange(), change, 'change');
  await run(
    write.updateTags,
    [dto('as.dto.tag.update.TagUpdate', { tagId: tagId(tag), ...changed(to) })],
    call,
  );
}

export const deleteTags = (
  run: Runner,
  tags: Tag | readonly Tag[],
  reason: string,
  call?: CallOptions,
): Promise<void> =>
  deleteNamed(
    run,
    {
      operation: 'openbis.tags.delete',
      endpoint: write.deleteTags,
      options: 'tag.delete.Tag',
      schema: schemas.refs.Tags(),
      id: tagId,
      remains: async (tag: Tag, how) => (await run(getTags, { refs: [tag] }, how))[0] !== undefined,
    },
    tags,
    reason,
    call,
  );

export async function createAnnotation(
  run: Runner,
  given: NewOpenBisAnnotation,
  call?: CallOptions,
): Promise<{ permId: string }> {
  const { objectType, property, ...terms } = checkedAs(
    run,
    'openbis.semanticAnnotations.create',
    schemas.newAnnotation(),
    given,
  );
  const about =
    objectType !== undefined && property !== undefined
      ? { propertyAssignmentId: assignmentId(objectType, 'SAMPLE', property) }
      : objectType !== undefined
        ? { entityTypeId: typeId(objectType, 'SAMPLE') }
        : { propertyTypeId: propertyTypeId(property ?? '') };
  const creation = dto('as.dto.semanticannotation.create.SemanticAnnotationCreation', { ...about, ...terms });
  const [permId = ''] = await run(write.createAnnotations, [creation], call);
  return { permId };
}

type Annotation = string | { permId: string };
const annotationOf = (annotation: Annotation) =>
  annotationId(typeof annotation === 'string' ? annotation : annotation.permId);

export async function updateAnnotation(
  run: Runner,
  given: Annotation,
  to: OpenBisAnnotationChange,
  call?: CallOptions,
): Promise<void> {
  const operation = 'openbis.semanticAnnotations.update';
  const annotation = checkedAs<Annotation>(run, operation, schemas.refs.Annotations(), given, 'annotation');
  const change = checkedAs(run, operation, schemas.annotationChange(), to, 'change');
  const update = dto('as.dto.semanticannotation.update.SemanticAnnotationUpdate', {
    semanticAnnotationId: annotationOf(annotation),
    ...changed(change),
  });
  await run(write.updateAnnotations, [update], call);
}

export const deleteAnnotations = (
  run: Runner,
  annotations: Annotation | readonly Annotation[],
  reason: string,
  call?: CallOptions,
): Promise<void> =>
  deleteNamed(
    run,
    {
      operation: 'openbis.semanticAnnotations.delete',
      endpoint: write.deleteAnnotations,
      options: 'semanticannotation.delete.SemanticAnnotation',
      schema: schemas.refs.Annotations(),
      id: annotationOf,
    },
    annotations,
    reason,
    call,
  );

/** A role has no name; it is known by who has it, what it is, and where. */
export async function createRole(
  run: Runner,
  given: NewOpenBisRole,
  call: CallOptions = {},
): Promise<{ id: string }> {
  const { user, group, role, space, project } = checkedAs(
    run,
    'openbis.roleAssignments.create',
    schemas.newRole(),
    given,
  );
  const creation = dto('as.dto.roleassignment.create.RoleAssignmentCreation', {
    role,
    userId: user === undefined ? undefined : personId(user),
    authorizationGroupId: group === undefined ? undefined : groupId(group),
    spaceId: space === undefined ? undefined : spaceId(space),
    projectId: project === undefined ? undefined : projectId(project),
  });
  const since = run.context.clock.now();
  try {
    const [id = ''] = await run(write.createRoles, [creation], call);
    return { id };
  } catch (error) {
    if (!isDoubt(error)) throw error;
    const query = { ...(user !== undefined && { user }), ...(group !== undefined && { group }) };
    const look = async () =>
      oursOf(run, await run.pages(searchRoleAssignments, query, call).all(), since, call);
    const ours = await look().catch(() => []);
    const where = (one: { space?: unknown; project?: unknown }) =>
      (one.space ? 'space' : '') + (one.project ? 'project' : '');
    const wanted = where({ space, project });
    const [only, another] = ours.filter((one) => one.role === role && where(one) === wanted);
    if (only === undefined || another !== undefined) throw error;
    return { id: only.id };
  }
}

type Role = string | { id: string };

export const deleteRoles = (
  run: Runner,
  roles: Role | readonly Role[],
  reason: string,
  call?: CallOptions,
): Promise<void> =>
  deleteNamed(
    run,
    {
      operation: 'openbis.roleAssignments.delete',
      endpoint: write.deleteRoles,
      options: 'roleassignment.delete.RoleAssignment',
      schema: schemas.refs.Roles(),
      id: (role: Role) => roleId(typeof role === 'string' ? role : role.id),
    },
    roles,
    reason,
    call,
  );
