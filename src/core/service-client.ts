import type { Runner } from './http/context.ts';
import type { CallDefaults } from './options.ts';

/** What all five clients have in common. */
export abstract class ServiceClient {
  /** @internal */
  protected readonly run: Runner;

  protected constructor(run: Runner) {
    this.run = run;
  }

  /**
   * The same client with other defaults for its calls; connections and tokens are shared.
   * @throws ConfigError one of them cannot be meant
   */
  with(defaults: CallDefaults): this {
    const Client = this.constructor as new (run: Runner) => this;
    return new Client(this.run.with(defaults));
  }

  /** Closes idle connections. Calls under way go on, and the client can still be used. */
  close(): void {
    this.run.close();
  }
}
