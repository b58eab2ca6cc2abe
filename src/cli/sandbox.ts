import { Command, InvalidArgumentError, Option } from 'commander';
import { SandboxError } from '../sandbox/errors.ts';
import type { Lab, SandboxOptions } from '../sandbox/index.ts';
import { knownSettings } from '../sandbox/settings.ts';
import { quietly } from './quietly.ts';
import { runWith } from './run.ts';
import { UserError } from './user-error.ts';

interface Flags {
  port: number;
  host: string;
  seed: string;
  rules: 'documented' | 'strict';
  random: number;
  set: Record<string, string>;
  json?: boolean;
}

/** `accession sandbox start` and `accession sandbox exec`; `exit` is told the exit code of the latter. */
export function sandboxCommand(exit: (code: number) => void): Command {
  const sandbox = quietly(new Command('sandbox')).description('Emulated repositories on a local port');

  withOptions(quietly(sandbox.command('start')), '0')
    .description('Run a sandbox in the foreground until it is told to stop (SIGINT or SIGTERM)')
    .option('--json', 'print one line of JSON when ready: url, urls, credentials, ca, env')
    .action(async (flags: Flags) => {
      // Before anything is announced: whoever reads the line may stop us at once.
      const stopped = stopSignal();
      const lab = await begin(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(described(lab))}\n` : welcome(lab));
      log(`sandbox ready at ${lab.url} (rules: ${flags.rules}, seed: ${flags.seed})`);
      const signal = await stopped;
      log(`stopping on ${signal} after ${lab.requests.count} requests`);
      await lab.close();
    });

  withOptions(quietly(sandbox.command('exec')), '0')
    .description('Run a command with a sandbox of its own, whose address and login are in its environment')
    .argument('<command...>', 'the command and its arguments, after --')
    .passThroughOptions()
    .action(async (command: string[], flags: Flags) => {
      const lab = await begin(flags);
      try {
        exit(await runWith(command, lab.env));
      } finally {
        await lab.close();
      }
    });
  return sandbox;
}

function withOptions(command: Command, port: string): Command {
  return command
    .option('--port <number>', 'TCP port; 0 takes a free one', number, Number(port))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <demo|empty|file>', 'starting records', 'demo')
    .addOption(
      new Option(
        '--rules <rules>',
        'documented also takes what the documentation shows and servers refuse by now',
      )
        .choices(['documented', 'strict'])
        .default('documented'),
    )
    .option('--random <number>', 'seed number of accessions and tokens', number, 7)
    .option('--set <key=value>', `a release switch, repeatable: ${settingsHelp()}`, setting, {});
}

function number(value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new InvalidArgumentError('It is a whole number from 0.');
}

function setting(value: string, before: Record<string, string>): Record<string, string> {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It has the form key=value.');
  const key = value.slice(0, at);
  const known = knownSettings();
  if (!known.some((item) => item.key === key)) {
    throw new InvalidArgumentError(
      `"${key}" is not a setting. Known: ${known.map((item) => item.key).join(', ')}.`,
    );
  }
  return { ...before, [key]: value.slice(at + 1) };
}

function settingsHelp(): string {
  return knownSettings()
    .map(({ key, values }) => `${key}=${values.join('|')}`)
    .join(', ');
}

/**
 * Loaded by those who want one: the other commands begin sooner without it. What it cannot begin with (a port that is
 * taken, a seed) is for whoever typed it to mend.
 */
async function begin({ port, host, seed, rules, random, set }: Flags): Promise<Lab> {
  const { startSandbox } = await import('../sandbox/index.ts');
  const settings = set as SandboxOptions['settings'];
  return startSandbox({ port, host, seed, rules, random, settings }).catch((error: unknown) => {
    throw error instanceof SandboxError ? new UserError(error.message) : error;
  });
}

function described(lab: Lab): object {
  const { url, urls, credentials, ca, env } = lab;
  return { url, urls, credentials, ca, env };
}

function welcome(lab: Lab): string {
  const exports = Object.entries(lab.env).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [
    `The sandbox is ready at ${lab.url}. Nothing in it is real, and nothing leaves this machine.`,
    '',
    'In another terminal:',
    '',
    ...exports,
    '',
    'Ctrl-C ends it; its records end with it.',
    '',
  ].join('\n');
}

/** For a POSIX shell. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}
