import { Command } from 'commander';
import { quietly } from './quietly.ts';
import { UserError } from './user-error.ts';

/** `accession help ena submit`, for those who do not think of `accession ena submit --help`. */
export function helpCommand(program: Command): Command {
  return quietly(new Command('help'))
    .description('Explain a command: help ena submit')
    .argument('[command...]', 'words of the command')
    .action((words: string[]) => {
      let found = program;
      for (const [index, word] of words.entries()) {
        const next = found.commands.find((one) => one.name() === word);
        if (!next) {
          const before = words.slice(0, index).join(' ');
          const names = found.commands.map((one) => one.name()).join(', ');
          throw new UserError(
            `there is no command "${words.slice(0, index + 1).join(' ')}"`,
            names === '' ? `"${before}" has no commands of its own.` : `There are: ${names}.`,
          );
        }
        found = next;
      }
      found.outputHelp();
    });
}
