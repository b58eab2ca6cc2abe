import { AbortedError } from './errors/index.ts';

/** What is asked for once and then kept. A failure is not kept; and who asked first may stop, without stopping others. */
export class Kept<T> {
  readonly #known = new Map<string, Promise<T>>();

  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) {
      try {
        return await known;
      } catch (error) {
        if (!(error instanceof AbortedError)) throw error;
        // It is forgotten by now: the first of those who waited asks again.
        return this.get(key, ask);
      }
    }
    const asked = ask();
    this.#known.set(key, asked);
    asked.catch(() => this.#known.delete(key));
    return asked;
  }
}
