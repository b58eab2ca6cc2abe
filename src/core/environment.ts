import { ConfigError } from './errors/index.ts';

/** `test` is the repositories' development servers: what is stored there is thrown away regularly. */
export type Environment = 'test' | 'production';

/**
 * A misspelt `production` would be the test service, or no address at all.
 * @throws ConfigError there is no such environment
 */
export function checkEnvironment(
  service: string,
  environment: string,
  known: readonly string[] = ['test', 'production'],
): void {
  if (known.includes(environment)) return;
  throw new ConfigError(`${service}: the environment "${environment}" is none of ${known.join(', ')}`, {
    service,
  });
}

const NOT_FOUND: Readonly<Record<string, string>> = {
  test: 'This client asks the test service, where what is stored is thrown away regularly. What is in production is found with the environment `production` (ACCESSION_ENVIRONMENT).',
  production: 'What was stored on the test service is not in production.',
};

/** What to think of when something is not found: the other environment. */
export const otherEnvironment = (environment: string): string | undefined => NOT_FOUND[environment];
