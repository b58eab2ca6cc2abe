import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkOptions, BulkPlan } from '../../core/many/bulk-plan.ts';
import { checkCounts } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { Batches } from './batches.ts';
import { newRefs } from './checked.ts';
import { Lookups } from './lookups.ts';
import * as schemas from './schemas/write-input.ts';
import type { NewOpenBisObject, OpenBisCreated } from './write-types.ts';

const OPERATION = 'openbis.objects.createMany';
const PER_CALL = 100;
const CALLS = 2;

/** How many objects are made. */
export interface OpenBisManyOptions extends Omit<BulkOptions, 'concurrency'> {
  /** Objects in one call. Default 100. All of a call are made, or none: a refused one is found by halves. */
  objectsPerCall?: number;
  /** Calls at a time. Default 2. */
  concurrency?: number;
}

/** By which an object is known in a journal. */
const keyOf = ({ code, creationId }: NewOpenBisObject): string => creationId ?? code ?? '';

/**
 * How openBIS stores one of many objects. Its key is the code: given, or taken from the counter of the type before the
 * object is sent, and written into the journal.
 */
function objectsPlan(
  run: Runner,
  journaled: boolean,
  perCall: number,
): BulkPlan<NewOpenBisObject, OpenBisCreated> {
  let batches: Batches | undefined;
  // The run that is given to the steps waits at the gate of all of them.
  const batchesOf = (gated: Runner, call: object): Batches => {
    batches ??= new Batches(gated, new Lookups(gated, OPERATION, call), perCall, call);
    return batches;
  };
  return {
    operation: OPERATION,
    environment: run.context.environment,
    check(object) {
      const checked = checkInput(schemas.newObject(), object);
      if (!checked.ok) return checked;
      const issues = newRefs(checked.value);
      if (journaled && keyOf(checked.value) === '') {
        const message =
          'or a `creationId` of your own is required in a run with a journal: by it the object is known again';
        issues.push({ path: 'code', message });
      }
      return issues.length > 0 ? { ok: false, issues } : { ok: true, value: checked.value };
    },
    key: keyOf,
    reserve: (given, object, call) => batchesOf(given, call).identify(object),
    store: (given, object, identifier, call, history) =>
      batchesOf(given, call).store(object, identifier, history),
    // Nothing is sent before its code was written down.
    find: async () => [],
    reconcileForMs: 0,
    findsWithoutJournal: false,
  };
}

export function createObjects(
  run: Runner,
  objects: Iterable<NewOpenBisObject> | AsyncIterable<NewOpenBisObject>,
  { objectsPerCall = PER_CALL, concurrency = CALLS, ...options }: OpenBisManyOptions,
): BulkRun<NewOpenBisObject, OpenBisCreated> {
  const issues = checkCounts({ objectsPerCall, concurrency });
  if (issues.length > 0) throw run.inputError(OPERATION, issues);
  const plan = objectsPlan(run, options.journal !== undefined, objectsPerCall);
  return new BulkRun(run, plan, objects, { ...options, concurrency: objectsPerCall * concurrency });
}
