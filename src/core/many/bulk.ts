import { noAccount } from '../auth/no-account.ts';
import {
  AbortedError,
  type BulkCounts,
  BulkError,
  type Issue,
  RateLimited,
  type RepositoryError,
} from '../errors/index.ts';
import { guarded } from '../hooks.ts';
import type { Runner } from '../http/context.ts';
import { LONGEST_RETRY_AFTER_MS } from '../http/retry.ts';
import { checkCounts } from '../options.ts';
import { type ItemRun, ItemWay } from './bulk-item.ts';
import type { BulkOptions, BulkPlan, BulkResult, BulkSummary } from './bulk-plan.ts';
import { isFailure, isUnreachable } from './bulk-result.ts';
import { Gate } from './gate.ts';
import { Journal } from './journal.ts';
import { OrderedPool } from './ordered-pool.ts';

const MOST_FAILURES = 1_000;
/** So many failures to reach the repository in a row mean that the rest would fail too. */
const GIVE_UP_AFTER = 25;

const noCounts = (): BulkCounts => ({ stored: 0, found: 0, refused: 0, failed: 0, unknown: 0, valid: 0 });

/**
 * A run over many items. Iterate it for what became of each, in order; or `await run.done()` for the summary alone.
 * Nothing is sent before one of the two. It takes items as it goes: a list of any length costs the memory of a few.
 */
export class BulkRun<In, Out> implements AsyncIterable<BulkResult<Out>> {
  readonly #plan: BulkPlan<In, Out>;
  readonly #items: Iterable<In> | AsyncIterable<In>;
  readonly #options: BulkOptions;
  readonly #tell: BulkOptions['onProgress'];
  readonly #run: Runner;
  readonly #gate: Gate;
  readonly #summary: BulkSummary;
  #begun = false;
  /** Read to its end, or given up with an error. */
  #ended: { error?: unknown } | undefined;
  #unreachable = 0;
  #stop: RepositoryError | undefined;

