import { describe, expect, it } from 'vitest';
import { Lifecycle, type LifecyclePlanInput, look } from '../../../src/sandbox/lifecycle.ts';

const KIND = 'tea.brewing';
const BREWING = { states: ['Steeping', 'Cooling', 'Ready'], failures: ['Spilt'] };
const usual = { ms: 500 };

function lifecycle(plan: LifecyclePlanInput): Lifecycle {
  const out = new Lifecycle([[KIND, { after: usual }]]);
  out.set(KIND, plan);
  return out;
}

describe('the plan of a slow thing', () => {
  it.each<[string, LifecyclePlanInput, object]>([
    ['times every process', { after: 'never' }, { after: 'never' }],
    ['times what ends in its state', { reach: 'Ready', after: 'never' }, { after: 'never' }],
    ['holds what passes through its state', { reach: 'Cooling' }, { after: usual, reach: 'Cooling' }],
    ['leaves what never takes its state', { reach: 'Frozen', after: 'never' }, { after: usual }],
    ['lets fail what can', { fail: 'Spilt', after: 'immediate' }, { after: 'immediate', fail: 'Spilt' }],
    ['fails on the way to its state', { fail: 'Spilt', reach: 'Cooling' }, { after: usual, fail: 'Spilt' }],
    ['lets live what cannot fail so', { fail: 'Burnt', after: 'never' }, { after: 'never' }],
    [
      'leaves what knows another failure',
      { fail: 'Burnt', reach: 'Ready', after: 'never' },
      { after: usual },
    ],
  ])('%s', (_name, plan, expected) => {
    expect(lifecycle(plan).planFor(KIND, BREWING)).toEqual(expected);
  });

  it('keeps its words for a process without a course', () => {
    const progress = lifecycle({ fail: 'Burnt', reach: 'Frozen', after: { reads: 1 } }).start(KIND, 7);
    expect(progress).toEqual({ doneAt: null, readsLeft: 1, reach: 'Frozen', fail: 'Burnt' });
    expect([look(progress, 7), look(progress, 7), look(progress, 7)]).toEqual([false, true, true]);
  });

  it('is what was given, and the default where nothing was said', () => {
    const plans = lifecycle({ reach: 'Cooling' });
    expect(plans.get(KIND)).toEqual({ after: usual, reach: 'Cooling' });
    plans.set(KIND, { after: { ms: '2s' } });
    expect(plans.get(KIND)).toEqual({ after: { ms: 2000 } });
  });

  it.each([{}, null, { reach: '' }, { fail: 3 }, { after: { reads: -1 } }, { after: { ms: 'soon' } }])(
    'is not %j',
    (plan) => {
      expect(() => lifecycle(plan as LifecyclePlanInput)).toThrow(/not a (lifecycle plan|duration)/);
    },
  );
});
