import { CommanderError } from 'commander';
import { ALONE, GROUPS } from './commands.ts';
import { EXIT } from './exit-codes.ts';
import { inWords, told } from './explain-error.ts';
import { type Exit, programOf } from './program.ts';
import { refuseSecrets } from './settings/forbidden.ts';

/** Runs the command line and gives its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const exit: Exit = { code: EXIT.done };
  try {
    refuseSecrets(argv.slice(2));
    await programOf(GROUPS, ALONE, exit).parseAsync([...argv]);
    return exit.code;
  } catch (error) {
    const failure = told(error);
    // Help that was asked for is no error, and has been written; help in place of a missing command is one.
    const isHelp = error instanceof CommanderError && /^commander\.(help|version)/.test(error.code);
    if (!isHelp) process.stderr.write(`accession: ${inWords(failure)}\n`);
    return failure.exitCode;
  }
}

// Nobody reads any more, as after `| head`, or the disk is full: that must not tear a run over thousands of records to
// pieces. `Output` sees the same error, and tells it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

void main(process.argv).then((code) => {
  process.exitCode = code;
});
