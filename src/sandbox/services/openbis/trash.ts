import type { DeletionRow } from './model.ts';
import { type Obj, textOf } from './params.ts';
import { refuse } from './rules.ts';
import type { Work } from './work.ts';

type Trashed = 'experiment' | 'sample' | 'dataSet';
const LISTS = { experiment: 'experiments', sample: 'samples', dataSet: 'dataSets' } as const;

/** Moves records, and what belongs to them, into the trash; gives the id of the deletion. */
export function toTrash(work: Work, table: Trashed, ids: readonly string[], options: Obj): string {
  const reason = textOf(options.reason);
  if (reason === null || reason === '') throw refuse('delete.reason');
  const all: Record<Trashed, Set<string>> = { experiment: new Set(), sample: new Set(), dataSet: new Set() };
  for (const id of ids) collect(work, table, id, all);
  checkAllowed(work, all);
  const deletion = work.store.techId();
  const trash = <K extends Trashed>(name: K) => {
    const rows = work.store.tables[name as 'sample'];
    for (const id of all[name]) {
      const row = rows.get(id);
      if (!row) continue;
      work.thaw(row.frozen, 'frozen', 'DELETE', name === 'dataSet' ? 'data set' : name, row.code);
      rows.put({ ...row, trashed: deletion });
    }
  };
  for (const name of ['dataSet', 'sample', 'experiment'] as const) trash(name);
  work.store.tables.deletion.put({
    id: deletion,
    reason,
    deletionDate: work.now,
    registrator: work.user,
    experiments: [...all.experiment],
    samples: [...all.sample],
    dataSets: [...all.dataSet],
  });
  return deletion;
}

/** An experiment takes its samples and data sets along, a sample its components and data sets, not its children. */
function collect(work: Work, table: Trashed, id: string, all: Record<Trashed, Set<string>>): void {
  const { tables } = work.store;
  const row = tables[table as 'sample'].get(id);
  if (!row || all[table].has(id)) return;
  work.needAt(table, row, 'POWER_USER');
  all[table].add(id);
  if (table === 'experiment') {
    for (const sample of tables.sample.find('experiment', id)) collect(work, 'sample', sample, all);
    for (const dataSet of tables.dataSet.find('experiment', id)) collect(work, 'dataSet', dataSet, all);
  }
  if (table === 'sample') {
    for (const component of tables.sample.find('container', id)) collect(work, 'sample', component, all);
    for (const dataSet of tables.dataSet.find('sample', id)) collect(work, 'dataSet', dataSet, all);
  }
}

function checkAllowed(work: Work, all: Record<Trashed, Set<string>>): void {
  const { dataSet, entityType } = work.store.tables;
  const kept = [...all.dataSet].filter((id) => {
    const type = dataSet.get(id)?.type;
    return type !== undefined && entityType.get(type)?.more.disallowDeletion === true;
  });
  if (kept.length > 0) throw refuse('delete.disallowed', { id: kept.join(', ') });
}

export function revert(work: Work, id: string): void {
  const row = deletion(work, id);
  for (const name of Object.keys(LISTS) as Trashed[]) {
    const rows = work.store.tables[name as 'sample'];
    for (const entity of row[LISTS[name]]) {
      const found = rows.raw(entity);
      if (found) rows.put({ ...found, trashed: undefined });
    }
  }
  work.store.tables.deletion.delete(id);
}

/** What was trashed goes for good, and with it every reference to it. */
export function confirm(work: Work, id: string): void {
  const row = deletion(work, id);
  const { tables } = work.store;
  for (const name of Object.keys(LISTS) as Trashed[]) {
    for (const entity of row[LISTS[name]]) {
      forget(work, name, entity);
      tables[name].delete(entity);
    }
  }
  tables.deletion.delete(id);
}

function forget(work: Work, table: Trashed, id: string): void {
  const { sample, dataSet } = work.store.tables;
  const without = (list: readonly string[]) => list.filter((other) => other !== id);
  if (table === 'sample') {
    for (const child of sample.find('parent', id)) {
      const row = sample.get(child);
      if (row) sample.put({ ...row, parents: without(row.parents) });
    }
  }
  if (table === 'dataSet') {
    for (const other of [...dataSet.find('parent', id), ...dataSet.find('container', id)]) {
      const row = dataSet.get(other);
      if (row) dataSet.put({ ...row, parents: without(row.parents), containers: without(row.containers) });
    }
  }
}

function deletion(work: Work, id: string): DeletionRow {
  const row = work.store.tables.deletion.get(id);
  if (!row) throw refuse('id.unknown', { type: 'DeletionTechId', id });
  return row;
}
