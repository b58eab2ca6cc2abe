import {
  AbortedError,
  BulkError,
  CallError,
  ConfigError,
  ConnectionError,
  Forbidden,
  InputError,
  RateLimited,
  ResponseError,
  ServerFault,
  TimeoutError,
  Unauthenticated,
  WaitTimeout,
} from '../core/errors/index.ts';

/** What the command tells the shell. Pipelines branch on these numbers: a meaning is never given to another one. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  input: 2,
  refused: 3,
  tryAgain: 4,
  unknown: 5,
  login: 6,
  notYet: 7,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The table of the guide. */
export const EXIT_CODES: readonly { code: ExitCode; when: string; next: string }[] = [
  { code: EXIT.done, when: 'everything was done', next: '' },
  { code: EXIT.unexpected, when: 'a mistake of this program', next: 'report it, with the message' },
  {
    code: EXIT.input,
    when: 'the command, its settings or its input cannot be meant; nothing was sent',
    next: 'mend what the message names',
  },
  {
    code: EXIT.refused,
    when: 'the repository said no to some of it, or to all; or the input broke off after some was sent',
    next: 'mend these records, run again',
  },
  {
    code: EXIT.tryAgain,
    when: 'not done for a reason that may pass: no connection, too busy, no room for the results',
    next: 'run the same again',
  },
  {
    code: EXIT.unknown,
    when: 'something may be stored, and it could not be found out',
    next: 'with `--journal` run the same again: it looks first; without one look before you send it again',
  },
  { code: EXIT.login, when: 'the login was not accepted, or may not do this', next: '`accession check`' },
  { code: EXIT.notYet, when: 'it is not ready yet', next: 'ask again later' },
  {
    code: EXIT.interrupted,
    when: 'Ctrl-C (SIGINT): what was under way came to its end',
    next: 'the last lines say how to go on',
  },
  { code: EXIT.terminated, when: 'SIGTERM, in the same order', next: 'the same' },
];

/** How records ended, as one exit code: the one that asks for most care wins. */
export function exitCodeOfCounts(counts: Readonly<Record<string, number>>): ExitCode {
  if (counts.unknown) return EXIT.unknown;
  if (counts.failed) return EXIT.tryAgain;
  return counts.refused ? EXIT.refused : EXIT.done;
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ConfigError || error instanceof InputError) return EXIT.input;
  if (error instanceof WaitTimeout) return EXIT.notYet;
  if (error instanceof BulkError) return error.counts.unknown ? EXIT.unknown : EXIT.tryAgain;
  if (error instanceof CallError && error.outcome === 'unknown') return EXIT.unknown;
  if (error instanceof AbortedError) return EXIT.interrupted;
  if (error instanceof Unauthenticated || error instanceof Forbidden) return EXIT.login;
  const mayPass = [ConnectionError, TimeoutError, RateLimited, ServerFault, ResponseError];
  if (mayPass.some((Class) => error instanceof Class)) return EXIT.tryAgain;
  return isRefusal(error) ? EXIT.refused : EXIT.unexpected;
}

/** Everything else that has a code of ours was the repository's word. */
const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && 'service' in error;
