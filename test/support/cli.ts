import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface CliEnded {
  /** Null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface CliRun {
  process: ChildProcess;
  /** So far. */
  out(): string;
  err(): string;
  /** Settles when the text has come, on either stream. */
  says(text: string): Promise<void>;
  ended: Promise<CliEnded>;
}

export interface CliStart {
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** What is typed into it, or piped. */
  input?: string;
  /** The pipe it is typed into stays open. */
  keepOpen?: boolean;
  /** Where its standard output goes instead: a file descriptor. */
  stdout?: number;
}

/** Once for all the files of tests that one worker carries out. */
let built: Promise<string> | undefined;

async function buildCommand(): Promise<string> {
  const outDir = join(inject('builds'), `cli-${process.pid}`);
  await build({
    config: false,
    entry: { cli: join(root, 'src/cli/main.ts') },
    outDir,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    keepNames: true,
    removeNodeProtocol: false,
    noExternal: [/.*/],
    splitting: false,
    silent: true,
    banner: { js: '#!/usr/bin/env node' },
  });
  return join(outDir, 'cli.cjs');
}

/** The command as people have it: one file, built the way the package is. */
export class Cli {
  private constructor(
    /** The built file. */
    readonly file: string,
  ) {}

  static async build(): Promise<Cli> {
    built ??= buildCommand();
    return new Cli(await built);
  }

  start(args: readonly string[], { env = {}, cwd, input, keepOpen, stdout }: CliStart = {}): CliRun {
    const child = spawn(process.execPath, [this.file, ...args], {
      env: { PATH: process.env.PATH, NODE_OPTIONS: '', ...env },
      ...(cwd !== undefined && { cwd }),
      stdio: [input === undefined ? 'ignore' : 'pipe', stdout ?? 'pipe', 'pipe'],
    });
    if (keepOpen) child.stdin?.write(input ?? '');
    else child.stdin?.end(input);
    const text = { out: '', err: '' };
    const waiting: (() => void)[] = [];
    const heard = (stream: 'out' | 'err') => (chunk: string) => {
      text[stream] += chunk;
      for (const look of waiting) look();
    };
    child.stdout?.setEncoding('utf8').on('data', heard('out'));
    child.stderr?.setEncoding('utf8').on('data', heard('err'));
    return {
      process: child,
      out: () => text.out,
      err: () => text.err,
      says: (wanted) =>
        new Promise((resolve) => {
          const look = () => {
            if (`${text.out}${text.err}`.includes(wanted)) resolve();
          };
          waiting.push(look);
          look();
        }),
      ended: new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => resolve({ code, signal, ...text }));
      }),
    };
  }

  run(args: readonly string[], start?: CliStart): Promise<CliEnded> {
    return this.start(args, start).ended;
  }
}

/** The rows of a table, by their headings. */
export function tableOf(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const names = head.split('\t');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => Object.fromEntries(line.split('\t').map((cell, index) => [names[index] ?? '', cell])));
}

/** Lines of JSON. */
export const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
