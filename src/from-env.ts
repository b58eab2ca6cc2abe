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
  const aap = aapFrom(env);
  const usiUrl = env.url('USI_URL');
  const openbis = openbisFrom(env);
  const sodar = sodarFrom(env);
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
    ...(aap && { aap }),
    ...(usiUrl && { usi: { url: usiUrl } }),
    ...(openbis && { openbis }),
    ...(sodar && { sodar }),
  };
}

/** A token and a password go together: the token is used first, and renewed with the password. */
function aapFrom(env: EnvReader): ClientConfig['aap'] {
  const url = env.url('AAP_URL');
  const token = env.get('AAP_TOKEN');
  const named = env.get('AAP_USERNAME');
  const complete = token !== undefined && env.get('AAP_PASSWORD') === undefined;
  const hasPassword = !complete && env.together('AAP_USERNAME', 'AAP_PASSWORD');
  const username = hasPassword || token ? named : undefined;
  const password = hasPassword ? env.get('AAP_PASSWORD') : undefined;
  if (!url && !token && !username) return undefined;
  return {
    ...(username && { username }),
    ...(password && { password }),
    ...(token && { token }),
    ...(url && { url }),
  };
}

/** A token and a password go together here too: the token is used first. */
function openbisFrom(env: EnvReader): ClientConfig['openbis'] {
  const url = env.url('OPENBIS_URL');
  const token = env.get('OPENBIS_TOKEN');
  const username = env.get('OPENBIS_USERNAME');
  const complete = token !== undefined && env.get('OPENBIS_PASSWORD') === undefined;
  const hasPassword = !complete && env.together('OPENBIS_USERNAME', 'OPENBIS_PASSWORD');
  const password = hasPassword ? env.get('OPENBIS_PASSWORD') : undefined;
  if (!url && !token && !hasPassword) return undefined;
  return {
    ...(url && { url }),
    ...(hasPassword && username && { username }),
    ...(password && { password }),
    ...(token && { token }),
  };
}

/** The token is for the API, name and password for the files; where people have no password, the token takes its place. */
function sodarFrom(env: EnvReader): ClientConfig['sodar'] {
  const url = env.url('SODAR_URL');
  const token = env.get('SODAR_API_TOKEN');
  const webdavUrl = env.url('SODAR_WEBDAV_URL');
  if (token === undefined || env.get('SODAR_PASSWORD') !== undefined)
    env.together('SODAR_USERNAME', 'SODAR_PASSWORD');
  const username = env.get('SODAR_USERNAME');
  const password = env.get('SODAR_PASSWORD');
  if (!url && !token && !webdavUrl && !username) return undefined;
  return {
    ...(url && { url }),
    ...(token && { token }),
    ...(webdavUrl && { webdavUrl }),
    ...(username && { username }),
    ...(password && { password }),
  };
}
