import type { Issue } from '../errors/index.ts';
import {
  AbortedError,
  type BulkCounts,
  BulkError,
  CallError,
  ConfigError,
  ConnectionError,
  RateLimited,
  RepositoryError,
  ServerFault,
  TimeoutError,
  Unauthenticated,
} from '../errors/index.ts';
import type { Runner } from '../http/context.ts';
import { LONGEST_RETRY_AFTER_MS } from '../http/retry.ts';
import type { CallOptions } from '../options.ts';
import type { BulkOptions, BulkPlan, BulkResult, BulkSummary, StoreOutcome } from './bulk-plan.ts';
import { Gate } from './gate.ts';
import { type ItemState, Journal } from './journal.ts';
import { OrderedPool } from './ordered-pool.ts';
import { settleDoubt } from './reconcile.ts';

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
  /** Keys of this run, to notice one that comes twice. */
  readonly #keys = new Map<string, number>();
  #journal: Journal | undefined;
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
    await this.#open();
    const { concurrency = 8, signal } = this.#options;
    const pool = new OrderedPool<In, BulkResult<Out>>(this.#items, concurrency, (item, index) =>
      this.#item(item, index),
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
      await this.#journal?.close();
    }
  }

  #begin(): void {
    const { concurrency = 8, onFailure, reconcileForMs } = this.#options;
    const issues: Issue[] = [];
    if (!Number.isInteger(concurrency) || concurrency < 1)
      issues.push({ path: 'options.concurrency', message: 'must be a whole number from 1' });
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

  async #open(): Promise<void> {
    const { journal, dryRun } = this.#options;
    if (journal === undefined) return;
    const header = this.#summary.target;
    this.#journal = dryRun ? Journal.peek(journal, header) : await Journal.open(journal, header);
  }

  #call(): CallOptions {
    const {
      concurrency: _a,
      journal: _b,
      dryRun: _c,
      onFailure: _d,
      reconcileForMs: _e,
      onProgress: _f,
      ...call
    } = this.#options;
    return call;
  }

  async #item(given: In, index: number): Promise<BulkResult<Out>> {
    const plan = this.#plan;
    const checked = plan.check(given);
    const key = checked.ok ? plan.key(checked.value) : nameOf(given);
    const at = { index, key };
    const first = this.#keys.get(key);
    if (!checked.ok)
      return { ...at, status: 'refused', error: this.#run.inputError(plan.operation, checked.issues) };
    if (this.#journal && first !== undefined) {
      const message = `"${key}" is also the name of item ${first}; in a run with a journal names must differ`;
      return {
        ...at,
        status: 'refused',
        error: this.#run.inputError(plan.operation, [{ path: 'name', message }]),
      };
    }
    if (this.#journal) this.#keys.set(key, index);
    const item = checked.value;
    const digest = this.#journal?.digest(item) ?? '';
    const known = this.#journal?.state(key);
    if (known?.done && known.reference !== undefined) {
      const changed = known.digest !== undefined && known.digest !== digest;
      return { ...at, status: 'found', reference: known.reference, ...(changed && { changed }) };
    }
    if (this.#options.dryRun) return { ...at, status: 'valid' };
    const progress = { reserving: false };
    try {
      return { ...at, ...(await this.#store(item, key, digest, known, progress)) };
    } catch (error) {
      return { ...at, ...(await this.#failed(error, key, progress.reserving)) };
    }
  }

  /** The item's way: intent → (doubt of an earlier run) → identity → record. */
  async #store(
    item: In,
    key: string,
    digest: string,
    known: ItemState | undefined,
    progress: { reserving: boolean },
  ): Promise<StoreOutcome<Out>> {
    const plan = this.#plan;
    const run = this.#run;
    const call = this.#call();
    const journal = this.#journal;
    let reference = known?.reference;
    if (reference === undefined && known?.intentAt !== undefined) {
      const found = await this.#settle(item, known.intentAt);
      if (found?.done) {
        await journal?.done(key, found.reference, digest);
        return { status: 'found', reference: found.reference };
      }
      reference = found?.reference;
      if (reference !== undefined) await journal?.reserved(key, reference);
    }
    if (reference === undefined && plan.reserve && journal) {
      progress.reserving = true;
      reference = await this.#reserve(item, key, digest);
      progress.reserving = false;
    } else if (reference === undefined) {
      await journal?.intent(key, run.context.clock.now(), digest);
    }
    const since = run.context.clock.now();
    try {
      const stored = await plan.store(run, item, reference, call);
      await journal?.done(key, stored.reference, digest);
      return { status: 'stored', ...stored };
    } catch (error) {
      if (!isDoubt(error) || reference !== undefined || !(journal || plan.findsWithoutJournal)) throw error;
      const found = await this.#settle(item, since);
      if (!found) throw error;
      await journal?.done(key, found.reference, digest);
      return { status: 'found', reference: found.reference };
    }
  }

  async #reserve(item: In, key: string, digest: string): Promise<string> {
    const { clock } = this.#run.context;
    const { reserve } = this.#plan;
    const since = clock.now();
    await this.#journal?.intent(key, since, digest);
    let reference: string;
    try {
      reference = await (reserve as NonNullable<typeof reserve>)(this.#run, item, this.#call());
    } catch (error) {
      if (!isDoubt(error)) throw error;
      const found = await this.#settle(item, since);
      // A reservation is not a record: when it cannot be found, another one does no harm.
      reference =
        found?.reference ?? (await (reserve as NonNullable<typeof reserve>)(this.#run, item, this.#call()));
    }
    await this.#journal?.reserved(key, reference);
    return reference;
  }

  async #settle(item: In, since: number): Promise<{ reference: string; done: boolean } | undefined> {
    const found = await settleDoubt(
      () => this.#plan.find(this.#run, item, since, this.#call()),
      this.#options.reconcileForMs ?? this.#plan.reconcileForMs,
      this.#run.context.clock,
      this.#options.signal,
    ).catch((error: unknown) => {
      throw new DoubtRemains(error);
    });
    const [use, ...others] = found;
    this.#summary.leftOver.push(...others.map(({ reference }) => reference));
    return use;
  }

  async #failed(
    error: unknown,
    key: string,
    reserving: boolean,
  ): Promise<{ status: 'refused' | 'failed' | 'unknown'; error: RepositoryError }> {
    // Looking was refused, or did not work: that says nothing of the record, and its intent stays in the journal.
    if (error instanceof DoubtRemains) {
      const cause = error.why instanceof RepositoryError ? error.why : this.#aborted();
      return { status: reserving ? 'failed' : 'unknown', error: cause };
    }
    if (!(error instanceof RepositoryError)) throw error;
    // The same would happen to every other item.
    if (
      error instanceof ConfigError ||
      (error instanceof Unauthenticated && error.operation !== this.#plan.operation)
    ) {
      this.#stop ??= error;
      return { status: 'failed', error };
    }
    const outcome = error instanceof CallError ? error.outcome : 'refused';
    const reference = this.#journal?.state(key)?.reference;
    // A lost reservation is no record; and into an identity of its own the item can always be sent again.
    if (outcome === 'unknown' && !reserving && reference === undefined) return { status: 'unknown', error };
    if (error instanceof RateLimited && (error.retryAfterMs ?? 0) > LONGEST_RETRY_AFTER_MS) {
      this.#stop ??= this.#error(
        `given up: ${error.message}; it asks to wait ${Math.round((error.retryAfterMs ?? 0) / 1000)} s`,
      );
    }
    const mayPass =
      isUnreachable(error) ||
      error instanceof AbortedError ||
      error instanceof RateLimited ||
      outcome !== 'refused';
    // Provably not stored: the next run need not look for it.
    if (outcome !== 'unknown') await this.#journal?.refused(key, error.message);
    return { status: mayPass ? 'failed' : 'refused', error };
  }

  #count(result: BulkResult<Out>): void {
    const { counts, failures } = this.#summary;
    counts[result.status] += 1;
    if (isFailure(result)) {
      const { index, key, status, error } = result;
      if (failures.length < MOST_FAILURES) failures.push({ index, key, status, error });
      this.#unreachable = isUnreachable(error) ? this.#unreachable + 1 : 0;
      if (this.#unreachable >= GIVE_UP_AFTER && !this.#stop) {
        this.#stop = this.#error(
          `given up: the last ${GIVE_UP_AFTER} calls did not reach the repository (${error.message})`,
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

/** A record may be stored, and it could not be found out. */
class DoubtRemains extends Error {
  constructor(readonly why: unknown) {
    super('doubt remains');
  }
}

const total = (counts: BulkCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const isUnreachable = (error: RepositoryError): boolean =>
  error instanceof ConnectionError || error instanceof TimeoutError || error instanceof ServerFault;

const isDoubt = (error: unknown): boolean =>
  error instanceof CallError && error.outcome === 'unknown' && !(error instanceof AbortedError);

function isFailure<T>(result: BulkResult<T>): result is Extract<BulkResult<T>, { error: RepositoryError }> & {
  status: 'refused' | 'failed' | 'unknown';
} {
  return result.status === 'refused' || result.status === 'failed' || result.status === 'unknown';
}

/** What to call an item that is not even an item. */
function nameOf(item: unknown): string {
  const { name, alias, code, title } = (typeof item === 'object' && item !== null ? item : {}) as Record<
    string,
    unknown
  >;
  const found = [name, alias, code, title].find((candidate) => typeof candidate === 'string');
  return typeof found === 'string' ? found : '';
}
