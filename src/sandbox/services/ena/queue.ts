import { look } from '../../lifecycle.ts';
import type { EnaArchive, Job } from './archive.ts';
import type { Submission } from './document.ts';
import { QUEUE } from './lifecycles.ts';
import { nextSubmission } from './numbers.ts';
import { type Outcome, processSubmission } from './process.ts';
import { problem } from './rules.ts';

/** Submissions that wait for their turn. They are processed when their time has come, whether anybody asks or not. */
export class Queue {
  constructor(private readonly archive: EnaArchive) {}

  add(account: string, submission: Submission): Job {
    const { clock, ids, lifecycle } = this.archive.context;
    const queued = clock.now();
    const job: Job = {
      id: nextSubmission(ids),
      account,
      queued,
      progress: lifecycle.start(QUEUE, queued),
      submission,
      receipt: null,
    };
    this.archive.jobs.set(job.id, job);
    return job;
  }

  /** Processes what is due by the clock. */
  runDue(): void {
    const now = this.archive.context.clock.now();
    for (const job of this.archive.jobs.values()) {
      const { doneAt } = job.progress;
      if (job.receipt === null && doneAt !== null && doneAt <= now) this.#run(job);
    }
  }

  /** One look at a job of an account; undefined: there is none. `ran`: the look made it happen. */
  poll(account: string, id: string): { job: Job; ran: boolean } | undefined {
    const job = this.archive.jobs.get(id);
    if (job?.account !== account) return undefined;
    const due = job.receipt === null && look(job.progress, this.archive.context.clock.now());
    if (due) this.#run(job);
    return { job, ran: due };
  }

  #run(job: Job): void {
    const outcome = job.progress.fail !== undefined ? this.#terminated(job) : this.#processed(job);
    job.receipt = outcome.receipt;
  }

  #processed({ account, submission, id }: Job): Outcome {
    return processSubmission(this.archive, account, submission, { id });
  }

  #terminated({ account, submission }: Job): Outcome {
    const problems = [problem('submission.queue-timeout')];
    return processSubmission(this.archive, account, { ...submission, problems });
  }
}
