import { Command, InvalidArgumentError, Option } from 'commander';
import type { Repositories } from '../client.ts';
import { AbortedError } from '../core/errors/index.ts';
import { Redactor } from '../core/redact.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { inWords, told } from './explain-error.ts';
import { helpCommand } from './help.ts';
import { refuseIdle } from './idle.ts';
import { Interrupt } from './interrupt.ts';
import { Log } from './log.ts';
import { COMMON } from './options.ts';
import { Output } from './output.ts';
import { quietly } from './quietly.ts';
import { sandboxCommand } from './sandbox.ts';
import { configOf, readVariables } from './settings/settings.ts';
import type { CommandSpec, CommonFlags, Context, GroupSpec, OptionSpec } from './spec.ts';
import { BrokenOff, OutputLost } from './user-error.ts';
import { VERSION } from './version.ts';

/** What the whole command line says to the shell in the end. */
export interface Exit {
  code: ExitCode | number;
}

/** Makes the parser from what the commands say of themselves. */
export function programOf(groups: readonly GroupSpec[], alone: readonly CommandSpec[], exit: Exit): Command {
  const program = quietly(new Command('accession'))
    .description('Research-data repositories, and a sandbox that behaves like them')
    .version(VERSION, '-V, --version', 'the version of this program')
    .addHelpText(
      'after',
      '\nPasswords come from the environment, a --secrets file or a question, never from arguments.',
    );
  for (const spec of alone) program.addCommand(commandOf(spec, exit));
  for (const { name, summary, commands } of groups) {
    const group = groupAt(program, name.split(' ')).description(summary);
    for (const spec of commands) group.addCommand(commandOf(spec, exit));
  }
  program.addCommand(
    sandboxCommand((code) => {
      exit.code = code;
    }),
  );
  program.addCommand(helpCommand(program));
  return program;
}

/** The command that these words lead to, made where there is none yet. */
function groupAt(program: Command, words: readonly string[]): Command {
  return words.reduce((above, word) => {
    const known = above.commands.find((one) => one.name() === word);
    if (known) return known;
    const made = quietly(new Command(word));
    above.addCommand(made);
    return made;
  }, program);
}

function commandOf(spec: CommandSpec, exit: Exit): Command {
  const command = quietly(new Command(spec.name)).description(spec.summary);
  for (const { name, description } of spec.arguments) command.argument(name, description);
  for (const option of [...spec.options, ...COMMON]) command.addOption(optionOf(option));
  if (spec.more) command.addHelpText('after', `\n${spec.more.join('\n')}`);
  return command.action(async () => {
    exit.code = await carryOut(spec, command);
  });
}

function optionOf({ flags, description, choices, default: standard, parse, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description);
  if (choices) option.choices(choices);
  if (standard !== undefined) option.default(standard);
  if (parse || repeatable) {
    option.argParser((text: string, before: unknown) => {
      const value = parse ? attempt(() => parse(text)) : text;
      return repeatable ? [...((before as unknown[] | undefined) ?? []), value] : value;
    });
  }
  return option;
}

function attempt<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** Reads the settings, makes the clients, runs the command, and says what went wrong. */
async function carryOut(spec: CommandSpec, command: Command): Promise<ExitCode> {
  const { args } = command;
  const flags = command.opts<CommonFlags>();
  const redactor = new Redactor();
  const log = new Log(redactor, flags.quiet);
  let repos: Repositories | undefined;
  let interrupt: Interrupt | undefined;
  try {
    refuseIdle(command, spec.idle?.(flags as never, args) ?? []);
    const variables = await readVariables(flags, spec.account, redactor);
    const config = configOf(variables, flags, spec.writes && !('dryRun' in flags), spec.ownServer);
    // The clients bring schemas with them, which help and mistakes of spelling need not wait for.
    const { createClient } = await import('../client.ts');
    repos = createClient({ ...config, redactor, hooks: hooksOf(log, flags.verbose === true) });
    interrupt = new Interrupt((line) => log.warn(line));
    const context = { args, flags, repos, config, redactor, log, interrupt };
    const code = await spec.run(context as unknown as Context<never>);
    // What the command wrote last is not on the disk yet.
    if (code === EXIT.done) await Output.stdout().finish();
    return code;
  } catch (error) {
    // It ran to its end, and nobody could be told what it did.
    const isInDoubt = error instanceof OutputLost && spec.writes && !('dryRun' in flags);
    const failure = told(isInDoubt ? new BrokenOff(error, EXIT.unknown) : error);
    const isStop = error instanceof AbortedError && error.outcome !== 'unknown';
    log.warn(interrupt?.received && isStop ? 'stopped' : inWords(failure));
    const { exitCode: found, ...shown } = failure;
    // A stop that left something in doubt says so: whoever reads 130 takes it that all came to its end.
    const exitCode = found === EXIT.unknown ? found : (interrupt?.exitCode ?? found);
    if (flags.json) process.stdout.write(`${redactor.scrub(JSON.stringify({ error: shown, exitCode }))}\n`);
    return exitCode;
  } finally {
    interrupt?.end();
    repos?.close();
  }
}

/** A pause that somebody would notice is told even without --verbose. */
const LONG_PAUSE_MS = 3_000;

function hooksOf(log: Log, verbose: boolean) {
  return {
    onRetry: ({ operation, delayMs, reason }: { operation: string; delayMs: number; reason: string }) => {
      if (!verbose && delayMs < LONG_PAUSE_MS) return;
      log.say(`${operation}: again in ${Math.round(delayMs / 100) / 10} s (${reason.split('\n')[0]})`);
    },
    onWarning: ({ operation, path, message }: { operation: string; path: string; message: string }) =>
      log.say(`${operation}: ${path ? `${path}: ` : ''}${message}`),
  };
}
