import type { Log } from './log.ts';
import { Output } from './output.ts';
import { checkPlaces } from './places.ts';

/**
 * Where the result goes of what is done once and for good. It is opened before anything is sent, so that a wrong name is
 * told while nothing has happened. When it cannot be written in the end, what was to stand in it is shown instead: the
 * shell must not hear that nothing was sent.
 */
export class ResultFile {
  private constructor(
    private readonly to: Output,
    private readonly log: Log,
  ) {}

  /** @throws UserError it cannot be written, or is the input itself */
  static async open(path: string | undefined, inputs: readonly string[], log: Log): Promise<ResultFile> {
    checkPlaces({ '--output': path }, inputs);
    return new ResultFile(await Output.to(path), log);
  }

  /** The same, open while the work is done. What it has not written by then it leaves as it was. */
  static async during<T>(
    path: string | undefined,
    inputs: readonly string[],
    log: Log,
    work: (to: ResultFile) => Promise<T>,
  ): Promise<T> {
    const to = await ResultFile.open(path, inputs, log);
    try {
      return await work(to);
    } finally {
      await to.discard();
    }
  }

  /**
   * Whether all of it is where it belongs.
   * @param instead what is shown when it is not; empty when it was shown already
   */
  async write(text: string, instead = text): Promise<boolean> {
    try {
      await this.to.write(text);
      await this.to.finish();
      return true;
    } catch (error) {
      const { message } = error as Error;
      const { path } = this.to;
      if (path === undefined) {
        this.log.warn(
          `${message}\n  It was done all the same, and this is what was to be written:\n${instead}`,
        );
        return false;
      }
      this.log.warn(
        `${path}: ${message}\n  It was done all the same: what was to stand there is on the standard output.`,
      );
      await Output.stdout().write(instead);
      return false;
    } finally {
      await this.discard();
    }
  }

  /** Nothing is to be written; what was there before stays. */
  discard(): Promise<void> {
    return this.to.discard();
  }
}
