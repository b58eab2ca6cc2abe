import { look, type Progress } from '../../lifecycle.ts';
import type { Context } from '../../service.ts';
import type { Archive } from '../biosamples/archive.ts';
import { archiveSample, relateSample } from './archiving.ts';
import { SUBMISSION } from './lifecycles.ts';
import {
  referencesOf,
  type StoredDocument,
  type StoredSubmission,
  type SubmissionStatus,
  TYPES,
} from './model.ts';
import type { Store } from './store.ts';

const SYSTEM = 'system';
const COURSE = { states: ['Submitted', 'Processing', 'Completed'], failures: ['Failed'] };

/** A submission on its way, from Submitted on. */
interface Flight {
  /** To Processing. */
  first: Progress;
  /** From there to the end. */
  second: Progress;
  /** It was due, but had to wait for another submission. */
  held?: true;
}

/** What happens after a submission was submitted: Processing, accessions, the end. */
export class Processing {
  #flights = new Map<string, Flight>();

  constructor(
    private readonly context: Context,
    private readonly store: Store,
    private readonly archive: Archive,
  ) {}

  submit(id: string): void {
    const { lifecycle, clock } = this.context;
    const first = lifecycle.start(SUBMISSION, clock.now(), COURSE);
    const second = lifecycle.start(SUBMISSION, first.doneAt ?? clock.now(), COURSE);
    this.#flights.set(id, { first, second });
  }

  /** Does what is due by time. */
  tick(): void {
    for (const id of this.#flights.keys()) this.#advance(id, (progress) => progress.doneAt !== null);
  }

  /** Somebody looks at the status of a submission. */
  look(id: string): void {
    this.#advance(id, (progress) => progress.doneAt === null);
  }

  state(): [string, Flight][] {
    return structuredClone([...this.#flights]);
  }

  restore(state: [string, Flight][]): void {
    this.#flights = new Map(structuredClone(state));
  }

  #advance(id: string, mine: (progress: Progress) => boolean): void {
    const flight = this.#flights.get(id);
    const submission = this.store.submission(id);
    if (!flight || !submission) return;
    const now = this.context.clock.now();
    const { first, second } = flight;
    if (submission.status.value === 'Submitted') {
      if (first.reach === 'Submitted' || !mine(first) || !look(first, now)) return;
      this.#begin(submission, first.doneAt ?? now);
      // With reads to count, one look is one step.
      if (first.doneAt === null) return;
    }
    if (first.reach === 'Processing' || !mine(second) || !look(second, now)) return;
    this.#end(id, flight.held ? now : (second.doneAt ?? now), second.fail);
    if (this.#flights.has(id)) flight.held = true;
  }

  #begin(submission: StoredSubmission, at: number): void {
    this.#change(submission, 'Processing', at, 'The processing of the submission has started.');
    for (const document of this.store.documentsOf(submission.id)) this.#move(document, 'Dispatched', at);
  }

  #end(id: string, at: number, fail: string | undefined): void {
    const documents = this.store.documentsOf(id);
    let [broken] = fail === undefined ? [] : documents;
    const waiting = this.#waiting(documents);
    if (broken) waiting.delete(broken.id);
    for (const document of documents) {
      if (document.processing.status !== 'Dispatched') continue;
      if (document === broken) {
        this.#move(document, 'Error', at, `Failed to submit ${TYPES[document.type].one}: ${document.alias}`);
        broken = undefined;
      } else if (!waiting.has(document.id)) this.#complete(document, at);
    }
    const after = this.store.documentsOf(id);
    for (const document of after) if (document.processing.status === 'Completed') this.#relate(document);
    if (waiting.size > 0) return;
    this.#flights.delete(id);
    const submission = this.store.submission(id);
    if (!submission) return;
    const failed = after.some(({ processing }) => processing.status === 'Error');
    this.#change(submission, failed ? 'Failed' : 'Completed', at);
  }

  /** Documents that refer to another submission are held back until the target there has an accession. */
  #waiting(documents: readonly StoredDocument[]): Set<string> {
    const out = new Set<string>();
    for (const document of documents) {
      const blocked = referencesOf(document).some((reference) => {
        if (!reference?.alias || reference.accession) return false;
        const target = this.#target(reference.alias, reference.team ?? '');
        return target && target.submission !== document.submission && target.accession === undefined;
      });
      if (blocked) out.add(document.id);
    }
    return out;
  }

  #complete(document: StoredDocument, at: number): void {
    const { archive } = TYPES[document.type];
    const accession =
      document.type === 'samples'
        ? archiveSample(this.archive, document)
        : (document.accession ?? `S-SUBS${this.context.ids.next('usi.project')}`);
    const modified = { at, by: archive };
    this.store.putDocument({
      ...document,
      accession,
      modified,
      version: document.version + 1,
      processing: { id: document.processing.id, status: 'Completed', modified },
    });
  }

  #relate(document: StoredDocument): void {
    if (document.type !== 'samples') return;
    relateSample(this.archive, document, (alias, team) => this.#target(alias, team)?.accession);
  }

  #target(alias: string, team: string): StoredDocument | undefined {
    return this.store.versions(team, 'samples', alias).at(-1);
  }

  #move(
    document: StoredDocument,
    status: StoredDocument['processing']['status'],
    at: number,
    message?: string,
  ): void {
    const by = status === 'Error' ? TYPES[document.type].archive : SYSTEM;
    const { id } = document.processing;
    const processing = { id, status, modified: { at, by }, ...(message === undefined ? {} : { message }) };
    this.store.putDocument({ ...document, processing });
  }

  #change(submission: StoredSubmission, value: SubmissionStatus, at: number, message?: string): void {
    const { message: _before, ...status } = submission.status;
    this.store.putSubmission({
      ...submission,
      version: submission.version + 1,
      modified: { at, by: SYSTEM },
      status: {
        ...status,
        value,
        version: status.version + 1,
        modified: { at, by: SYSTEM },
        ...(message === undefined ? {} : { message }),
      },
    });
  }
}
