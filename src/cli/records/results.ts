import { Output } from '../output.ts';
import { jsonSink, type Sink } from './sink.ts';
import type { Step } from './walk.ts';

/**
 * What became of the records, brought to all places where it belongs, and never lost on the way: when one of them cannot
 * be written any more, nothing new is begun; when none is left, what no place has surely written is told on the other
 * standard stream. Whoever has no accession for a stored record sends it a second time.
 */
export class Results<T> {
  readonly #onLost: () => void;
  readonly #sinks: Sink<T>[];
  /** What no place has surely written yet. */
  readonly #unsure: Step<T>[] = [];
  readonly #lost: { file: string | undefined; error: unknown }[] = [];
  #spare: Sink<T> | undefined;

  /** @param onLost has to see to it that nothing new is begun */
  constructor(sinks: readonly Sink<T>[], onLost: () => void) {
    this.#sinks = [...sinks];
    this.#onLost = onLost;
  }

  /** The first thing that could not be written. */
  get lost(): { error: unknown } | undefined {
    return this.#lost[0];
  }

  get isStdoutLost(): boolean {
    return this.#lost.some(({ file }) => file === undefined);
  }

  async take(step: Step<T>): Promise<void> {
    if (this.#sinks.some((sink) => sink.isSettled())) this.#unsure.length = 0;
    if (this.#spare) return this.#tell(step);
    this.#unsure.push(step);
    await this.#forEach((sink) => sink.take(step));
  }

  finish(): Promise<void> {
    return this.#forEach((sink) => sink.finish());
  }

  /** Where everything is now, for people. */
  whereabouts(): string[] {
    const files = this.#lost.flatMap(({ file }) => (file === undefined ? [] : [file]));
    const begun = files.map((file) => `what had been written before is in ${file}`);
    if (!this.#spare) return begun;
    const stream = this.isStdoutLost ? 'here' : 'on the standard output';
    return [
      ...begun,
      `what became of the records that may not be there is ${stream}, one line of JSON for each`,
    ];
  }

  async #forEach(act: (sink: Sink<T>) => Promise<void>): Promise<void> {
    for (const sink of [...this.#sinks]) {
      try {
        await act(sink);
      } catch (error) {
        await this.#giveUp(sink, error);
      }
    }
  }

  async #giveUp(sink: Sink<T>, error: unknown): Promise<void> {
    this.#sinks.splice(this.#sinks.indexOf(sink), 1);
    this.#lost.push({ file: sink.unfinished, error });
    this.#onLost();
    if (this.#sinks.length > 0) return;
    this.#spare = jsonSink(this.isStdoutLost ? Output.stderr() : Output.stdout());
    for (const step of this.#unsure.splice(0)) await this.#tell(step);
  }

  async #tell(step: Step<T>): Promise<void> {
    if (!step.outcome || step.outcome.status === 'not sent') return;
    // It was the last way that was left.
    await this.#spare?.take(step).catch(() => {});
  }
}
