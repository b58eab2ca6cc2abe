import { spawnSync } from 'node:child_process';

/** What happened to the checks so far; printed in the same plain form as the tests. */
export const counts = { passed: 0, failed: 0, skipped: 0 };

export const isCounts = (value: unknown): value is typeof counts =>
  typeof value === 'object' && value !== null && Object.keys(counts).every((key) => key in value);

/** Takes over what happened in another process. */
export function add(others: typeof counts): void {
  for (const key of ['passed', 'failed', 'skipped'] as const) counts[key] += others[key];
}

/** Runs one check, times it, and goes on after a failure: one run shows everything that is wrong. */
export function check(name: string, work: () => void): boolean {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    work();
    counts.passed += 1;
    process.stdout.write(`ok      ${name} (${seconds()})\n`);
    return true;
  } catch (error) {
    fail(`${name} (${seconds()})`, text(error));
    return false;
  }
}

export function fail(name: string, because: string): void {
  counts.failed += 1;
  process.stdout.write(`FAILED  ${name}\n${indent(because)}\n`);
}

/** Leaves a check out so that nobody can miss it. */
export function skip(name: string, because: string): void {
  counts.skipped += 1;
  process.stdout.write(`SKIPPED: ${name} because ${because}\n`);
}

/** The closing line; the answer is the exit code. */
export function close(): number {
  const { passed, failed, skipped } = counts;
  process.stdout.write(`\npackage: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The exit code that means success; 0 unless told. */
  readonly exit?: number;
  /** What was printed to standard error is part of the answer. */
  readonly both?: boolean;
}

/** Runs a command to its end and answers its standard output; any other exit code is an error that shows all it printed. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env, exit = 0, both = false }: RunOptions,
): string {
  const shown = [command, ...args].join(' ');
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 5 * 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw new Error(`${shown}: ${result.error.message}`);
  if (result.status !== exit) {
    const end = result.signal ? `was ended by ${result.signal}` : `exited with ${result.status}`;
    throw new Error(`${shown} ${end}, not ${exit}\n${result.stdout}\n${result.stderr}`.trim());
  }
  return both ? result.stdout + result.stderr : result.stdout;
}

/** Installs what a package.json names, and what is added, without the noise. */
export function install(cwd: string, ...added: string[]): void {
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', ...added], {
    cwd,
  });
}

/** Whether a command can be started at all. */
export function has(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const indent = (lines: string): string => lines.replace(/^/gm, '        ');
