import { describe, expect, it } from 'vitest';
import type { Measured } from './harness/compare.ts';
import { pageFrom } from './harness/page.ts';
import { cellsOf } from './harness/table.ts';
import { judge, judgementOf, median } from './harness/verdict.ts';
import { type Goal, type Measurement, MICROSECONDS, type Row, type Workload } from './harness/workload.ts';
import { WORKLOADS } from './workloads/index.ts';

const row = (figure: Row['figure'], goal?: Goal): Row => ({
  against: 'snail',
  what: 'a metre: CPU',
  figure,
  measured: 'cpuMs',
  unit: MICROSECONDS,
  ours: 'hare',
  ...(figure !== 'plain' && { theirs: 'snail' }),
  ...(goal && { goal }),
});

const turns = (...cpu: (number | undefined)[]): (Measurement | undefined)[] =>
  cpu.map((cpuMs) => (cpuMs === undefined ? undefined : { cpuMs, wallMs: 1, peakMiB: null }));

const race = (hare: (number | undefined)[], snail: (number | undefined)[] | string): Measured =>
  new Map<string, (Measurement | undefined)[] | { missing: string }>([
    ['hare', turns(...hare)],
    ['snail', typeof snail === 'string' ? { missing: snail } : turns(...snail)],
  ]);

describe('a row', () => {
  it.each([
    { figure: 'cost', value: 0.25 },
    { figure: 'speed', value: 4 },
    { figure: 'over', value: -3000 },
    { figure: 'plain', value: 1000 },
  ] as const)('makes its figure ($figure) of two measurements', ({ figure, value }) => {
    expect(judge(row(figure), race([1], [4]))).toMatchObject({ value });
  });

  it('compares what ran side by side, so that a slow round does not tell', () => {
    // The third round was slow for both; the medians alone would make 2.5 of it.
    expect(judge(row('cost'), race([2, 2, 10], [1, 4, 20]))).toMatchObject({
      value: 0.5,
      ours: 2000,
      theirs: 4000,
    });
  });

  it('takes only rounds that both took part in', () => {
    expect(judge(row('cost'), race([1, 2, 100], [2, 4, undefined]))).toMatchObject({ value: 0.5 });
  });

  it('says why it was not measured', () => {
    const verdict = judge(row('cost', { id: 'G0', atMost: 1, gated: true }), race([1], 'there is no snail'));
    expect(verdict).toMatchObject({ missing: 'there is no snail' });
    expect(cellsOf(verdict)).toEqual(
      expect.arrayContaining(['snail', 'not measured', 'there is no snail', 'G0 ≤ 1×']),
    );
  });

  it('says so where the system does not tell', () => {
    expect(judge({ ...row('plain'), measured: 'peakMiB' }, race([1], [1]))).toHaveProperty('missing');
  });

  it('begins with the peer and gives the ratio with a times sign', () => {
    const cells = cellsOf(judge(row('speed', { atLeast: 10, gated: true }), race([1], [12.34])));
    expect(cells).toEqual(['snail', 'a metre: CPU', '1,000 µs', '12,340 µs', '12.3×', '≥ 10×', 'yes']);
    expect(cellsOf(judge(row('cost'), race([1], [4])))).toContain('0.25×');
  });

  it('that is told only says so', () => {
    const cells = cellsOf(judge(row('cost', { id: 'G2', atMost: 0.5, gated: false }), race([3], [4])));
    expect(cells.slice(-2)).toEqual(['G2 ≤ 0.5× (told only)', '**no**']);
  });
});

describe('a goal', () => {
  it.each([
    { goal: { atMost: 1 }, value: 1, judgement: 'holds' },
    { goal: { atMost: 1 }, value: 1.14, judgement: 'within noise' },
    { goal: { atMost: 1 }, value: 1.16, judgement: 'missed' },
    { goal: { atLeast: 10 }, value: 8.6, judgement: 'within noise' },
    { goal: { atLeast: 10 }, value: 8.4, judgement: 'missed' },
    { goal: { atLeast: 10, noise: 0.3 }, value: 7.1, judgement: 'within noise' },
    { goal: { atMost: 130, noise: 0 }, value: 131, judgement: 'missed' },
    { goal: { atMost: 20, atLeast: -20, noise: 0 }, value: -21, judgement: 'missed' },
    { goal: { atMost: 20, atLeast: -20, noise: 0 }, value: -5, judgement: 'holds' },
    { goal: { atLeast: 1 }, value: Number.NaN, judgement: 'missed' },
  ])('$goal: $value $judgement', ({ goal, value, judgement }) => {
    expect(judgementOf(value, { ...goal, gated: true })).toBe(judgement);
  });

  it('of nothing is none', () => {
    expect(judgementOf(1, undefined)).toBe('no goal');
  });
});

it('finds the middle, also of an even number', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
  expect(median([])).toBeNaN();
});

describe('the page', () => {
  const workload = (title: string, more: Partial<Workload> = {}): Workload => ({
    name: title.toLowerCase(),
    title,
    about: `About ${title}.`,
    rounds: 1,
    peers: [],
    rows: [],
    ...more,
  });
  const [short, long] = [workload('Short'), workload('Long', { long: true })];
  const verdicts = (cpu: number) => [judge(row('cost'), race([cpu], [1]))];

  it('keeps what was not measured again, in the order of the workloads', () => {
    const all = [short, long];
    const first = pageFrom(
      '',
      all,
      new Map([
        [long, verdicts(3)],
        [short, verdicts(2)],
      ]),
      () => 'Measured yesterday.',
    );
    const second = pageFrom(first, all, new Map([[short, verdicts(5)]]), () => 'Measured today.');
    expect(second.split(/^## /m).slice(1)).toEqual([
      expect.stringMatching(/^Short\n[\s\S]*\| 5\.0× \|[\s\S]*Measured today\.\n/),
      expect.stringMatching(/^Long\n[\s\S]*\| 3\.0× \|[\s\S]*Measured yesterday\.\n/),
    ]);
    expect(second.match(/^# /gm)).toHaveLength(1);
  });

  it('is the same when it is written again', () => {
    const page = pageFrom('', [short], new Map([[short, verdicts(2)]]), () => 'Measured today.');
    expect(pageFrom(page, [short], new Map(), () => '')).toBe(page);
  });
});

describe('the workloads', () => {
  it('have names and titles of their own', () => {
    expect(new Set(WORKLOADS.map(({ name }) => name)).size).toBe(WORKLOADS.length);
    expect(new Set(WORKLOADS.map(({ title }) => title)).size).toBe(WORKLOADS.length);
  });

  it.each(WORKLOADS)('$name: rows speak of competitors that there are', ({ peers, rows }) => {
    const ids = peers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ours, theirs, figure } of rows) {
      expect(ids).toContain(ours);
      if (figure !== 'plain') expect(ids).toContain(theirs);
    }
    const used = new Set(rows.flatMap(({ ours, theirs }) => [ours, theirs]));
    expect(ids.filter((id) => !used.has(id))).toEqual([]);
  });

  it('gate what the project promises', () => {
    const gated = WORKLOADS.flatMap(({ rows }) => rows.filter(({ goal }) => goal?.gated));
    expect([...new Set(gated.map(({ goal }) => goal?.id))].sort()).toEqual(
      ['G1', 'G10', 'G12', 'G13', 'G14', 'G4', 'G6', 'G7', 'G8', undefined].sort(),
    );
  });
});
