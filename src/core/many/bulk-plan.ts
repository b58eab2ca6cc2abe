import type { BulkCounts, BulkFailure, Issue, RepositoryError } from '../errors/index.ts';
import type { Runner } from '../http/context.ts';
import type { CallOptions } from '../options.ts';
import type { JournalHeader } from './journal.ts';

export interface BulkProgress {
  /** Items that are through. */
  transferred: number;
  /** How many there are, when the list was an array. */
  total?: number;
  counts: BulkCounts;
}

/** How many items are stored. */
export interface BulkOptions extends CallOptions {
  /** Items at a time. Default 8; services stand up to 32. */
  concurrency?: number;
  /**
   * File in which the run is recorded (NDJSON). Run again with it after anything, a kill included, only what is missing
   * is sent: nothing twice, nothing lost.
   */
  journal?: string;
  /** Checks everything and sends nothing; the summary says what would be sent where, as whom. */
  dryRun?: boolean;
  /** `continue` (default) goes on after a refused item, `stop` starts nothing more. */
  onFailure?: 'continue' | 'stop';
  /** Milliseconds for which a record whose answer was lost is looked for. Default: what suits the service. */
  reconcileForMs?: number;
  /** Told after each item. */
  onProgress?(progress: BulkProgress): void;
}

/** What became of one item, in the order in which they were given. */
export type BulkResult<T> = { index: number; key: string } & (
  | { status: 'stored'; reference: string; value: T }
  | { status: 'found'; reference: string; changed?: true }
  | { status: 'refused' | 'failed' | 'unknown'; error: RepositoryError; reference?: string }
  | { status: 'valid' }
);

/** What came of storing one item. */
export type StoreOutcome<T> =
  | { status: 'stored'; reference: string; value: T }
  | { status: 'found'; reference: string; changed?: true };

export interface BulkSummary {
  counts: BulkCounts;
  /** The first 1,000; the journal has all of them. */
  failures: BulkFailure[];
  /** Identities that were reserved and are not used; harmless, but the repository keeps them. */
  leftOver: string[];
  journal?: string;
  tookMs: number;
  /** Where it went, or of a dry run would go, and as whom. */
  target: JournalHeader;
  dryRun: boolean;
}

/** What was found of an item whose answer was lost. */
export interface Found {
  reference: string;
  /** It is the full record. */
  done: boolean;
  /** What is there is not what was to be stored. */
  changed?: true;
}

/** What the journal of a run knows of an item that has an identity. */
export interface StoreHistory {
  /** When an earlier run may have sent it first, in milliseconds since 1970. Undefined: it was never sent. */
  since: number | undefined;
  /** Writes down another identity, which the item is about to be sent with. */
  reserved(reference: string): Promise<void>;
}

/** How a service stores one of many. */
export interface BulkPlan<In, Out> {
  /** `biosamples.samples.createMany` */
  operation: string;
  environment: string;
  /** What the items go into, where that is not the repository as a whole: a submission, a project. */
  scope?: string;
  /** Checks and completes an item as it will be sent. */
  check(item: In): { ok: true; value: In } | { ok: false; issues: Issue[] };
  /** Its name or alias. In a journaled run these must differ. */
  key(item: In): string;
  /** What of an item is stored, to notice that it has changed since. Default: the item. */
  content?(item: In): unknown;
  /** A first step that gives the item an identity, after which `store` repeats safely. */
  reserve?(run: Runner, item: In, call: CallOptions): Promise<string>;
  /** Stores it; with an identity, into that one only. `found`: it was there already, and nothing was stored. */
  store(
    run: Runner,
    item: In,
    reference: string | undefined,
    call: CallOptions,
    history?: StoreHistory,
  ): Promise<{ reference: string; value: Out } | Extract<StoreOutcome<Out>, { status: 'found' }>>;
  /**
   * Looks for what an earlier call, made at or after `since`, may have reserved or stored. All that fit, the one to use
   * first.
   */
  find(run: Runner, item: In, since: number, call: CallOptions): Promise<Found[]>;
  /** Milliseconds after which not found means not stored. Zero where look-ups are never late. */
  reconcileForMs: number;
  /** Without a journal: is storing safe to leave to `find` after a doubt, or must the doubt be reported? */
  findsWithoutJournal: boolean;
}
