import type { Command } from 'commander';

/** Errors are thrown instead of ending the process, and said once, by main. Subcommands do not take that over. */
export function quietly(command: Command): Command {
  return command
    .exitOverride()
    .enablePositionalOptions()
    .helpCommand(false)
    .configureOutput({ outputError: () => {} });
}
