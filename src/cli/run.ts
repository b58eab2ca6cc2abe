import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Runs a command with more environment and gives its exit code the way a shell does: 128 + n after signal n. */
export function runWith(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const [file = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    // A terminal sends its Ctrl-C to the child as well; a second one would be too many.
    const fromTerminal = (signal: NodeJS.Signals) =>
      process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    const forward = (signal: NodeJS.Signals) => {
      if (!fromTerminal(signal)) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const done = (code: number) => {
      for (const signal of FORWARDED) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      process.stderr.write(`accession: ${missing ? `there is no command "${file}"` : error.message}\n`);
      done(missing ? 127 : 126);
    });
    child.once('exit', (code, signal) => done(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}
