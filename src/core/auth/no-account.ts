import { ConfigError, type ErrorContext } from '../errors/index.ts';

/**
 * What is missing is an account, or a part of it.
 * @param settings by which it is given, as environment variables
 */
export function noAccount(message: string, settings: readonly string[], context: ErrorContext): ConfigError {
  const all = [settings.slice(0, -1).join(', '), settings.at(-1)].filter(Boolean).join(' and ');
  return new ConfigError(message, {
    ...context,
    missing: settings,
    hint: `Set ${all}, or give the client an \`auth\` option.`,
  });
}
