import type { ClientConfig, Repositories } from '../client.ts';
import type { Redactor } from '../core/redact.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Idle } from './idle.ts';
import type { Interrupt } from './interrupt.ts';
import type { Log } from './log.ts';
import type { Account } from './settings/accounts.ts';
import type { SettingsFlags } from './settings/settings.ts';

export interface ArgumentSpec {
  /** `<file>`, `[service...]` */
  name: string;
  description: string;
}

export interface OptionSpec {
  /** `--journal <file>` */
  flags: string;
  description: string;
  choices?: readonly string[];
  default?: string | number;
  /** Reads the text; an Error that it throws is shown. */
  parse?(text: string): unknown;
  /** May be given several times; the values come as a list. */
  repeatable?: boolean;
}

/** What every command that speaks with a repository takes. */
export interface CommonFlags extends SettingsFlags {
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/** What a command works with. */
export interface Context<F> {
  readonly args: readonly string[];
  readonly flags: F & CommonFlags;
  readonly repos: Repositories;
  /** Of which `repos` are made. */
  readonly config: ClientConfig;
  readonly redactor: Redactor;
  readonly log: Log;
  readonly interrupt: Interrupt;
}

/** One command, as data: the parser, its help and the guide are made of it. */
export interface CommandSpec<F = never> {
  name: string;
  summary: string;
  arguments: readonly ArgumentSpec[];
  options: readonly OptionSpec[];
  /** It stores something, so production takes --yes. */
  writes: boolean;
  /** Every institute has a server of its own: its address cannot tell whether it is production. */
  ownServer?: boolean;
  /** Asked for on a terminal when it is not set. */
  account?: Account;
  /** Options that do nothing beside the others, or for this input. */
  idle?(flags: F & CommonFlags, args: readonly string[]): readonly Idle[];
  /** Lines below the options in the help. */
  more?: readonly string[];
  run(context: Context<F>): Promise<ExitCode>;
}

export interface GroupSpec {
  /** One word, or the words of a group in a group. */
  name: string;
  summary: string;
  commands: readonly CommandSpec[];
}

/** A command that knows the types of its own flags; the parser, which made them, does not. */
export const command = <F>(spec: CommandSpec<F>): CommandSpec => spec as unknown as CommandSpec;
