/** `test` is the repositories' development servers: what is stored there is thrown away regularly. */
export type Environment = 'test' | 'production';

const NOT_FOUND: Readonly<Record<string, string>> = {
  test: 'This client asks the test service, where what is stored is thrown away regularly. What is in production is found with the environment `production` (ACCESSION_ENVIRONMENT).',
  production: 'What was stored on the test service is not in production.',
};

/** What to think of when something is not found: the other environment. */
export const otherEnvironment = (environment: string): string | undefined => NOT_FOUND[environment];
