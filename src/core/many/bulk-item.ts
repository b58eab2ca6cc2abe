import {
  type AbortedError,
  CallError,
  ConfigError,
  InputError,
  type Issue,
  RepositoryError,
  Unauthenticated,
} from '../errors/index.ts';
import type { Runner } from '../http/context.ts';
import type { CallOptions } from '../options.ts';
import type { BulkPlan, BulkResult, Found, StoreOutcome } from './bulk-plan.ts';
import { isDoubt, mayPass } from './doubt.ts';
import type { ItemState, Journal } from './journal.ts';
import { settleDoubt } from './reconcile.ts';

/** What the items of one run have in common. */
export interface ItemRun<In, Out> {
  run: Runner;
  plan: BulkPlan<In, Out>;
  journal: Journal | undefined;
  call: CallOptions;
  dryRun: boolean;
  reconcileForMs: number;
  /** Identities that were reserved and are not used. */
  leftOver(references: readonly string[]): void;
  /** The same would happen to every other item. */
  stop(error: RepositoryError): void;
  /** What the caller's abort becomes, for one item. */
  aborted(mayBeStored: boolean): AbortedError;
}

/** The way of one item: check → intent → (doubt of an earlier run) → identity → record; and what became of it. */
export class ItemWay<In, Out> {
  #key = '';
  #digest = '';
  /** A lost reservation is no record. */
  #reserving = false;

  constructor(private readonly shared: ItemRun<In, Out>) {}

  async go(given: In, index: number): Promise<BulkResult<Out>> {
    const { plan, journal } = this.shared;
    const checked = plan.check(given);
    if (!checked.ok) return this.#refused(index, nameOf(given), checked.issues);
    const item = checked.value;
    this.#key = plan.key(item);
    const at = { index, key: this.#key };
    if (journal?.meet(this.#key)) {
      const message = `"${this.#key}" was the name of an item before; in a run with a journal names must differ`;
      return this.#refused(index, this.#key, [{ path: 'name', message }]);
    }
    try {
      this.#digest = journal?.digest(plan.content?.(item) ?? item) ?? '';
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return this.#refused(index, this.#key, [...error.issues]);
    }
    const known = journal?.state(this.#key);
    if (known?.done && known.reference !== undefined) {
      const changed = known.digest !== undefined && known.digest !== this.#digest;
      return { ...at, status: 'found', reference: known.reference, ...(changed && { changed }) };
    }
    if (this.shared.dryRun) return { ...at, status: 'valid' };
    try {
      return { ...at, ...(await this.#store(item, known)) };
    } catch (error) {
      return { ...at, ...(await this.#failed(error)) };
    }
  }

  #refused(index: number, key: string, issues: Issue[]): BulkResult<Out> {
    const { run, plan } = this.shared;
    return { index, key, status: 'refused', error: run.inputError(plan.operation, issues) };
  }

  async #store(item: In, known: ItemState | undefined): Promise<StoreOutcome<Out>> {
    const { plan, run, journal, call } = this.shared;
    let reference = known?.reference;
    const history = {
      since: reference === undefined ? undefined : known?.since,
      reserved: async (another: string) => journal?.reserved(this.#key, another),
    };
    if (reference === undefined && known?.intentAt !== undefined) {
      const found = await this.#settle(item, known.intentAt);
      if (found?.done) return this.#found(found);
      reference = found?.reference;
      if (reference !== undefined) await journal?.reserved(this.#key, reference);
    }
    const since = run.context.clock.now();
    if (reference === undefined) {
      await journal?.intent(this.#key, since, this.#digest);
      if (plan.reserve && journal) reference = await this.#reserve(plan.reserve, journal, item, since);
    }
    try {
      const stored = await plan.store(run, item, reference, call, history);
      await this.#done(stored);
      return { status: 'stored', ...stored };
    } catch (error) {
      if (!isDoubt(error) || reference !== undefined || !(journal || plan.findsWithoutJournal)) throw error;
      const found = await this.#settle(item, since);
      if (!found) throw error;
      return this.#found(found);
    }
  }

  async #reserve(
    reserve: NonNullable<BulkPlan<In, Out>['reserve']>,
    journal: Journal,
    item: In,
    since: number,
  ): Promise<string> {
    const { run, call } = this.shared;
    this.#reserving = true;
    const reference = await reserve(run, item, call).catch(async (error: unknown) => {
      if (!isDoubt(error)) throw error;
      const found = await this.#settle(item, since);
      // A reservation is not a record: when it cannot be found, another one does no harm.
      return found?.reference ?? reserve(run, item, call);
    });
    await journal.reserved(this.#key, reference);
    this.#reserving = false;
    return reference;
  }

  async #found({ reference, changed }: Found): Promise<StoreOutcome<Out>> {
    await this.#done({ reference, ...(changed && { changed }) });
    return { status: 'found', reference, ...(changed && { changed }) };
  }

  /** It is stored, whether or not that can be written down: then the run ends, and the next one looks it up. */
  async #done({ reference, changed }: { reference: string; changed?: true }): Promise<void> {
    try {
      // What is there is not this content: the next run is to say so too.
      await this.shared.journal?.done(this.#key, reference, changed ? '' : this.#digest);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.shared.stop(error);
    }
  }

  async #settle(item: In, since: number): Promise<Found | undefined> {
    const { plan, run, call, reconcileForMs } = this.shared;
    const [use, ...others] = await settleDoubt(
      () => plan.find(run, item, since, call),
      reconcileForMs,
      run.context.clock,
      call.signal,
    ).catch((error: unknown) => {
      throw new DoubtRemains(error);
    });
    this.shared.leftOver(others.map(({ reference }) => reference));
    return use;
  }

  async #failed(
    error: unknown,
  ): Promise<{ status: 'refused' | 'failed' | 'unknown'; error: RepositoryError }> {
    const { journal, plan, stop, aborted } = this.shared;
    // Looking was refused, or did not work: that says nothing of the record, and its intent stays in the journal.
    if (error instanceof DoubtRemains) {
      const cause = error.why instanceof RepositoryError ? error.why : aborted(!this.#reserving);
      return { status: this.#reserving ? 'failed' : 'unknown', error: cause };
    }
    if (!(error instanceof RepositoryError)) throw error;
    if (
      error instanceof ConfigError ||
      (error instanceof Unauthenticated && error.operation !== plan.operation)
    ) {
      stop(error);
      return { status: 'failed', error };
    }
    const outcome = error instanceof CallError ? error.outcome : 'refused';
    const reference = journal?.state(this.#key)?.reference;
    // Into an identity of its own the item can always be sent again.
    if (outcome === 'unknown' && !this.#reserving && reference === undefined)
      return { status: 'unknown', error };
    // Provably not stored: the next run need not look for it.
    if (outcome !== 'unknown') await this.#notStored(error.message);
    return { status: mayPass(error) ? 'failed' : 'refused', error };
  }

  async #notStored(why: string): Promise<void> {
    try {
      await this.shared.journal?.refused(this.#key, why);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.shared.stop(error);
    }
  }
}

/** A record may be stored, and it could not be found out. */
class DoubtRemains extends Error {
  constructor(readonly why: unknown) {
    super('doubt remains');
  }
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
