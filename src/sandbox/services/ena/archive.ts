import type { Progress } from '../../lifecycle.ts';
import type { Context } from '../../service.ts';
import type { Store as BioSamplesStore } from '../biosamples/store.ts';
import type { Taxonomy } from '../biosamples/taxonomy.ts';
import type { WebinAccount, WebinAccounts } from '../webin/accounts.ts';
import type { CheckContext } from './check-context.ts';
import { lastNight, startOfDay } from './dates.ts';
import type { Submission } from './document.ts';
import type { ReleaseStatus, StoredObject } from './model.ts';
import type { Receipt } from './receipt.ts';
import { EnaStore, type StoreState } from './store.ts';
import { Uploads, type UploadsState } from './uploads.ts';

/** A queued submission. */
export interface Job {
  id: string;
  account: string;
  queued: number;
  /** Its `fail`: it is terminated for taking too long. */
  progress: Progress;
  submission: Submission;
  /** Its receipt, once it was processed. */
  receipt: Receipt | null;
}

/** What a snapshot of ENA holds. */
export interface EnaState {
  store: StoreState;
  uploads: UploadsState;
  jobs: Job[];
  night: number;
}

/** The archive of one sandbox: what is stored, and how it changes as time goes by. */
export class EnaArchive {
  readonly store = new EnaStore();
  readonly uploads: Uploads;
  readonly jobs = new Map<string, Job>();
  /** The last reset that was carried out. */
  #night: number;

  constructor(
    readonly context: Context,
    readonly taxonomy: Taxonomy,
    readonly accounts: WebinAccounts,
    readonly biosamples: BioSamplesStore,
  ) {
    this.uploads = new Uploads(context.files);
    this.#night = lastNight(context.clock.now());
  }

  get isTest(): boolean {
    return this.context.settings['ena.service'] === 'test';
  }

  /** The test service is made anew from production every night; what was submitted to it is gone. Uploads stay. */
  nightlyReset(): void {
    const night = lastNight(this.context.clock.now());
    if (night <= this.#night) return;
    this.#night = night;
    if (!this.isTest) return;
    const stays = (item: { created: number; production: boolean }) =>
      item.production || item.created >= night;
    this.store.keep(stays, stays);
    for (const [id, job] of this.jobs) if (job.queued < night) this.jobs.delete(id);
  }

  account(name: string): WebinAccount {
    return this.accounts.find(name) ?? { username: name, password: '' };
  }

  checks(account: string): CheckContext {
    return {
      rules: this.context.rules,
      taxonomy: this.taxonomy,
      upload: (name) => this.uploads.look(account, name),
    };
  }

  status(object: StoredObject): ReleaseStatus {
    if (object.cancelled) return 'CANCELLED';
    const since = this.publicSince(object);
    return since !== null && since <= this.context.clock.now() ? 'PUBLIC' : 'PRIVATE';
  }

  /** Lab time from which an object is public, maybe in the future; null: never, as things stand. */
  publicSince(object: StoredObject): number | null {
    if (object.released !== null) return object.released;
    if (object.holdUntil !== null) return Math.max(startOfDay(object.holdUntil), object.created);
    const parents = object.refs
      .filter(({ kind }) => FOLLOWED.has(kind))
      .flatMap(({ accession }) => this.store.object(accession) ?? [])
      .filter((parent) => !parent.cancelled);
    // The study decides; a run reaches it by way of its experiment.
    const times = parents.flatMap((parent) => this.publicSince(parent) ?? []);
    return times.length === 0 ? null : Math.max(Math.min(...times), object.created);
  }

  isPublic(object: StoredObject): boolean {
    return this.status(object) === 'PUBLIC';
  }

  state(): EnaState {
    return structuredClone({
      store: this.store.state(),
      uploads: this.uploads.state(),
      jobs: [...this.jobs.values()],
      night: this.#night,
    });
  }

  restore(state: EnaState): void {
    const { store, uploads, jobs, night } = structuredClone(state);
    this.store.restore(store);
    this.uploads.restore(uploads);
    this.jobs.clear();
    for (const job of jobs) this.jobs.set(job.id, job);
    this.#night = night;
  }
}

/** The types that an object without a date of its own follows. */
const FOLLOWED = new Set(['project', 'study', 'experiment']);
