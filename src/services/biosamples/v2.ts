import { CallError, ConfigError, type RepositoryError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { Endpoint } from '../../core/http/endpoint.ts';
import { mayPass } from '../../core/many/doubt.ts';
import { OrderedPool } from '../../core/many/ordered-pool.ts';
import { type CallOptions, checkCounts, checkOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import {
  bulkAccession,
  bulkFetch,
  bulkSubmit,
  bulkValidate,
  generateSraAccession,
  getSampleV2,
} from './endpoints/v2.ts';
import type { Receipt } from './schemas/v2.ts';
import type {
  ManyResult,
  NewSample,
  ReservationResult,
  Sample,
  SampleContent,
  SampleReservation,
  ValidationIssue,
  ValidationResult,
} from './types.ts';

/** How a list is cut into calls. */
export interface ChunkOptions extends CallOptions {
  /** Samples per call. Default 100 (200 when fetching): the repository states no limit, but is slow above. */
  chunkSize?: number;
  /** Calls at a time. Default 4; the repository's own client uses 8. */
  concurrency?: number;
}

interface Chunk<T> {
  start: number;
  items: readonly T[];
}

function* chunks<T>(items: readonly T[], size: number): Generator<Chunk<T>> {
  for (let start = 0; start < items.length; start += size)
    yield { start, items: items.slice(start, start + size) };
}

/** Version 2 of the service: many samples in one call. */
export interface V2 {
  readonly samples: SamplesV2;
}

/**
 * Samples in bulk. Lists of any length are cut into calls; what became of each sample is told one by one. All are
 * checked before the first is sent, because one bad sample would end a call after those before it were stored.
 */
export class SamplesV2 {
  constructor(private readonly run: Runner) {}

  /** One sample, never curated, without links. */
  get(accession: string, options?: CallOptions): Promise<Sample> {
    return this.run(getSampleV2, accession, options);
  }

  /** Many samples by their accessions, never curated. Those that do not exist, or that we may not see, are left out. */
  async bulkFetch(accessions: readonly string[], options: ChunkOptions = {}): Promise<Map<string, Sample>> {
    const unique = [...new Set(accessions)];
    const found = new Map<string, Sample>();
    for await (const part of this.#each(bulkFetch, unique, options, 200, async ({ items }, call) =>
      this.run(bulkFetch, items, call),
    )) {
      for (const [accession, sample] of Object.entries(part)) found.set(accession, sample);
    }
    return found;
  }

  /**
   * Reserves accessions by name; see `samples.accession`. Names must differ.
   * @throws InputError before anything is sent
   */
  async bulkAccession(
    samples: readonly SampleReservation[],
    options: ChunkOptions = {},
  ): Promise<ReservationResult[]> {
    const results: ReservationResult[] = [];
    const send = async (
      { start, items }: Chunk<SampleReservation>,
      call: CallOptions,
    ): Promise<ReservationResult[]> => {
      const outcome = await this.run(bulkAccession, items, call).catch(this.#told);
      return items.map(({ name }, offset) => {
        const at = { index: start + offset, name };
        if (outcome instanceof Error) return notStored(at, outcome);
        const accession = outcome[name];
        if (accession !== undefined) return { ...at, status: 'stored', accession };
        return { ...at, status: 'unknown', error: missing(name) };
      });
    };
    for await (const part of this.#each(bulkAccession, samples, options, 100, send)) results.push(...part);
    return results;
  }

  /**
   * Stores many new samples. A call whose answer was lost leaves its samples in doubt (`status: 'unknown'`); one that was
   * surely not carried out makes them `failed` or `refused`. None are sent again by themselves. Relationships cannot be given in bulk. Names must differ.
   * @throws InputError before anything is sent
   */
  async bulkSubmit(samples: readonly NewSample[], options: ChunkOptions = {}): Promise<ManyResult[]> {
    const results: ManyResult[] = [];
    const send = async ({ start, items }: Chunk<NewSample>, call: CallOptions): Promise<ManyResult[]> => {
      const outcome = await this.run(bulkSubmit, items, call).catch(this.#told);
      return items.map(({ name }, offset) => submitted({ index: start + offset, name }, outcome));
    };
    for await (const part of this.#each(bulkSubmit, samples, options, 100, send)) results.push(...part);
    return results;
  }

  /** What the checklists say of many samples; stores nothing. Names must differ. */
  async bulkValidate(
    samples: readonly SampleContent[],
    options: ChunkOptions = {},
  ): Promise<ValidationResult[]> {
    const results: ValidationResult[] = [];
    const send = async (
      { start, items }: Chunk<SampleContent>,
      call: CallOptions,
    ): Promise<ValidationResult[]> => {
      const receipt = await this.run(bulkValidate, items, call);
      return items.map(({ name }, offset) => {
        const issues = issuesOf(receipt, name) ?? [];
        return { index: start + offset, name, valid: issues.length === 0, issues };
      });
    };
    for await (const part of this.#each(bulkValidate, samples, options, 100, send)) results.push(...part);
    return results;
  }

  /** Reserves an `ERS…` accession that belongs to no sample yet. */
  generateSraAccession(options?: CallOptions): Promise<string> {
    return this.run(generateSraAccession, undefined, options);
  }

  /**
   * Failures that are told sample by sample. Without an account nothing was sent: that is thrown, like everything that is
   * no failure of a call. With one, samples of other calls may be stored, and what became of them must not be lost.
   */
  readonly #told = (error: unknown): RepositoryError => {
    if (error instanceof CallError) return error;
    if (error instanceof ConfigError && this.run.context.credential) return error;
    throw error;
  };

  /** Checks the options, and the whole list as one input; then makes the calls, some at a time, in order. */
  async *#each<T, R>(
    endpoint: Endpoint<readonly T[], unknown>,
    items: readonly T[],
    { chunkSize, concurrency = 4, ...call }: ChunkOptions,
    usualSize: number,
    send: (chunk: Chunk<T>, call: CallOptions) => Promise<R>,
  ): AsyncGenerator<R> {
    const wrong = [...checkCounts({ chunkSize, concurrency }), ...checkOptions(call)];
    if (wrong.length > 0) throw this.run.inputError(endpoint.name, wrong);
    if (items.length === 0) return;
    const checked = checkInput(endpoint.input(), items);
    if (!checked.ok) throw this.run.inputError(endpoint.name, checked.issues);
    // As they are sent: answers are matched by these names.
    const cut = chunks(checked.value as readonly T[], chunkSize ?? usualSize);
    yield* new OrderedPool(cut, concurrency, (chunk) => send(chunk, call));
  }
}

const missing = (name: string): Error => new Error(`the repository's answer does not mention "${name}"`);

function issuesOf(receipt: Receipt, name: string): ValidationIssue[] | undefined {
  const entry = receipt.errors?.find(({ sampleName }) => sampleName === name);
  return entry?.errors.map(({ dataPath, errors }) => ({ path: dataPath, messages: errors }));
}

interface Place {
  index: number;
  name: string;
}

/** What a failed call says of each of its samples. */
function notStored(at: Place, error: RepositoryError) {
  if (error instanceof CallError && error.outcome === 'unknown')
    return { ...at, status: 'unknown' as const, error };
  if (error instanceof ConfigError || mayPass(error)) return { ...at, status: 'failed' as const, error };
  return { ...at, status: 'refused' as const, issues: [{ path: '', messages: [error.message] }] };
}

function submitted(at: Place, outcome: Receipt | RepositoryError): ManyResult {
  if (outcome instanceof Error) return notStored(at, outcome);
  const sample = outcome.samples?.find(({ name }) => name === at.name) as Sample | undefined;
  if (sample) return { ...at, status: 'stored', accession: sample.accession, sample };
  const issues = issuesOf(outcome, at.name) ?? [
    { path: '', messages: ['refused; the repository gave no reason'] },
  ];
  return { ...at, status: 'refused', issues };
}
