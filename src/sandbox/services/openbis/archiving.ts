import { type LifecyclePlan, look, type Progress } from '../../lifecycle.ts';
import type { PhysicalData } from './model.ts';
import { isObj, listOf } from './params.ts';
import type { Work } from './work.ts';

/** Kind of lifecycle: from a request to archive or unarchive until it is done. */
const ARCHIVING = 'openbis.archiving';

export const OPENBIS_LIFECYCLES: readonly (readonly [string, LifecyclePlan])[] = [
  [ARCHIVING, { after: { ms: 1_000 } }],
];

/** Returns at once; the status of the data sets says when it is done. */
export function archive(work: Work, ids: unknown, options: unknown): null {
  const keep = isObj(options) && options.removeFromDataStore === false;
  begin(work, ids, 'AVAILABLE', 'ARCHIVE_PENDING', keep ? 'AVAILABLE' : 'ARCHIVED');
  return null;
}

export function unarchive(work: Work, ids: unknown): null {
  begin(work, ids, 'ARCHIVED', 'UNARCHIVE_PENDING', 'AVAILABLE');
  return null;
}

type Status = PhysicalData['status'];

/** Data sets in another state than the one it starts from are passed over. */
function begin(work: Work, ids: unknown, from: Status, pending: Status, target: Status): void {
  settle(work, false);
  const { dataSet } = work.store.tables;
  for (const id of listOf(ids).map((value) => work.resolve('dataSet', value))) {
    const row = dataSet.get(id);
    if (row?.physical?.status !== from) continue;
    work.needAt('dataSet', row, 'POWER_USER');
    const course = { states: [pending, target], failures: [] };
    const progress = work.context.lifecycle.start(ARCHIVING, work.now, course);
    dataSet.put({ ...row, physical: { ...row.physical, status: pending, becoming: { target, progress } } });
  }
}

/** Ends what is due, before data sets are read; without `looks`, what waits for looks is left alone. */
export function settle(work: Work, looks = true): void {
  const { dataSet } = work.store.tables;
  for (const row of dataSet.all()) {
    const becoming = row.physical?.becoming;
    if (!row.physical || !becoming || becoming.progress.reach !== undefined) continue;
    const progress: Progress = { ...becoming.progress };
    if (!looks && progress.doneAt === null) continue;
    const done = look(progress, work.now);
    const { becoming: _done, ...rest } = row.physical;
    const stored = rest.presentInArchive || rest.status === 'ARCHIVE_PENDING';
    dataSet.put({
      ...row,
      physical: done
        ? { ...rest, status: becoming.target, presentInArchive: stored }
        : { ...rest, becoming: { ...becoming, progress } },
    });
  }
}
