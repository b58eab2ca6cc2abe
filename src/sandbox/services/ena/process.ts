import { applyTargets, releaseDay } from './actions.ts';
import type { EnaArchive } from './archive.ts';
import { generatedAlias } from './dates.ts';
import { has, modeOf, type Submission } from './document.ts';
import { itemOf } from './items.ts';
import type { StoredSubmission } from './model.ts';
import { nextSubmission } from './numbers.ts';
import type { Receipt, ReceiptItem } from './receipt.ts';
import { type Problem, problem, refuse } from './rules.ts';
import { type SeedManner, Stage } from './stage.ts';
import { stageDrafts } from './write.ts';

const RESERVED = ['SUPPRESS', 'KILL', 'PROTECT', 'ROLLBACK'];
const HELD = 'All objects in this submission are set to private status (HOLD).';
const TEST = 'This submission is a TEST submission and will be discarded within 24 hours';

export interface Outcome {
  receipt: Receipt;
  /** What it was rejected for, in the order of the receipt's errors. */
  problems: Problem[];
  /** Whether anything was stored. */
  stored: boolean;
}

/** Actions of the archives' own staff end a request before it is looked at. */
export function refuseReserved(submission: Submission, account: string): void {
  const reserved = submission.actions.find(({ type }) => RESERVED.includes(type));
  if (reserved) throw refuse('action.reserved', { action: reserved.type, account });
}

export interface Manner {
  /** The accession that the submission was promised. */
  id?: string;
  seed?: SeedManner;
}

/** Carries out a submission as one transaction and says how it went. */
export function processSubmission(
  archive: EnaArchive,
  account: string,
  submission: Submission,
  manner: Manner = {},
): Outcome {
  const work = new Work(archive, account, submission, manner);
  const early = work.document();
  if (early.length > 0) return work.rejected(early, false);
  if (has(submission, 'RECEIPT')) return work.reissued();
  const stage = new Stage(archive, account, manner.seed);
  const day = releaseDay(submission, stage.now);
  // A seed may hold something back for a hundred years.
  if (!manner.seed) stage.problems.push(...day.problems);
  stageDrafts(stage, submission, day.day);
  applyTargets(stage, submission);
  if (stage.problems.length > 0) return work.rejected(stage.problems, true);
  return work.accepted(stage);
}

class Work {
  readonly #now: number;
  readonly #alias: string;

  constructor(
    private readonly archive: EnaArchive,
    private readonly account: string,
    private readonly submission: Submission,
    private readonly manner: Manner,
  ) {
    this.#now = manner.seed?.at ?? archive.context.clock.now();
    this.#alias = submission.alias ?? this.#freeAlias();
  }

  /** What is wrong with the submission as such; then its objects are not looked at. */
  document(): Problem[] {
    const { submission, archive, account } = this;
    const found = [...submission.problems];
    if (found.length > 0) return found;
    const earlier = archive.store.submissionByAlias(account, this.#alias);
    if (earlier && this.#adds()) {
      return [problem('submission.duplicate', { alias: this.#alias, accession: earlier.accession })];
    }
    const broker = archive.account(account).broker !== undefined;
    const nameless = broker && submission.drafts.some(({ center }) => !center && !submission.center);
    return nameless ? [problem('submission.center', { alias: this.#alias })] : [];
  }

  rejected(problems: Problem[], withObjects: boolean): Outcome {
    const items = withObjects
      ? this.submission.drafts.map(({ kind, alias }): ReceiptItem => ({ kind, alias, status: 'PRIVATE' }))
      : [];
    const info = ['Submission has been rolled back.'];
    const error = problems.map(({ text }) => text);
    const receipt = this.#receipt({ success: false, items, info, error, submission: { alias: this.#alias } });
    return { receipt, problems, stored: false };
  }

  accepted(stage: Stage): Outcome {
    if (has(this.submission, 'VALIDATE')) {
      const items = this.submission.drafts.map(({ kind, alias }): ReceiptItem => ({ kind, alias }));
      const info = ['Submission has been rolled back.'];
      const receipt = this.#receipt({ success: true, items, info, submission: { alias: this.#alias } });
      return { receipt, problems: [], stored: false };
    }
    stage.commit();
    const adds = this.#adds();
    const held = adds && !has(this.submission, 'RELEASE') ? [HELD] : [];
    const info = [...stage.info, ...held];
    // Only what adds something becomes a submission of its own; the others are shown an empty accession.
    const accession = adds ? (this.manner.id ?? nextSubmission(this.archive.context.ids)) : '';
    if (adds) {
      const { account } = this;
      const objects = stage.changed;
      const production = this.manner.seed !== undefined;
      const kept = { accession, alias: this.#alias, account, created: this.#now, production, objects };
      this.archive.store.putSubmission(kept);
    }
    const named = { alias: this.#alias, accession };
    const receipt = this.#receipt({ success: true, items: stage.items, info, submission: named });
    return { receipt, problems: [], stored: true };
  }

  /** The receipt of an earlier ADD, as things stand now. */
  reissued(): Outcome {
    const target = this.submission.actions.find(({ type }) => type === 'RECEIPT')?.target;
    if (target === undefined)
      return this.rejected([problem('action.target-missing', { action: 'RECEIPT' })], false);
    const earlier = this.archive.store.submission(this.account, target);
    if (!earlier)
      return this.rejected([problem('action.target-unknown', { action: 'RECEIPT', target })], false);
    const { alias, accession } = earlier;
    const receipt = this.#receipt({
      success: true,
      items: this.#itemsOf(earlier),
      info: [HELD],
      submission: { alias, accession },
    });
    return { receipt, problems: [], stored: false };
  }

  #itemsOf(submission: StoredSubmission): ReceiptItem[] {
    return submission.objects.flatMap((accession) => {
      const object = this.archive.store.object(accession);
      return object ? [itemOf(this.archive, object, true)] : [];
    });
  }

  #receipt(parts: Pick<Receipt, 'success' | 'items' | 'info'> & Partial<Receipt>): Receipt {
    const info = [...parts.info, ...(this.archive.isTest ? [TEST] : [])];
    return {
      at: this.#now,
      file: this.submission.file ?? `submission-${this.#center()}_${this.#now}.xml`,
      error: [],
      actions: this.submission.actions.map(({ type }) => type),
      ...parts,
      info: info.length === 0 && parts.success ? ['Submission has been committed.'] : info,
    };
  }

  #center(): string {
    return this.archive.account(this.account).center ?? 'ENA';
  }

  #adds(): boolean {
    const { submission } = this;
    return (
      submission.actions.some(({ type }) => type === 'ADD') ||
      submission.drafts.some(({ kind }) => modeOf(submission, kind) === 'ADD')
    );
  }

  /** Made of the time of day; of two in one millisecond the later one gets the next. */
  #freeAlias(): string {
    for (let ms = this.#now; ; ms += 1) {
      const alias = generatedAlias(ms);
      if (!this.archive.store.submissionByAlias(this.account, alias)) return alias;
    }
  }
}
