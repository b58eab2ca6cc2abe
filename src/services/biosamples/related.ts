import { BulkError, CallError, type Issue, type RepositoryError } from '../../core/errors/index.ts';
import { guarded } from '../../core/hooks.ts';
import type { Runner } from '../../core/http/context.ts';
import { BulkRun } from '../../core/many/bulk.ts';
import type { BulkPlan, BulkResult } from '../../core/many/bulk-plan.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import { type CallOptions, checkCounts, checkOptions, type Progress } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { updateSample, validateSample } from './endpoints/samples.ts';
import { reservationsOf } from './many.ts';
import { newSample } from './schemas/samples.ts';
import type { ManyResult, NewSample, Relationship, Sample } from './types.ts';

/** How related samples are stored. */
export interface RelatedOptions extends CallOptions {
  /** Calls at a time. Default 8. */
  concurrency?: number;
  /**
   * File in which the run is recorded (NDJSON). Run again with it after anything, a kill included, each sample keeps its
   * accession, and only what is missing is sent.
   */
  journal?: string;
  /** Milliseconds for which an accession whose answer was lost is looked for. Default 60,000. */
  reconcileForMs?: number;
  /**
   * Stops gently when it is aborted: nothing new is begun, and what is under way comes to its end, so that nothing is left
   * in doubt. What was not begun is `skipped`. (`signal` cuts off what is under way as well.)
   */
  stop?: AbortSignal;
  /** Told after each sample of each step. */
  onProgress?(progress: Progress & { step: 'validate' | 'accession' | 'update' }): void;
}

const ACCESSION = /^SAM[END][AG]?\d+$/;
const STOPPED = 'the run was stopped before it';
const OPERATION = 'biosamples.samples.createRelated';

interface Item {
  index: number;
  sample: NewSample & { release: string };
  accession?: string;
  result?: ManyResult;
}

/**
 * Stores samples that refer to each other by name: all are validated, then all get accessions, then the full records
 * are put with the names replaced. Putting repeats safely, so that no record can be made twice.
 */
export async function createRelated(
  run: Runner,
  samples: readonly NewSample[],
  { concurrency = 8, journal, reconcileForMs, stop, onProgress, ...call }: RelatedOptions,
): Promise<ManyResult[]> {
  const wrong = [...checkCounts({ concurrency }), ...checkOptions(call)];
  if (wrong.length > 0) throw run.inputError(OPERATION, wrong);
  const tell = guarded('onProgress', onProgress);
  const items = checkAll(run, samples);
  /** Those that may still be begun. */
  function* unlessStopped(list: readonly Item[]): Generator<Item> {
    for (const item of list) {
      if (stop?.aborted) return;
      yield item;
    }
  }
  let transferred = 0;
  await each(
    new OrderedPool(unlessStopped(items), concurrency, async ({ sample }) =>
      run(validateSample, { sample }, call),
    ),
    ({ valid, issues }) => {
      const item = items[transferred] as Item;
      if (!valid) item.result = { ...at(item), status: 'refused', issues };
      transferred += 1;
      tell?.({ step: 'validate', transferred, total: items.length });
    },
  );
  if (items.some(({ result }) => result)) {
    skip(items, 'nothing was sent, because others are not valid');
    return items.map(({ result }) => result as ManyResult);
  }
  if (stop?.aborted) skip(items, STOPPED);

  const bulk = {
    ...call,
    concurrency,
    ...(journal !== undefined && { journal }),
    ...(reconcileForMs !== undefined && { reconcileForMs }),
  };
  /** One of the two steps that store. What could not be reached is told item by item; with a journal it ends the run. */
  const store = async <T>(
    step: 'accession' | 'update',
    plan: BulkPlan<Item, T>,
    take: Take<T>,
  ): Promise<void> => {
    const open = items.filter(({ result }) => result === undefined);
    const steps = new BulkRun(run, plan, unlessStopped(open), {
      ...bulk,
      onProgress: ({ transferred }) => tell?.({ step, transferred, total: open.length }),
    });
    try {
      await each(steps, (result) => take(open[result.index] as Item, result));
    } catch (error) {
      if (!(error instanceof BulkError) || journal !== undefined) throw error;
      skip(items, error.message);
    }
    if (stop?.aborted) skip(step === 'update' ? items : items.filter(isBare), STOPPED);
  };

  const { environment } = run.context;
  const reservations = reservationsOf(environment, OPERATION, (item: Item) => item.sample.name);
  await store('accession', reservations, (item, result) => {
    if ('error' in result) item.result = failed(item, result);
    else if ('reference' in result) item.accession = result.reference;
  });

  const accessions = new Map(items.map(({ sample, accession }) => [sample.name, accession]));
  for (const item of items.filter(({ result }) => result === undefined)) {
    const lacking = relatives(item).find((name) => accessions.has(name) && !accessions.get(name));
    if (lacking !== undefined)
      item.result = { ...at(item), status: 'skipped', reason: `"${lacking}" got no accession` };
  }
  await store(
    'update',
    recordsPlan(environment, accessions as ReadonlyMap<string, string>),
    (item, result) => {
      if ('error' in result) item.result = failed(item, result);
      else if (result.status !== 'valid') item.result = stored(item, result);
    },
  );
  return items.map(({ result }) => result as ManyResult);
}

