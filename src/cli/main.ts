import { Command, CommanderError } from 'commander';
import { sandboxCommand } from './sandbox.ts';

/** Runs the command line and gives its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command('accession')
    .description('Research-data repositories, and a sandbox that behaves like them')
    .exitOverride()
    // The sandbox's own options end where the command to run begins.
    .enablePositionalOptions();
  program.addCommand(
    sandboxCommand((exitCode) => {
      code = exitCode;
    }),
  );
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    // Commander has said what it had to say; help that was asked for is no error.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`accession: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

void main(process.argv).then((code) => {
  process.exitCode = code;
});
