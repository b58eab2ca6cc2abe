import type { ClientConfig } from './client.ts';
import { EnvReader } from './core/env.ts';

/**
 * Reads the configuration from environment variables; docs/configuration.md has them in one table. What is not set
 * is left to its default; what is set by half is an error that names all that is missing.
 * @throws ConfigError
 */
export function fromEnv(variables: Readonly<Record<string, string | undefined>> = process.env): ClientConfig {
  const env = new EnvReader(variables);
  const environment = env.oneOf('ACCESSION_ENVIRONMENT', ['test', 'production']);
  const ca = env.file('ACCESSION_CA');
  const webinUrl = env.url('WEBIN_AUTH_URL');
  const webinToken = env.get('WEBIN_TOKEN');
  const username = env.get('WEBIN_USERNAME');
  const biosamplesUrl = env.url('BIOSAMPLES_URL');
  const enaUrl = env.url('ENA_URL');
  const enaFtpUrl = env.url('ENA_FTP_URL');
  const hasPassword = webinToken === undefined && env.together('WEBIN_USERNAME', 'WEBIN_PASSWORD');
  const password = env.get('WEBIN_PASSWORD');
  env.finish();
  return {
    ...(environment && { environment }),
    ...(ca && { ca }),
    ...((webinToken || hasPassword) && {
      webin: {
        ...(username && { username }),
        ...(webinToken ? { token: webinToken } : { password }),
        ...(webinUrl && { url: webinUrl }),
      },
    }),
    ...(biosamplesUrl && { biosamples: { url: biosamplesUrl } }),
    ...((enaUrl || enaFtpUrl) && {
      ena: { ...(enaUrl && { url: enaUrl }), ...(enaFtpUrl && { ftpUrl: enaFtpUrl }) },
    }),
  };
}
