import { type ErrorContext, RepositoryError } from './repository-error.ts';

/** A setting is missing or wrong. Thrown before anything is sent; names settings, never their values. */
export class ConfigError extends RepositoryError {
  static override readonly kind: string = 'ConfigError';

  /** The settings that are missing, as environment variables or option names. */
  readonly missing: readonly string[];

  constructor(message: string, context: ErrorContext & { missing?: readonly string[] } = {}) {
    super('config', message, context);
    this.missing = context.missing ?? [];
  }
}
