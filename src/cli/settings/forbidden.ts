import { UserError } from '../user-error.ts';

const SECRET = /^--?(?:[a-z]+[-_])*(?:password|passwd|pass|pwd|pw|token|secret|api[-_]?key|apikey)(?:=|$)/i;
const IN_ADDRESS = /^(?:-{1,2}[\w-]+=)?[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]*@/i;

/**
 * Arguments are seen by everybody on the machine (`ps`), and stay in the history of the shell: no secret is taken from
 * there, and what looks like one is not repeated in the message.
 */
export function refuseSecrets(argv: readonly string[]): void {
  // What comes after `--`, or belongs to the command that `sandbox exec` runs, is not ours.
  const end = argv.indexOf('--');
  const own = argv[0] === 'sandbox' && argv[1] === 'exec' ? [] : argv.slice(0, end < 0 ? undefined : end);
  for (const argument of own) {
    const option = SECRET.exec(argument)?.[0].replace(/=$/, '');
    if (option === undefined && !IN_ADDRESS.test(argument)) continue;
    throw new UserError(
      option ? `${option}: no secret is taken from the arguments` : 'an address holds a password',
      'Everybody on this machine can see arguments. Use the environment (WEBIN_PASSWORD, AAP_PASSWORD), ' +
        '--secrets FILE with a file that only you can read, or leave it out to be asked. ' +
        'If it was a real one, take it out of the history of your shell.',
    );
  }
}
