import type { Command } from 'commander';
import { UserError } from './user-error.ts';

/** An option that would do nothing: which one, why (`is not for a document`), and what to do instead. */
export type Idle = readonly [option: `--${string}`, why: string, instead: string];

/**
 * Of the options that would do nothing none may stand in the command: somebody relies on it.
 * @throws UserError one does
 */
export function refuseIdle(command: Command, idle: readonly Idle[]): void {
  const given = new Set(
    command.options
      .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
      .map(({ long }) => long),
  );
  for (const [option, why, instead] of idle)
    if (given.has(option)) throw new UserError(`${option} ${why}; nothing was sent`, instead);
}

/** How long to wait, where there is no waiting. */
export const idleTimeout = (waits: boolean | undefined, without = 'does nothing without --wait'): Idle[] =>
  waits ? [] : [['--timeout', without, 'Say that it is to wait, or leave --timeout out.']];
