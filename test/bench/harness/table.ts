import type { Judgement, Verdict } from './verdict.ts';
import type { Goal, Unit } from './workload.ts';

export const COLUMNS = ['against', 'what', 'ours', 'theirs', 'figure', 'goal', 'holds'] as const;

const HOLDS: Record<Judgement, string> = {
  'no goal': '',
  holds: 'yes',
  'within noise': 'within noise',
  missed: '**no**',
};

/** The cells of a row; it begins with what is compared with. */
export function cellsOf(verdict: Verdict): string[] {
  const { row } = verdict;
  if ('missing' in verdict)
    return [
      row.against,
      row.what,
      '',
      '',
      'not measured',
      goalText(row.goal, true, row.unit),
      verdict.missing,
    ];
  const { value, ours, theirs, judgement } = verdict;
  const isRatio = row.figure === 'cost' || row.figure === 'speed';
  return [
    row.against,
    row.what,
    row.figure === 'plain' ? '' : amount(ours, row.unit),
    theirs === undefined ? '' : amount(theirs, row.unit),
    isRatio ? ratio(value) : amount(value, row.unit),
    goalText(row.goal, isRatio, row.unit),
    HOLDS[judgement],
  ];
}

/** `12.3×`, or `0.27×` where one more digit counts. */
export const ratio = (value: number): string => `${value.toFixed(value < 1.995 ? 2 : 1)}×`;

const amount = (value: number, { name, digits }: Unit): string =>
  `${value.toLocaleString('en', {
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: digits ?? (Math.abs(value) < 10 ? 2 : 0),
  })} ${name}`;

function goalText(goal: Goal | undefined, isRatio: boolean, { name }: Unit): string {
  if (!goal) return '';
  const { id, atMost, atLeast, gated } = goal;
  const limit = (value: number): string => (isRatio ? `${value}×` : `${value} ${name}`);
  const words = [
    ...(id === undefined ? [] : [id]),
    ...(atMost === undefined ? [] : [`≤ ${limit(atMost)}`]),
    ...(atLeast === undefined ? [] : [`≥ ${limit(atLeast)}`]),
  ];
  return `${words.join(' ')}${gated ? '' : ' (told only)'}`;
}

export const markdownTable = (verdicts: readonly Verdict[]): string =>
  [
    `| ${COLUMNS.join(' | ')} |`,
    `| ${COLUMNS.map((name) => (['ours', 'theirs', 'figure'].includes(name) ? '---:' : '---')).join(' | ')} |`,
    ...verdicts.map((verdict) => `| ${cellsOf(verdict).join(' | ')} |`),
  ].join('\n');

/** The same for a terminal: columns as wide as their longest cell. */
export function plainTable(verdicts: readonly Verdict[]): string {
  const lines = [[...COLUMNS], ...verdicts.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
