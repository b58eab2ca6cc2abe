import { checkedCode } from './codes.ts';
import { EXPERIMENT_FLAGS, PROJECT_FLAGS, SPACE_FLAGS } from './kinds-entities.ts';
import type { ProjectRow, SpaceRow } from './model.ts';
import { isObj, type Obj, textOf } from './params.ts';
import { changedProperties } from './properties.ts';
import { refuse } from './rules.ts';
import { field, freeze, idList, metaData, text } from './updates.ts';
import type { Work } from './work.ts';

export function createSpace(work: Work, creation: Obj): string {
  work.rights.need('ADMIN', null);
  const code = checkedCode(creation.code);
  const { space } = work.store.tables;
  if (space.raw(code)) throw refuse('code.taken', { kind: 'Space', id: code });
  space.put({ id: code, code, description: textOf(creation.description), frozen: {}, ...work.registered() });
  return code;
}

export function updateSpace(work: Work, update: Obj): string {
  const id = work.resolve('space', update.spaceId);
  const row = work.store.tables.space.get(id) as SpaceRow;
  work.needAt('space', row, 'ADMIN');
  work.thaw(row.frozen, 'frozen', 'UPDATE', 'space', id);
  const description = text(update, 'description', row.description);
  const frozen = freeze(update, row.frozen, SPACE_FLAGS);
  work.store.tables.space.put({ ...row, description, frozen, ...work.touched() });
  return id;
}

/** Spaces and projects go for good, and only when they are empty. */
export function deleteSpace(work: Work, id: string): void {
  const { tables } = work.store;
  work.rights.need('ADMIN', null);
  const row = tables.space.get(id);
  if (row) work.thaw(row.frozen, 'frozen', 'DELETE', 'space', id);
  if (tables.project.taken('space', id))
    throw refuse('delete.not-empty', { kind: 'Space', id, what: 'projects' });
  if (tables.sample.taken('space', id))
    throw refuse('delete.not-empty', { kind: 'Space', id, what: 'samples' });
  for (const role of tables.roleAssignment.find('space', id)) tables.roleAssignment.delete(role);
  tables.space.delete(id);
}

export function createProject(work: Work, creation: Obj): string {
  const { tables } = work.store;
  const code = checkedCode(creation.code);
  if (!isObj(creation.spaceId)) throw refuse('id.null', { what: 'Space id' });
  const space = work.resolve('space', creation.spaceId);
  work.rights.need('POWER_USER', { space, project: null });
  checkFree(work, space, code);
  const holder = tables.space.get(space);
  if (holder) work.thaw(holder.frozen, 'frozenForProjects', 'INSERT PROJECT', 'space', space);
  const id = work.store.permId(work.now);
  const leader = work.optional('person', creation.leaderId);
  const description = textOf(creation.description);
  tables.project.put({ id, code, space, description, leader, frozen: {}, ...work.registered() });
  return id;
}

function checkFree(work: Work, space: string, code: string): void {
  if (work.store.tables.project.taken('identifier', `${space}/${code}`)) {
    throw refuse('code.taken', { kind: 'Project', id: `/${space}/${code}` });
  }
}

export function updateProject(work: Work, update: Obj): string {
  const { tables } = work.store;
  const id = work.resolve('project', update.projectId);
  const row = tables.project.get(id) as ProjectRow;
  work.needAt('project', row, 'POWER_USER');
  work.thaw(row.frozen, 'frozen', 'UPDATE', 'project', row.code);
  const moved = field(update, 'spaceId');
  const space = moved ? work.resolve('space', moved.value) : row.space;
  if (space !== row.space) checkFree(work, space, row.code);
  const leading = field(update, 'leaderId');
  tables.project.put({
    ...row,
    space,
    description: text(update, 'description', row.description),
    leader: leading ? work.optional('person', leading.value) : row.leader,
    frozen: freeze(update, row.frozen, PROJECT_FLAGS),
    ...work.touched(),
  });
  // Samples carry the space of their project.
  if (space !== row.space) {
    for (const sample of tables.sample.find('project', id)) {
      const held = tables.sample.get(sample);
      if (held) tables.sample.put({ ...held, space });
    }
  }
  return id;
}

export function deleteProject(work: Work, id: string): void {
  const { tables } = work.store;
  const row = tables.project.get(id);
  if (!row) return;
  work.needAt('project', row, 'POWER_USER');
  work.thaw(row.frozen, 'frozen', 'DELETE', 'project', row.code);
  const name = work.store.projectIdentifier(id);
  if (tables.experiment.taken('project', id)) {
    throw refuse('delete.not-empty', { kind: 'Project', id: name, what: 'experiments' });
  }
  if (tables.sample.taken('project', id)) {
    throw refuse('delete.not-empty', { kind: 'Project', id: name, what: 'samples' });
  }
  tables.project.delete(id);
}

