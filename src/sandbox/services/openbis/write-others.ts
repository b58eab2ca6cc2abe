import { checkedCode } from './codes.ts';
import type { Role } from './model.ts';
import { isObj, listOf, type Obj, textOf } from './params.ts';
import { refuse } from './rules.ts';
import { flag, idList, text } from './updates.ts';
import type { Work } from './work.ts';

const ROLES: readonly Role[] = ['ADMIN', 'USER', 'POWER_USER', 'OBSERVER', 'ETL_SERVER', 'DISABLED'];
const ANNOTATION_TERMS = ['predicate', 'descriptor'].flatMap((what) =>
  ['OntologyId', 'OntologyVersion', 'AccessionId'].map((field) => what + field),
);

export function createTag(work: Work, creation: Obj): string {
  const code = checkedCode(creation.code);
  const id = `/${work.user}/${code}`;
  const { tag, experiment, sample, dataSet } = work.store.tables;
  if (tag.raw(id)) throw refuse('code.taken', { kind: 'Tag', id: code });
  tag.put({
    id,
    code,
    owner: work.user,
    description: textOf(creation.description),
    registrationDate: work.now,
  });
  for (const [table, list] of [
    ['experiment', creation.experimentIds],
    ['sample', creation.sampleIds],
    ['dataSet', creation.dataSetIds],
  ] as const) {
    for (const value of listOf(list)) {
      const rows = { experiment, sample, dataSet }[table] as unknown as typeof sample;
      const row = rows.get(work.resolve(table, value));
      if (row) rows.put({ ...row, tags: [...new Set([...row.tags, id])] });
    }
  }
  return id;
}

export function updateTag(work: Work, update: Obj): string {
  const id = work.resolve('tag', update.tagId);
  const { tag, experiment, sample, dataSet } = work.store.tables;
  const row = tag.get(id);
  if (row) tag.put({ ...row, description: text(update, 'description', row.description) });
  for (const [table, list] of [
    ['experiment', update.experimentIds],
    ['sample', update.sampleIds],
    ['dataSet', update.dataSetIds],
  ] as const) {
    const rows = { experiment, sample, dataSet }[table] as unknown as typeof sample;
    const before = rows.find('tag', id);
    const now = idList(list, before, (value) => work.resolve(table, value));
    for (const other of new Set([...before, ...now])) {
      const held = rows.get(other);
      if (!held) continue;
      const tags = held.tags.filter((name) => name !== id);
      rows.put({ ...held, tags: now.includes(other) ? [...tags, id] : tags });
    }
  }
  return id;
}

export function deleteTag(work: Work, id: string): void {
  const { tag, experiment, sample, dataSet } = work.store.tables;
  for (const rows of [experiment, sample, dataSet] as unknown as (typeof sample)[]) {
    for (const other of rows.find('tag', id)) {
      const row = rows.get(other);
      if (row) rows.put({ ...row, tags: row.tags.filter((name) => name !== id) });
    }
  }
  tag.delete(id);
}

/** Persons are managed by session only. */
export function noToken(work: Work, what: string): void {
  if (work.caller.patSession !== null) throw refuse('pat.by-pat', { what });
}

export function createPerson(work: Work, creation: Obj): string {
  noToken(work, 'persons');
  work.rights.need('ADMIN', null);
  const userId = textOf(creation.userId);
  if (userId === null || userId === '') throw refuse('id.null', { what: 'User id' });
  const { person } = work.store.tables;
  if (person.raw(userId)) throw refuse('code.taken', { kind: 'Person', id: userId });
  const { registrator, registrationDate } = work.registered();
  person.put({
    id: userId,
    userId,
    firstName: null,
    lastName: null,
    email: null,
    active: true,
    space: work.optional('space', creation.spaceId),
    registrator,
    registrationDate,
  });
  return userId;
}

export function updatePerson(work: Work, update: Obj): string {
  noToken(work, 'persons');
  const id = work.resolve('person', update.userId);
  if (id !== work.user) work.rights.need('ADMIN', null);
  const row = work.store.tables.person.get(id);
  if (!row) return id;
  const space =
    isObj(update.spaceId) && update.spaceId.isModified === true ? update.spaceId.value : undefined;
  work.store.tables.person.put({
    ...row,
    space: space === undefined ? row.space : work.optional('space', space),
    active: flag(update, 'active', row.active),
  });
  return id;
}

export function createGroup(work: Work, creation: Obj): string {
  work.rights.need('ADMIN', null);
  const code = checkedCode(creation.code);
  const { authorizationGroup } = work.store.tables;
  if (authorizationGroup.raw(code)) throw refuse('code.taken', { kind: 'Authorization group', id: code });
  authorizationGroup.put({
    id: code,
    code,
    description: textOf(creation.description),
    users: listOf(creation.userIds).map((id) => work.resolve('person', id)),
    ...work.registered(),
  });
  return code;
}

export function updateGroup(work: Work, update: Obj): string {
  work.rights.need('ADMIN', null);
  const id = work.resolve('authorizationGroup', update.groupId);
  const row = work.store.tables.authorizationGroup.get(id);
  if (!row) return id;
  work.store.tables.authorizationGroup.put({
    ...row,
    description: text(update, 'description', row.description),
    users: idList(update.userIds, row.users, (user) => work.resolve('person', user)),
    ...work.touched(),
  });
  return id;
}