type Take<T> = (item: Item, result: BulkResult<T>) => void;

async function each<T>(list: AsyncIterable<T>, take: (one: T) => void): Promise<void> {
  for await (const one of list) take(one);
}

/** The full records, each put to its accession. */
const recordsPlan = (
  environment: string,
  accessions: ReadonlyMap<string, string>,
): BulkPlan<Item, Sample> => ({
  operation: OPERATION,
  environment,
  check: (item) => ({ ok: true, value: item }),
  key: ({ sample }) => sample.name,
  content: ({ sample }) => sample,
  // It is there already: nothing can be lost on the way to it.
  reserve: async (_, { accession = '' }) => accession,
  store: async (run, { sample, accession = '' }, _, call) => {
    const relationships = link(sample.relationships ?? [], accession, accessions);
    const record = { ...sample, accession, ...(relationships.length > 0 && { relationships }) };
    return { reference: accession, value: await run(updateSample, record, call) };
  },
  find: async () => [],
  reconcileForMs: 0,
  findsWithoutJournal: false,
});

const at = ({ index, sample: { name }, accession }: Item) => ({
  index,
  name,
  ...(accession && { accession }),
});

function stored(item: Item, result: Extract<BulkResult<Sample>, { status: 'stored' | 'found' }>): ManyResult {
  const { index, sample } = item;
  const facts = { index, name: sample.name, accession: result.reference };
  if (result.status === 'stored') return { ...facts, status: 'stored', sample: result.value };
  return { ...facts, status: 'found', ...(result.changed && { changed: true }) };
}

function failed(item: Item, { status, error }: { status: string; error: RepositoryError }): ManyResult {
  const doubt = error instanceof CallError && error.outcome === 'unknown';
  if (doubt) return { ...at(item), status: 'unknown', error };
  if (status === 'failed') return { ...at(item), status, error };
  return { ...at(item), status: 'refused', issues: [{ path: '', messages: [error.message] }] };
}

const isBare = ({ accession }: Item): boolean => accession === undefined;

function skip(items: readonly Item[], reason: string): void {
  for (const item of items) item.result ??= { ...at(item), status: 'skipped', reason };
}

const relatives = ({ sample }: Item): string[] =>
  (sample.relationships ?? []).flatMap(({ source, target }) =>
    [source, target].filter((name) => name !== undefined),
  );

/** Relationships with accessions for names. */
function link(
  relationships: readonly Relationship[],
  self: string,
  accessions: ReadonlyMap<string, string>,
): Relationship[] {
  const accessionOf = (name: string) => accessions.get(name) ?? name;
  return relationships.map((relationship) => ({
    ...relationship,
    source: accessionOf(relationship.source || self),
    target: accessionOf(relationship.target),
  }));
}

function checkAll(run: Runner, samples: readonly NewSample[]): Item[] {
  const issues: Issue[] = [];
  const names = new Map<string, number>();
  const items: Item[] = [];
  samples.forEach((sample, index) => {
    const checked = checkInput(newSample(), sample);
    const at = (path: string) => (path.startsWith('[') ? `[${index}]${path}` : `[${index}].${path}`);
    if (!checked.ok) {
      issues.push(...checked.issues.map(({ path, message }) => ({ path: at(path), message })));
      return;
    }
    const { name } = checked.value;
    const first = names.get(name);
    if (first !== undefined) {
      issues.push({
        path: at('name'),
        message: `"${name}" is also the name of item ${first}; names must differ`,
      });
    }
    names.set(name, index);
    items.push({ index, sample: checked.value as unknown as Item['sample'] });
  });
  for (const { index, sample } of items) {
    sample.relationships?.forEach(({ source, target }, place) => {
      for (const [end, value] of [
        ['source', source],
        ['target', target],
      ] as const) {
        if (!value || names.has(value) || ACCESSION.test(value)) continue;
        issues.push({
          path: `[${index}].relationships[${place}].${end}`,
          message: `"${value}" is neither the name of a sample in this list nor an accession`,
        });
      }
    });
  }
  if (issues.length > 0) throw run.inputError(OPERATION, issues);
  return items;
}