export function createExperiment(work: Work, creation: Obj): string {
  const { tables } = work.store;
  if (!isObj(creation.typeId)) throw refuse('id.null', { what: 'Type id' });
  const code = checkedCode(creation.code);
  if (!isObj(creation.projectId)) throw refuse('id.null', { what: 'Project id' });
  const project = work.resolve('project', creation.projectId);
  const type = work.resolve('entityType', creation.typeId, 'EXPERIMENT');
  const holder = tables.project.get(project);
  if (holder) {
    work.needAt('project', holder);
    work.thaw(holder.frozen, 'frozenForExperiments', 'INSERT EXPERIMENT', 'project', holder.code);
  }
  if (tables.experiment.taken('identifier', `${project}/${code}`)) {
    throw refuse('code.taken', {
      kind: 'Experiment',
      id: `${work.store.projectIdentifier(project)}/${code}`,
    });
  }
  const typeRow = tables.entityType.get(type);
  const id = work.store.permId(work.now);
  tables.experiment.put({
    id,
    code,
    project,
    type,
    properties: typeRow ? changedProperties(work, typeRow, creation.properties, {}) : {},
    tags: tagIds(work, creation.tagIds),
    metaData: texts(creation.metaData),
    frozen: {},
    ...work.registered(),
  });
  return id;
}

export function updateExperiment(work: Work, update: Obj): string {
  const { tables } = work.store;
  const id = work.resolve('experiment', update.experimentId);
  const row = tables.experiment.get(id);
  const type = row && tables.entityType.get(row.type);
  if (!row || !type) return id;
  work.needAt('experiment', row);
  const moved = field(update, 'projectId');
  const project = moved ? work.resolve('project', moved.value) : row.project;
  const properties = changedProperties(work, type, update.properties, row.properties);
  const name = work.store.experimentIdentifier(id);
  if (project !== row.project) {
    work.thaw(row.frozen, 'frozen', 'UPDATE', 'experiment', name);
    if (tables.experiment.taken('identifier', `${project}/${row.code}`)) {
      throw refuse('code.taken', {
        kind: 'Experiment',
        id: `${work.store.projectIdentifier(project)}/${row.code}`,
      });
    }
  }
  if (JSON.stringify(properties) !== JSON.stringify(row.properties)) {
    work.thaw(row.frozen, 'frozen', 'UPDATE PROPERTY', 'experiment', name);
  }
  tables.experiment.put({
    ...row,
    project,
    properties,
    tags: idList(update.tagIds, row.tags, (tag) => tagId(work, tag)),
    metaData: metaData(update.metaData, row.metaData),
    frozen: freeze(update, row.frozen, EXPERIMENT_FLAGS),
    ...work.touched(),
  });
  if (project !== row.project) moveSamples(work, id, project);
  return id;
}

/** Samples and their data sets go where their experiment goes. */
function moveSamples(work: Work, experiment: string, project: string): void {
  const { tables } = work.store;
  const space = tables.project.get(project)?.space ?? null;
  for (const id of tables.sample.find('experiment', experiment)) {
    const row = tables.sample.get(id);
    if (row) tables.sample.put({ ...row, project, space });
  }
}

export function tagIds(work: Work, value: unknown): string[] {
  return (Array.isArray(value) ? value : []).map((tag) => tagId(work, tag));
}

/** An unknown tag of one's own is made by its first use. */
export function tagId(work: Work, id: unknown): string {
  const code = isObj(id)
    ? (textOf(id.code) ?? /^\/?([^/]+)\/(.+)$/.exec(textOf(id.permId) ?? '')?.[2])
    : undefined;
  const owner =
    isObj(id) && textOf(id.permId) !== null ? /^\/?([^/]+)\//.exec(textOf(id.permId) ?? '')?.[1] : work.user;
  if (code === undefined || owner !== work.user) return work.resolve('tag', id);
  const key = `/${work.user}/${code.toUpperCase()}`;
  const { tag } = work.store.tables;
  if (!tag.get(key)) {
    tag.put({
      id: key,
      code: code.toUpperCase(),
      owner: work.user,
      description: null,
      registrationDate: work.now,
    });
  }
  return key;
}

export function texts(value: unknown): Record<string, string> {
  if (!isObj(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]));
}