export function deleteGroup(work: Work, id: string): void {
  work.rights.need('ADMIN', null);
  const { authorizationGroup, roleAssignment } = work.store.tables;
  for (const role of roleAssignment.find('group', id)) roleAssignment.delete(role);
  authorizationGroup.delete(id);
}

export function createRole(work: Work, creation: Obj): string {
  const role = ROLES.find((name) => name === creation.role);
  if (role === undefined) {
    throw refuse('rpc.enum', { expected: 'Role', value: String(creation.role), values: ROLES.join(', ') });
  }
  const project = work.optional('project', creation.projectId);
  const space = project === null ? work.optional('space', creation.spaceId) : null;
  const user = work.optional('person', creation.userId);
  const group = work.optional('authorizationGroup', creation.authorizationGroupId);
  if (user === null && group === null)
    throw refuse('id.null', { what: 'User id and authorization group id' });
  const home = project === null ? space : (work.store.tables.project.get(project)?.space ?? null);
  work.rights.need('ADMIN', { space: home, project });
  const id = work.store.techId();
  const { registrator, registrationDate } = work.registered();
  work.store.tables.roleAssignment.put({
    id,
    role,
    user,
    group,
    space,
    project,
    registrator,
    registrationDate,
  });
  return id;
}

export function createAnnotation(work: Work, creation: Obj): string {
  work.rights.need('ADMIN', null);
  const type = isObj(creation.entityTypeId)
    ? work.resolve('entityType', creation.entityTypeId, 'SAMPLE')
    : null;
  const property = work.optional('propertyType', creation.propertyTypeId);
  const assignment = work.optional('propertyAssignment', creation.propertyAssignmentId, 'SAMPLE');
  const targets = [type, property, assignment].filter((target) => target !== null);
  if (targets.length !== 1) {
    throw refuse('id.null', {
      what: 'Exactly one of entity type id, property type id and property assignment id',
    });
  }
  const id = work.store.permId(work.now);
  const terms = Object.fromEntries(ANNOTATION_TERMS.map((term) => [term, textOf(creation[term])]));
  work.store.tables.semanticAnnotation.put({ id, type, property, assignment, terms, creationDate: work.now });
  return id;
}

export function updateAnnotation(work: Work, update: Obj): string {
  work.rights.need('ADMIN', null);
  const id = work.resolve('semanticAnnotation', update.semanticAnnotationId);
  const row = work.store.tables.semanticAnnotation.get(id);
  if (!row) return id;
  const terms = Object.fromEntries(
    Object.entries(row.terms).map(([key, before]) => [key, text(update, key, before)]),
  );
  work.store.tables.semanticAnnotation.put({ ...row, terms });
  return id;
}

export function createPlugin(work: Work, creation: Obj): string {
  work.rights.need('ADMIN', null);
  const name = textOf(creation.name);
  if (name === null || name === '') throw refuse('id.null', { what: 'Name' });
  const { plugin } = work.store.tables;
  if (plugin.raw(name)) throw refuse('code.taken', { kind: 'Plugin', id: name });
  const kind = textOf(creation.entityKind);
  const { registrator, registrationDate } = work.registered();
  plugin.put({
    id: name,
    description: textOf(creation.description),
    pluginType: textOf(creation.pluginType) ?? 'ENTITY_VALIDATION',
    entityKinds: kind === null ? ['MATERIAL', 'EXPERIMENT', 'SAMPLE', 'DATA_SET'] : [kind],
    script: textOf(creation.script),
    available: creation.available !== false,
    registrator,
    registrationDate,
  });
  return name;
}

export function updatePlugin(work: Work, update: Obj): string {
  work.rights.need('ADMIN', null);
  const id = work.resolve('plugin', update.pluginId);
  const row = work.store.tables.plugin.get(id);
  if (!row) return id;
  work.store.tables.plugin.put({
    ...row,
    description: text(update, 'description', row.description),
    script: text(update, 'script', row.script),
    available: flag(update, 'available', row.available),
  });
  return id;
}

export function createExternalDms(work: Work, creation: Obj): string {
  work.rights.need('ADMIN', null);
  const code = checkedCode(creation.code);
  const { externalDms } = work.store.tables;
  if (externalDms.raw(code))
    throw refuse('code.taken', { kind: 'External data management system', id: code });
  externalDms.put({
    id: code,
    code,
    label: textOf(creation.label),
    address: textOf(creation.address),
    addressType: textOf(creation.addressType) ?? 'URL',
  });
  return code;
}

export function updateExternalDms(work: Work, update: Obj): string {
  work.rights.need('ADMIN', null);
  const id = work.resolve('externalDms', update.externalDmsId);
  const row = work.store.tables.externalDms.get(id);
  if (!row) return id;
  const { label, address } = row;
  work.store.tables.externalDms.put({
    ...row,
    label: text(update, 'label', label),
    address: text(update, 'address', address),
  });
  return id;
}
