import { ask, canAsk } from './prompt.ts';

/** An account that a command may need, by the variables that hold it. */
export interface Account {
  readonly title: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
  /** What is asked for when nothing is set. Default: name and password. */
  readonly asksFor?: 'token';
}

export const WEBIN: Account = {
  title: 'Webin',
  username: 'WEBIN_USERNAME',
  password: 'WEBIN_PASSWORD',
  token: 'WEBIN_TOKEN',
};

export const AAP: Account = {
  title: 'AAP',
  username: 'AAP_USERNAME',
  password: 'AAP_PASSWORD',
  token: 'AAP_TOKEN',
};

export const OPENBIS: Account = {
  title: 'openBIS',
  username: 'OPENBIS_USERNAME',
  password: 'OPENBIS_PASSWORD',
  token: 'OPENBIS_TOKEN',
};

export const SODAR: Account = {
  title: 'SODAR',
  username: 'SODAR_USERNAME',
  password: 'SODAR_PASSWORD',
  token: 'SODAR_API_TOKEN',
  asksFor: 'token',
};

/** Asks for what is missing, where somebody is there to answer. */
export async function complete(
  variables: Readonly<Record<string, string | undefined>>,
  { title, username, password, token, asksFor }: Account,
): Promise<Record<string, string>> {
  if (variables[token] || (variables[username] && variables[password]) || !canAsk()) return {};
  if (asksFor === 'token') return { [token]: await ask(`API token of ${title} (not shown): `, true) };
  const name = variables[username] || (await ask(`${title} account: `, false));
  return { [username]: name, [password]: await ask(`Password of ${name} (not shown): `, true) };
}
