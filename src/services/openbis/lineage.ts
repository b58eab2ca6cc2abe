import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { getObjects, searchObjects } from './endpoints/records.ts';
import type { RecordRef } from './ids.ts';
import { byCode, getOne } from './one.ts';
import type { OpenBisObject } from './types.ts';

/** All that lie in one direction of an object. Level by level, since lines of descent meet again. */
export async function lineage(
  run: Runner,
  object: RecordRef,
  direction: 'parents' | 'children',
  options?: CallOptions,
): Promise<OpenBisObject[]> {
  const fetch = { parents: false, children: false, container: false, components: false, [direction]: 'all' };
  const start = await getOne(run, getObjects, await byCode(run, searchObjects, object, options), {
    ...options,
    fetch,
  });
  const seen = new Map<string, OpenBisObject>([[start.permId, start]]);
  for (let level = [start]; level.length > 0; ) {
    const next: OpenBisObject[] = [];
    for (const relative of level.flatMap((one) => one[direction] ?? [])) {
      if (seen.has(relative.permId)) continue;
      seen.set(relative.permId, relative);
      next.push(relative);
    }
    level = next;
  }
  return [...seen.values()].slice(1);
}
