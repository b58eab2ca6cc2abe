import {
  AbortedError,
  type BulkCounts,
  BulkError,
  ConfigError,
  type Issue,
  RateLimited,
  type RepositoryError,
} from '../errors/index.ts';
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
  readonly #run: Runner;
  readonly #gate: Gate;
  readonly #summary: BulkSummary;
  #begun = false;
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

  /** What is known so far; complete when the iteration has ended. */
  get summary(): BulkSummary {
    return this.#summary;
  }

  /**
   * Carries out all that is left and gives the summary.
   * @throws BulkError when `orThrow` is set and an item was not stored; or when the run was given up
   */
  async done({ orThrow = false }: { orThrow?: boolean } = {}): Promise<BulkSummary> {
    for await (const _ of this) {
      // Only the summary is wanted.
    }
    const { counts } = this.#summary;
    const lost = counts.refused + counts.failed + counts.unknown;
    if (orThrow && lost > 0) throw this.#error(`${lost} of ${total(counts)} were not stored`);
    return this.#summary;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<BulkResult<Out>, void, undefined> {
    this.#begin();
    const { clock } = this.#run.context;
    const begunAt = clock.now();
    const journal = await this.#open();
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
      if (signal?.aborted) throw this.#aborted();
      if (this.#stop) throw this.#stop;
    } finally {
      pool.stop();
      // What is under way comes to its end, and its outcome is written down, before the journal is closed.
      await pool.settled();
      signal?.removeEventListener('abort', onAbort);
      this.#summary.tookMs = clock.now() - begunAt;
      await journal?.close();
    }
  }

  #begin(): void {
    const { concurrency, onFailure, reconcileForMs } = this.#options;
    const issues: Issue[] = checkCounts({ concurrency });
    if (onFailure !== undefined && !['continue', 'stop'].includes(onFailure))
      issues.push({ path: 'options.onFailure', message: 'must be continue or stop' });
    if (reconcileForMs !== undefined && !(reconcileForMs >= 0))
      issues.push({ path: 'options.reconcileForMs', message: 'must be a number of milliseconds' });
    if (this.#begun) issues.push({ path: '', message: 'this run was carried out already; make a new one' });
    this.#begun = true;
    const { service, operation } = this.#summary.target;
    if (issues.length > 0) throw this.#run.inputError(operation, issues);
    const { credential, credentialSettings } = this.#run.context;
    if (!credential) {
      throw new ConfigError(`${operation} needs an account, and none is configured`, {
        service,
        operation,
        missing: credentialSettings,
      });
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
      aborted: () => this.#aborted(),
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
    const { onProgress } = this.#options;
    const length = Array.isArray(this.#items) ? this.#items.length : undefined;
    onProgress?.({
      transferred: total(counts),
      ...(length !== undefined && { total: length }),
      counts: { ...counts },
    });
  }

  #aborted(): AbortedError {
    const { service, operation, baseUrl } = this.#summary.target;
    const { journal } = this.#options;
    return new AbortedError({
      service,
      operation,
      method: 'POST',
      url: this.#run.context.redactor.scrubUrl(baseUrl),
      attempts: 0,
      outcome: this.#summary.counts.unknown > 0 ? 'unknown' : 'refused',
      hint: journal ? `Run it again with the journal ${journal}: only what is missing is sent.` : undefined,
    });
  }

  #error(message: string): BulkError {
    const { target, counts, failures, journal } = this.#summary;
    return new BulkError(message, {
      service: target.service,
      operation: target.operation,
      counts: { ...counts },
      failures: [...failures],
      journal,
      hint: journal
        ? `Run it again with the journal ${journal}: only what is missing is sent.`
        : 'With a journal the run could be taken up again.',
    });
  }
}

const total = (counts: BulkCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
