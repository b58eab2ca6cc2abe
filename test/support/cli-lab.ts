import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, type RequestStage, type SandboxOptions, startSandbox } from 'accession/sandbox';
import { vi } from 'vitest';
import { Cli, type CliEnded, type CliRun, type CliStart } from './cli.ts';
import { formsOf, leaksIn } from './shown.ts';

/**
 * A process for each step: on a machine that has other things to do, that takes its time. To be said at the head of each file
 * of tests; vitest forgets it with the file, and a worker loads this module once for many.
 */
export const takeTime = (): void => {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
};

/** The command, a sandbox, and a folder to work in. Whatever the command says is looked through for secrets. */
export class CliLab {
  readonly #running = new Set<CliRun>();

  private constructor(
    readonly cli: Cli,
    readonly lab: Lab,
    readonly folder: string,
  ) {}

  static async start(name: string, options: SandboxOptions = {}): Promise<CliLab> {
    const [cli, lab] = await Promise.all([Cli.build(), startSandbox({ seed: 'demo', ...options })]);
    return new CliLab(cli, lab, mkdtempSync(join(tmpdir(), `accession-cli-${name}-`)));
  }

  async close(): Promise<void> {
    for (const { process: child } of this.#running) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
    await this.lab.close();
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string, mode?: number): string {
    writeFileSync(this.path(name), text);
    if (mode !== undefined) chmodSync(this.path(name), mode);
    return name;
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  begin(args: readonly string[], { env, ...start }: CliStart = {}): CliRun {
    const run = this.cli.start(args, { cwd: this.folder, ...start, env: { ...this.lab.env, ...env } });
    this.#running.add(run);
    return {
      ...run,
      ended: run.ended.then((ended) => {
        this.#running.delete(run);
        return this.#checked(args, ended);
      }),
    };
  }

  run(args: readonly string[], start?: CliStart): Promise<CliEnded> {
    return this.begin(args, start).ended;
  }

  /** Calls `act` once, when the n-th request from now is at this stage. Gives what ends the watching. */
  at(n: number, stage: RequestStage, act: () => void | Promise<void>): () => void {
    const due = this.lab.requests.count + n;
    let done = false;
    return this.lab.requests.watch(async (event) => {
      // A request that stores nothing has no commit: its answer is the next moment.
      const late = event.stage === 'answered' && !event.request.committed;
      if (done || event.n !== due || !(event.stage === stage || late)) return;
      done = true;
      await act();
    });
  }

  /** Requests that have reached the sandbox since the last time. */
  asked(): string[] {
    const operations = this.lab.journal.requests().map(({ operation }) => operation ?? '?');
    this.lab.journal.clear();
    return operations;
  }

  #checked(args: readonly string[], ended: CliEnded): CliEnded {
    const { webin, aap, openbis, sodar } = this.lab.credentials;
    const forms = [
      ...[webin, aap, openbis, sodar].flatMap(({ username, password }) => formsOf(password, username)),
      ...[openbis, sodar].flatMap(({ token }) => formsOf(token)),
    ];
    const leaks = leaksIn(ended.out + ended.err, forms);
    if (leaks.length > 0) throw new Error(`accession ${args.join(' ')} shows ${leaks.length} secrets`);
    return ended;
  }
}
