import { createClient, fromEnv, type Repositories } from 'accession';

/** Carries out a deed and gives the keys of what it then knows to be stored. */
export type Doing = (
  repos: Repositories,
  journal: string,
  env: NodeJS.ProcessEnv,
) => Promise<Iterable<string>>;

/** A child process of killing.ts: does what the environment names, and says on stdout what is stored. */
export async function deed(doings: Readonly<Record<string, Doing>>): Promise<void> {
  const { DEED = '', JOURNAL = '' } = process.env;
  const doing = doings[DEED];
  if (!doing) throw new Error(`there is no deed "${DEED}"`);
  const repos = createClient(fromEnv());
  console.log(JSON.stringify([...(await doing(repos, JOURNAL, process.env))]));
  repos.close();
}
