import { RejectedError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { Endpoint } from '../../core/http/endpoint.ts';
import { CLOCK_SKEW_MS } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkedAs } from './checked.ts';
import type { OpenBisDeleteOptions, OpenBisTrashed } from './deletion-types.ts';
import { dto } from './dto.ts';
import { searchDeletions } from './endpoints/deletions.ts';
import { confirmDeletions, type Deletion } from './endpoints/write-records.ts';
import { deletionId, type WireId } from './ids.ts';
import { reason as reasonSchema } from './schemas/deletions.ts';
import { refs } from './schemas/write-input.ts';

/** How records of one kind are deleted. */
export interface Deleting {
  operation: string;
  endpoint: Endpoint<Deletion, string | null>;
  /** Of the options, below `as.dto.`: `sample.delete.Sample`. */
  options: string;
  /** One record, or several. */
  given: unknown;
  kind: keyof typeof refs;
  id: (ref: never) => WireId;
  /** False: what is deleted is gone at once. */
  trash: boolean;
  /** Those that are still there. */
  remaining(refs: readonly never[], call: CallOptions): Promise<readonly (object | undefined)[]>;
}

/**
 * Deletes, and finds out what became of it when the answer was lost: a second try that finds nothing means that the first
 * one did it, if nothing is there any more.
 */
export async function deleteRecords(
  run: Runner,
  { operation, endpoint, options, given, kind, id, trash, remaining }: Deleting,
  reason: string,
  { permanently = false, ...call }: OpenBisDeleteOptions = {},
): Promise<OpenBisTrashed> {
  const why = checkedAs(run, operation, reasonSchema, reason, 'reason');
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  const at = (index: number) => (Array.isArray(given) ? `[${index}]` : '');
  const named = list.map((one, index) => checkedAs<unknown>(run, operation, refs[kind](), one, at(index)));
  const input = {
    ids: named.map((ref) => id(ref as never)),
    options: dto(`as.dto.${options}DeletionOptions`, { reason: why }),
  };
  const since = run.context.clock.now();
  let found = (await run(endpoint, input, call)) as string | null | undefined;
  if (found === undefined) {
    // One of them may never have been there, and then all of them are left.
    found = (await remaining(named as never[], call)).some((one) => one !== undefined)
      ? await run(endpoint, input, call)
      : trash
        ? await lostDeletion(run, why, since, call)
        : null;
  }
  if (!permanently || found === null) {
    if (permanently && trash) throw lostTrack(run, operation, why);
    return { deletion: found };
  }
  await run(confirmDeletions, [deletionId(found)], call);
  return { deletion: null };
}

/** The deletion of a lost answer, by its reason and time; null when there are several, or none. */
async function lostDeletion(
  run: Runner,
  reason: string,
  since: number,
  call: CallOptions,
): Promise<string | null> {
  const fitting: string[] = [];
  for await (const one of run.pages(searchDeletions, {}, call)) {
    if (one.reason === reason && (one.deletionDate ?? 0) >= since - CLOCK_SKEW_MS) fitting.push(one.id);
  }
  const [only, another] = fitting;
  return only !== undefined && another === undefined ? only : null;
}

const lostTrack = (run: Runner, operation: string, reason: string): RejectedError =>
  new RejectedError('it is in the trash; under which number was lost with the answer', {
    service: 'openbis',
    operation,
    method: 'POST',
    url: run.context.redactor.scrubUrl(run.context.bases.api ?? ''),
    attempts: 1,
    outcome: 'unknown',
    issues: [],
    hint: `Look for the reason "${run.context.redactor.scrub(reason)}" in deletions.list, and confirm that deletion.`,
  });
