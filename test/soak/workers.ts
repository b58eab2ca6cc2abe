import type { Lab, RequestRecord, RequestStage } from 'accession/sandbox';
import type { Child, Script } from '../support/child.ts';

/** What the processes of one service came to. */
export interface Worked {
  kills: number;
  /** Times that a unit was begun again after an error. */
  failed: number;
  retries: number;
  secrets: string[];
  /** How the last process ended, if not well. */
  problem?: string;
}

/** The work on one service: a process, and after each death another one, until one comes to its end. */
export class Worker {
  #child: Child | undefined;
  #isDying = false;
  readonly #worked: Worked = { kills: 0, failed: 0, retries: 0, secrets: [] };

  constructor(
    private readonly work: Script,
    private readonly env: Readonly<Record<string, string>>,
    private readonly leaksIn: (text: string) => string[],
  ) {}

  async finish(): Promise<Worked> {
    for (;;) {
      this.#child = this.work.run(this.env);
      const { code, signal, stdout, stderr } = await this.#child.ended;
      this.#worked.failed += countOf(stdout, 'failed');
      this.#worked.retries += countOf(stdout, 'retry');
      this.#worked.secrets.push(...this.leaksIn(stdout), ...this.leaksIn(stderr));
      if (this.#isDying) {
        this.#isDying = false;
        this.#worked.kills += 1;
        continue;
      }
      if (code === 0 && stderr === '') return this.#worked;
      return { ...this.#worked, problem: `ended with ${signal ?? code}: ${stderr || stdout.slice(-2_000)}` };
    }
  }

  /** Only back when it is dead. */
  async kill(): Promise<void> {
    if (this.#isDying || !this.#child || this.#child.process.exitCode !== null) return;
    this.#isDying = true;
    await this.#child.kill();
  }
}

const countOf = (text: string, word: string): number =>
  text.split('\n').filter((line) => line.startsWith(`${word} {`)).length;

const STAGES: readonly RequestStage[] = ['received', 'committed', 'answered'];

/** Kills the sender of a request at one stage of it. `chance` is from 0 to 1. */
export function killAt(lab: Lab, n: number, chance: number, worker: Worker): void {
  const wanted = STAGES[Math.floor(chance * STAGES.length)];
  // A request that stores nothing has no commit, and one that is cut off no answer: then it is the next moment.
  const isDue = (stage: RequestStage, { committed }: RequestRecord) =>
    stage === wanted || (stage === 'answered' && !committed);
  const stop = lab.requests.watch(async ({ stage, n: now, request }) => {
    if (now !== n || !isDue(stage, request)) return;
    stop();
    await worker.kill();
  });
}
