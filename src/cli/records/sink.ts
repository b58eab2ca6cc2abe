import { inOneLine, told } from '../explain-error.ts';
import type { Output } from '../output.ts';
import { ResultColumns } from '../table/columns.ts';
import { ERROR, STATUS } from './mapping.ts';
import type { Records } from './open.ts';
import { type Outcome, staysAsItWas } from './outcome.ts';
import type { Step } from './walk.ts';

/** Takes what became of the records. */
export interface Sink<T> {
  begin(): Promise<void>;
  take(step: Step<T>): Promise<void>;
  finish(): Promise<void>;
  /** Leaves what was there before. */
  discard(): Promise<void>;
  /** Whether all that was taken until now is surely written. */
  isSettled(): boolean;
  /** The file that holds what is written when it cannot be finished; none when it is a stream. */
  readonly unfinished: string | undefined;
}

/** What the sinks of one output have in common. */
export const endingsOf = (
  output: Output,
): Pick<Sink<unknown>, 'finish' | 'discard' | 'isSettled' | 'unfinished'> => ({
  finish: () => output.finish(),
  discard: () => output.discard(),
  isSettled: () => output.isSettled,
  unfinished: output.path === undefined ? undefined : `${output.path}.part`,
});

/** The person's own table, as it was, with more columns. */
export function tableSink<T>(
  { header, delimiter = '\t', above }: Records<T>,
  results: readonly string[],
  output: Output,
): Sink<T> {
  const columns = header && new ResultColumns(header, delimiter, [...results, STATUS, ERROR]);
  return {
    begin: async () => {
      if (columns) await output.write(above + columns.header());
    },
    take: async ({ entry, outcome }) => {
      const { row } = entry;
      if (!row || !columns) return;
      if (outcome === undefined) await output.write(row.raw + row.eol);
      else await output.write(columns.row(row, staysAsItWas(entry) ? {} : cellsOf(outcome)));
    },
    ...endingsOf(output),
  };
}

/** What became of a record, by column. */
export const cellsOf = ({ status, values, error }: Outcome): Record<string, string> => ({
  ...values,
  [STATUS]: status,
  [ERROR]: error === undefined ? '' : inOneLine(error),
});

/** One line of JSON for each record. */
export function jsonSink<T>(output: Output): Sink<T> {
  return {
    begin: async () => {},
    take: async ({ entry, outcome }) => {
      if (!outcome) return;
      const { status, key, values, error, more } = outcome;
      await output.json({
        at: entry.place,
        key,
        status,
        ...values,
        ...more,
        ...(error !== undefined && { error: jsonOf(error) }),
      });
    },
    ...endingsOf(output),
  };
}

/** An error as data: what is shown, and the problems one by one. */
export function jsonOf(error: unknown): Record<string, unknown> {
  const { exitCode: _, ...shown } = told(error);
  const issues = (error as { issues?: unknown }).issues;
  return { ...shown, ...(Array.isArray(issues) && issues.length > 0 && { issues }) };
}
