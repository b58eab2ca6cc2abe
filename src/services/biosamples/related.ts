import { CallError, type Issue } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import type { CallOptions, Progress } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { accessionSample, updateSample, validateSample } from './endpoints/samples.ts';
import { newSample } from './schemas/samples.ts';
import type { ManyResult, NewSample, Relationship, SampleUpdate } from './types.ts';

/** How related samples are stored. */
export interface RelatedOptions extends CallOptions {
  /** Calls at a time. Default 8. */
  concurrency?: number;
  /** Told after each sample of each step. */
  onProgress?(progress: Progress & { step: 'validate' | 'accession' | 'update' }): void;
}

const ACCESSION = /^SAM[END][AG]?\d+$/;
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
  { concurrency = 8, onProgress, ...call }: RelatedOptions,
): Promise<ManyResult[]> {
  const items = checkAll(run, samples);
  const each = async (
    step: 'validate' | 'accession' | 'update',
    work: (item: Item) => Promise<ManyResult | undefined>,
  ) => {
    const open = items.filter(({ result }) => result === undefined);
    let transferred = 0;
    for await (const result of new OrderedPool(open, concurrency, work)) {
      const item = open[transferred];
      if (item && result) item.result = result;
      transferred += 1;
      onProgress?.({ step, transferred, total: open.length });
    }
  };

  await each('validate', async ({ index, sample }) => {
    const { valid, issues } = await run(validateSample, { sample }, call);
    return valid ? undefined : { index, name: sample.name, status: 'refused', issues };
  });
  if (items.some(({ result }) => result)) {
    return items.map(
      ({ index, sample, result }): ManyResult =>
        result ?? {
          index,
          name: sample.name,
          status: 'skipped',
          reason: 'nothing was sent, because others are not valid',
        },
    );
  }

  await each('accession', async (item) => {
    const { name } = item.sample;
    try {
      item.accession = (await run(accessionSample, { name }, call)).accession;
      return undefined;
    } catch (error) {
      return failed(item, error);
    }
  });

  const accessions = new Map(items.map(({ sample, accession }) => [sample.name, accession]));
  await each('update', async (item) => {
    const { index, sample, accession = '' } = item;
    const related = link(sample.relationships, accession, accessions);
    if (typeof related === 'string') {
      return {
        index,
        name: sample.name,
        status: 'skipped',
        accession,
        reason: `"${related}" got no accession`,
      };
    }
    const record: SampleUpdate = {
      ...sample,
      accession,
      ...(related.length > 0 && { relationships: related }),
    };
    try {
      return {
        index,
        name: sample.name,
        status: 'stored',
        accession,
        sample: await run(updateSample, record, call),
      };
    } catch (error) {
      return failed(item, error);
    }
  });
  return items.map(({ result }) => result as ManyResult);
}

function failed({ index, sample: { name }, accession }: Item, error: unknown): ManyResult {
  if (!(error instanceof CallError)) throw error;
  const at = { index, name, ...(accession && { accession }) };
  if (error.outcome === 'unknown') return { ...at, status: 'unknown', error };
  return { ...at, status: 'refused', issues: [{ path: '', messages: [error.message] }] };
}

/** Relationships with accessions for names, or the name that has none. */
function link(
  relationships: readonly Relationship[] | undefined,
  self: string,
  accessions: ReadonlyMap<string, string | undefined>,
): Relationship[] | string {
  const linked: Relationship[] = [];
  for (const relationship of relationships ?? []) {
    const ends = { source: relationship.source || self, target: relationship.target };
    for (const end of ['source', 'target'] as const) {
      if (!accessions.has(ends[end])) continue;
      const found = accessions.get(ends[end]);
      if (found === undefined) return ends[end];
      ends[end] = found;
    }
    linked.push({ ...relationship, ...ends });
  }
  return linked;
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
