import { type CallOptions, NotFound, type Usi, type UsiSubmission } from '../../index.ts';
import type { Log } from '../log.ts';
import { UserError } from '../user-error.ts';

export const idOf = ({ _links, id }: UsiSubmission): string => {
  if (typeof id === 'string') return id;
  const { href = '' } = ((_links as Record<string, { href?: string }> | undefined)?.self ?? {}) as {
    href?: string;
  };
  return /\/submissions\/([^/{?]+)/.exec(href)?.[1] ?? '';
};

/** A submission by its id, or by its name; undefined when there is neither. */
export async function findSubmission(
  usi: Usi,
  given: string,
  call: CallOptions,
): Promise<UsiSubmission | undefined> {
  const or = async (look: () => Promise<UsiSubmission>) => {
    try {
      return await look();
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  };
  return (
    (await or(() => usi.submissions.get(given, call))) ??
    (await or(() => usi.submissions.getByName(given, call)))
  );
}

/** @throws UserError there is none */
export async function submissionOf(usi: Usi, given: string, call: CallOptions): Promise<UsiSubmission> {
  const found = await findSubmission(usi, given, call);
  if (found) return found;
  throw new UserError(
    `the account has no submission with the id or name "${given}"`,
    'Check the spelling and the account; `accession check usi` shows who you are.',
  );
}

/** The team to submit for: the one that was named, or the only one. */
export async function teamFor(
  usi: Usi,
  named: string | undefined,
  call: CallOptions,
  log: Log,
): Promise<string> {
  if (named !== undefined) return named;
  const teams: string[] = [];
  for await (const { name } of usi.teams.list({}, call)) teams.push(name);
  const [only] = teams;
  if (teams.length === 1 && only !== undefined) {
    log.say(`for the team ${only}`);
    return only;
  }
  throw new UserError(
    teams.length === 0 ? 'the account is in no team' : `the account is in several teams: ${teams.join(', ')}`,
    teams.length === 0 ? 'Make one first (docs/usi.md), or let its manager add you.' : 'Add --team NAME.',
  );
}
