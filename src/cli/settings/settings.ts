import type { ClientConfig } from '../../client.ts';
import { isSecretName, type Redactor } from '../../core/redact.ts';
import { fromEnv } from '../../from-env.ts';
import { UserError } from '../user-error.ts';
import { type Account, complete } from './accounts.ts';
import { readSecretsFile } from './secrets-file.ts';

export interface SettingsFlags {
  environment?: 'test' | 'production';
  secrets?: string;
  yes?: boolean;
}

/** The environment, and over it the file that was named. */
export async function readVariables(
  { environment, secrets }: SettingsFlags,
  account: Account | undefined,
  redactor: Redactor,
): Promise<Record<string, string | undefined>> {
  const variables: Record<string, string | undefined> = {
    ...process.env,
    ...(secrets !== undefined && readSecretsFile(secrets)),
    ...(environment && { ACCESSION_ENVIRONMENT: environment }),
  };
  knowSecrets(variables, redactor);
  if (account) Object.assign(variables, await complete(variables, account));
  knowSecrets(variables, redactor);
  return variables;
}

/** Called like something secret, and only the kind of the desktop: a word that file names and messages hold as well. */
const NO_SECRETS = ['DESKTOP_SESSION', 'KDE_FULL_SESSION'];

function knowSecrets(variables: Readonly<Record<string, string | undefined>>, redactor: Redactor): void {
  for (const [name, value] of Object.entries(variables))
    if (isSecretName(name) && !NO_SECRETS.includes(name)) redactor.add(value?.trim());
  for (const kind of ['WEBIN', 'AAP', 'OPENBIS', 'SODAR']) {
    const { [`${kind}_USERNAME`]: username, [`${kind}_PASSWORD`]: password } = variables;
    if (username && password) redactor.addBasic(username, password);
  }
}

/** Where what is written stays for good. */
const PRODUCTION_HOSTS = ['www.ebi.ac.uk', 'submission.ebi.ac.uk'];

const hostOf = (url: string | undefined): string => (url && URL.canParse(url) ? new URL(url).hostname : '');

/** Production by its name, or because an address leads there; `ownServer` as in CommandSpec. */
export function isProduction(config: ClientConfig, ownServer = false): boolean {
  const urls = ownServer ? [] : [config.biosamples?.url, config.ena?.url, config.usi?.url];
  return config.environment === 'production' || urls.some((url) => PRODUCTION_HOSTS.includes(hostOf(url)));
}

/**
 * What is stored in production cannot be taken back: it has to be said in the very command, twice. A variable in some
 * profile is not enough.
 */
export function configOf(
  variables: Readonly<Record<string, string | undefined>>,
  flags: SettingsFlags,
  writes: boolean,
  ownServer = false,
): ClientConfig {
  const config = fromEnv(variables);
  if (!writes || !isProduction(config, ownServer) || (flags.environment === 'production' && flags.yes))
    return config;
  const missing = [
    ...(flags.environment === 'production' ? [] : ['--environment production']),
    ...(flags.yes ? [] : ['--yes']),
  ];
  throw new UserError(
    `this would write to production; ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`,
    config.environment === 'production'
      ? 'Records in production are for good. Add both options, or try it first with --environment test.'
      : 'An address leads to production. Take it out of the settings for the test servers, or add both options.',
  );
}
