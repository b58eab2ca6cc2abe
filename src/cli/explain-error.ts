import { CommanderError } from 'commander';
import { ConfigError, type ErrorCode, InputError, RepositoryError } from '../core/errors/index.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { BrokenOff, OutputLost, RecordError, UserError } from './user-error.ts';

/** What to do, where the error itself has no better idea. */
const NEXT: Partial<Record<ErrorCode, string>> = {
  config: 'docs/configuration.md lists all settings; `accession check` shows what is set.',
  connection: 'Check the network, a proxy (HTTPS_PROXY) and the address; `accession check` tries them all.',
  timeout: 'It may be busy: run the same again later.',
  unauthenticated: 'Check the account and its password; `accession check` tries them.',
  forbidden:
    'This account may not do that, or it belongs to another one; `accession check` shows who you are.',
  'not-found': 'Check the accession or name, and whether it is in test or in production.',
  conflict: 'It exists already, or somebody changed it meanwhile: read it again.',
  invalid: 'Mend what it names, and run again.',
  'rate-limited': 'Run the same again later, with a smaller --concurrency.',
  'server-fault': 'The fault is on the other side: run the same again later.',
  rejected: 'Mend what it names, and run again.',
  response: 'Something between you and the repository may answer in its place (a proxy, a login page).',
  'wait-timeout': 'It goes on without us: ask again later.',
};

/** Hints of the library name its methods; here they are options and commands. */
const IN_OUR_WORDS: readonly (readonly [RegExp, string])[] = [
  [/`onDuplicate: "accept"`/g, '`--accept-existing`'],
  [/submissions\.waitUntil\(submission, 'Validated'\)/g, '`accession usi status NAME --wait`'],
  [/submissions\.blockers\(submission\)/g, 'the web page of USI'],
  [/`ignore`/g, '`--ignore`'],
  [/wait again with `resumable`, here or in another process/g, 'ask again later'],
  [/, or give the client an `auth` option/g, ', in the environment or in a file for --secrets'],
  [/or raise `maxAnswerBytes`/g, 'or with --limit'],
  [/`overwrite: true`/g, '`--overwrite`'],
  [/call irods\.createCollections for the project first/g, 'run `accession sodar collections PROJECT` first'],
  [/and then irods\.createCollections/g, 'and then `accession sodar collections PROJECT`'],
  [/ \(dataRequests\)/g, ''],
  [/; keep the default folders/g, '; leave out --flat'],
];

const inOurWords = (hint: string): string =>
  IN_OUR_WORDS.reduce((text, [words, ours]) => text.replace(words, ours), hint);

/** A failure in the form in which it is shown. */
export interface Told {
  exitCode: ExitCode;
  /** A word that programs can branch on. */
  code: string;
  message: string;
  hint?: string;
  outcome?: string;
}

export function told(error: unknown): Told {
  if (error instanceof BrokenOff) return { ...told(error.cause), exitCode: error.exitCode };
  if (error instanceof UserError) {
    return {
      exitCode: EXIT.input,
      code: 'usage',
      message: error.message,
      ...(error.hint && { hint: error.hint }),
    };
  }
  if (error instanceof OutputLost)
    return {
      exitCode: EXIT.tryAgain,
      code: 'output',
      message: error.message,
      hint: 'Make room, or name another place with --output.',
    };
  if (error instanceof RecordError) {
    const exitCode = error.code === 'input' ? EXIT.input : EXIT.refused;
    return { exitCode, code: error.code, message: error.message };
  }
  if (error instanceof CommanderError) {
    return {
      exitCode: error.exitCode === 0 ? EXIT.done : EXIT.input,
      code: 'usage',
      message: error.message.replace(/^error: /, '').replaceAll('\n', ' '),
      hint:
        error.code === 'commander.unknownCommand'
          ? '`accession help` lists the commands, `accession help ena` those of ENA.'
          : '--help behind the command shows what it takes.',
    };
  }
  if (error instanceof RepositoryError) {
    const hint = inOurWords(error.hint ?? settingsOf(error) ?? NEXT[error.code] ?? '');
    const outcome = 'outcome' in error ? String(error.outcome) : undefined;
    return {
      exitCode: exitCodeOf(error),
      code: error.code,
      message: inOurWords(error.message),
      ...(hint && { hint }),
      ...(outcome && { outcome }),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: EXIT.unexpected, code: 'unexpected', message };
}

const settingsOf = (error: unknown): string | undefined =>
  error instanceof ConfigError && error.missing.length > 0
    ? `Set ${error.missing.join(' and ')}, in the environment or in a file for --secrets.`
    : undefined;

const DOUBT = 'It may be stored all the same: look before you send it again.';

/** For a person. */
export function inWords({ code, message, hint, outcome }: Told): string {
  const named = code === 'usage' || code === 'unexpected' ? message : `[${code}] ${message}`;
  return [
    named,
    ...(outcome === 'unknown' ? [`  ${DOUBT}`] : []),
    ...(hint ? [`  what to do: ${hint}`] : []),
  ].join('\n');
}

const MOST_ISSUES = 10;

/** In one line, for a cell of a table. */
export function inOneLine(error: unknown): string {
  if (error instanceof InputError) {
    const said = error.issues
      .slice(0, MOST_ISSUES)
      .map(({ path, message }) => (path ? `${path}: ${message}` : message));
    return said.join('; ').replace(/\s*\n\s*/g, ' ');
  }
  return told(error)
    .message.replace(/^[\w.]+: /, '')
    .replace(/\s*\n\s*/g, '; ');
}
