import type { Measured } from './compare.ts';
import type { Goal, Measurement, Row } from './workload.ts';

const NOISE = 0.15;

/** What came of a row. */
export type Verdict =
  | {
      readonly row: Row;
      /** The ratio, or the measurement in the row's unit. */
      readonly value: number;
      readonly ours: number;
      readonly theirs: number | undefined;
      readonly judgement: Judgement;
    }
  | { readonly row: Row; readonly missing: string };

/** `within noise`: missed by no more than the figure moves between two runs. */
export type Judgement = 'no goal' | 'holds' | 'within noise' | 'missed';

export function judge(row: Row, measured: Measured): Verdict {
  const ours = valuesOf(row, row.ours, measured);
  if ('missing' in ours) return { row, ...ours };
  if (row.theirs === undefined) {
    const value = median(ours.values.filter((one) => one !== undefined));
    return { row, value, ours: value, theirs: undefined, judgement: judgementOf(value, row.goal) };
  }
  const theirs = valuesOf(row, row.theirs, measured);
  if ('missing' in theirs) return { row, ...theirs };
  // Round by round: what slowed down a whole round is in both.
  const figures = ours.values.flatMap((one, round) => {
    const other = theirs.values[round];
    return one === undefined || other === undefined ? [] : [figureOf(row, one, other)];
  });
  const value = median(figures);
  return {
    row,
    value,
    ours: median(ours.values.filter((one) => one !== undefined)),
    theirs: median(theirs.values.filter((one) => one !== undefined)),
    judgement: judgementOf(value, row.goal),
  };
}

function valuesOf(
  row: Row,
  id: string,
  measured: Measured,
): { values: (number | undefined)[] } | { missing: string } {
  const found = measured.get(id);
  if (!found) throw new Error(`there is no competitor "${id}"`);
  if ('missing' in found) return found;
  const values = found.map((one) => inUnit(row, one));
  return values.some((one) => one !== undefined)
    ? { values }
    : { missing: `this system does not tell ${row.measured}` };
}

function inUnit({ measured, unit }: Row, measurement: Measurement | undefined): number | undefined {
  const value = measurement?.[measured];
  return typeof value === 'number' ? value * (unit.times ?? 1) : undefined;
}

function figureOf({ figure }: Row, ours: number, theirs: number): number {
  if (figure === 'speed') return theirs / ours;
  return figure === 'over' ? ours - theirs : ours / theirs;
}

export function judgementOf(value: number, goal: Goal | undefined): Judgement {
  if (!goal || (goal.atMost === undefined && goal.atLeast === undefined)) return 'no goal';
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY, noise = NOISE } = goal;
  if (value <= atMost && value >= atLeast) return 'holds';
  return value <= atMost * (1 + noise) && value >= atLeast * (1 - noise) ? 'within noise' : 'missed';
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