  /** @internal */
  constructor(
    run: Runner,
    plan: BulkPlan<In, Out>,
    items: Iterable<In> | AsyncIterable<In>,
    options: BulkOptions,
  ) {
    this.#plan = plan;
    this.#items = items;
    this.#options = options;
    this.#tell = guarded('onProgress', options.onProgress);
    this.#gate = new Gate(run.context.clock);
    this.#run = run.gated(this.#gate);
    const { context } = run;
    this.#summary = {
      counts: noCounts(),
      failures: [],
      leftOver: [],
      ...(options.journal !== undefined && { journal: options.journal }),
      tookMs: 0,
      dryRun: options.dryRun === true,
      target: {
        service: context.service,
        operation: plan.operation,
        baseUrl: context.bases.api ?? '',
        environment: plan.environment,
        account: context.credential?.account ?? '',
        scope: plan.scope ?? '',
      },
    };
  }

  /** What is known so far; complete when the iteration has ended, also when a loop was left: what was under way is in it. */
  get summary(): BulkSummary {
    return this.#summary;
  }

  /**
   * Carries the run out and gives the summary; of a run that was iterated to its end, or given up, how it ended.
   * @throws BulkError when `orThrow` is set and an item was not stored; or when the run was given up; or when a loop over it
   *   was left early
   */
  async done({ orThrow = false }: { orThrow?: boolean } = {}): Promise<BulkSummary> {
    if (!this.#ended) {
      for await (const _ of this) {
        // Only the summary is wanted.
      }
    } else if ('error' in this.#ended) throw this.#ended.error;
    const { counts } = this.#summary;
    const lost = counts.refused + counts.failed + counts.unknown;
    if (orThrow && lost > 0) throw this.#error(`${lost} of ${total(counts)} were not stored`);
    return this.#summary;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<BulkResult<Out>, void, undefined> {
    this.#begin();
    const { clock } = this.#run.context;
    const begunAt = clock.now();
    let journal: Journal | undefined;
    try {
      journal = await this.#open();
      yield* this.#results(journal);
      this.#ended = {};
    } catch (error) {
      this.#ended = { error };
      throw error;
    } finally {
      this.#ended ??= {
        error: this.#error(
          'the loop over this run was left before its end: counted is what was begun by then, and no more was sent',
        ),
      };
      this.#summary.tookMs = clock.now() - begunAt;
      await journal?.close();
    }
  }

  async *#results(journal: Journal | undefined): AsyncGenerator<BulkResult<Out>, void, undefined> {
    const { concurrency = 8, signal } = this.#options;
    const shared = this.#shared(journal);
    const pool = new OrderedPool<In, BulkResult<Out>>(this.#items, concurrency, (item, index) =>
      new ItemWay(shared).go(item, index),
    );
    const onAbort = () => pool.stop();
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) pool.stop();
    try {
      for await (const result of pool) {
        this.#count(result);
        if (this.#stop || (this.#options.onFailure === 'stop' && isFailure(result))) pool.stop();
        yield result;
      }
      if (signal?.aborted) throw this.#abortedRun();
      if (this.#stop) throw this.#stop;
    } finally {
      pool.stop();
      // What is under way comes to its end, and its outcome is written down and counted, before the journal is closed.
      for (const result of await pool.settled()) this.#count(result);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #begin(): void {
    const { concurrency, onFailure, reconcileForMs, journal } = this.#options;
    const issues: Issue[] = checkCounts({ concurrency });
    if (onFailure !== undefined && !['continue', 'stop'].includes(onFailure))
      issues.push({ path: 'options.onFailure', message: 'must be continue or stop' });
    if (reconcileForMs !== undefined && !(reconcileForMs >= 0))
      issues.push({ path: 'options.reconcileForMs', message: 'must be a number of milliseconds' });
    if (journal !== undefined && (typeof journal !== 'string' || journal === ''))
      issues.push({ path: 'options.journal', message: 'must be the name of a file' });
    if (!isIterable(this.#items))
      issues.push({ path: 'items', message: 'must be an array, or something else that can be iterated' });
    if (this.#begun) issues.push({ path: '', message: 'this run was carried out already; make a new one' });
    this.#begun = true;
    const { service, operation } = this.#summary.target;
    if (issues.length > 0) throw this.#run.inputError(operation, issues);
    const { credential, credentialSettings } = this.#run.context;
    if (!credential) {
      const message = `${operation} needs an account, and none is configured`;
      throw noAccount(message, credentialSettings, { service, operation });
    }
  }

  async #open(): Promise<Journal | undefined> {
    const { journal, dryRun } = this.#options;
    if (journal === undefined) return undefined;
    const header = this.#summary.target;
    return dryRun ? Journal.peek(journal, header) : Journal.open(journal, header);
  }

  #shared(journal: Journal | undefined): ItemRun<In, Out> {
    const {
      concurrency: _concurrency,
      journal: _path,
      dryRun = false,
      onFailure: _onFailure,
      reconcileForMs = this.#plan.reconcileForMs,
      onProgress: _onProgress,
      ...call
    } = this.#options;
    return {
      run: this.#run,
      plan: this.#plan,
      journal,
      call,
      dryRun,
      reconcileForMs,
      leftOver: (references) => this.#summary.leftOver.push(...references),
      stop: (error) => {
        this.#stop ??= error;
      },
      aborted: (mayBeStored) =>
        this.#aborted(
          mayBeStored,
          'It may have been stored all the same: look it up before you send it again.',
        ),
    };
  }

  #count(result: BulkResult<Out>): void {
    const { counts, failures } = this.#summary;
    counts[result.status] += 1;
    if (isFailure(result)) {
      const { index, key, status, error } = result;
      if (failures.length < MOST_FAILURES) failures.push({ index, key, status, error });
      this.#unreachable = isUnreachable(error) ? this.#unreachable + 1 : 0;
      if (this.#unreachable >= GIVE_UP_AFTER) {
        this.#stop ??= this.#error(
          `given up: the last ${GIVE_UP_AFTER} calls did not reach the repository (${error.message})`,
        );
      }
      const waitMs = error instanceof RateLimited ? (error.retryAfterMs ?? 0) : 0;
      if (waitMs > LONGEST_RETRY_AFTER_MS) {
        this.#stop ??= this.#error(
          `given up: ${error.message}; it asks to wait ${Math.round(waitMs / 1000)} s`,
        );
      }
    } else {
      this.#unreachable = 0;
    }
    const length = Array.isArray(this.#items) ? this.#items.length : undefined;
    this.#tell?.({
      transferred: total(counts),
      ...(length !== undefined && { total: length }),
      counts: { ...counts },
    });
  }

  /** Of the run as a whole: with something stored, sending all of it again would make that twice. */
  #abortedRun(): AbortedError {
    const { stored, unknown } = this.#summary.counts;
    const leaveOut = `${stored} are stored, and of ${unknown} it is not known: leave what is stored out before you run it again. With a journal that goes by itself.`;
    return this.#aborted(stored + unknown > 0, leaveOut);
  }

  #aborted(mayBeStored: boolean, withoutJournal: string): AbortedError {
    const { service, operation, baseUrl } = this.#summary.target;
    return new AbortedError({
      service,
      operation,
      method: 'POST',
      url: this.#run.context.redactor.scrubUrl(baseUrl),
      attempts: 0,
      outcome: mayBeStored ? 'unknown' : 'refused',
      hint: this.#options.journal ? this.#again() : mayBeStored ? withoutJournal : undefined,
    });
  }

  #again(): string {
    return `Run it again with the journal ${this.#options.journal}: only what is missing is sent.`;
  }

  #error(message: string): BulkError {
    const { target, counts, failures, journal } = this.#summary;
    return new BulkError(message, {
      service: target.service,
      operation: target.operation,
      counts: { ...counts },
      failures: [...failures],
      journal,
      hint: journal ? this.#again() : 'With a journal the run could be taken up again.',
    });
  }
}

const total = (counts: BulkCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A text can be iterated too, and is the name of a file at best. */
const isIterable = (items: unknown): boolean =>
  typeof items === 'object' && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items);
