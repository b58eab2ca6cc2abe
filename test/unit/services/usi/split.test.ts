import { InputError, type NewUsiSample, splitSamples } from 'accession';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sample = (alias: string, ...parents: string[]): NewUsiSample => ({
  alias,
  sampleRelationships: parents.map((parent) => ({ alias: parent, relationshipNature: 'child of' })),
});
const aliases = (lists: NewUsiSample[][]) => lists.map((list) => list.map(({ alias }) => alias));

describe('splitSamples', () => {
  it('keeps families together, those that are referred to first', () => {
    const lists = splitSamples(
      [sample('c', 'b'), sample('x'), sample('b', 'a'), sample('a'), sample('y', 'x')],
      { size: 3 },
    );
    expect(aliases(lists)).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
  });

  it('a family that is larger gets a list of its own; circles and strangers do no harm', () => {
    const lists = splitSamples(
      [sample('a', 'b'), sample('b', 'a'), sample('c', 'b', 'nobody'), sample('d')],
      { size: 2 },
    );
    expect(lists.map((list) => list.length)).toEqual([3, 1]);
  });

  it('a pedigree may be deep', () => {
    const line = Array.from({ length: 20_000 }, (_, i) =>
      i === 0 ? sample('s0') : sample(`s${i}`, `s${i - 1}`),
    );
    const [list = []] = splitSamples(line.toReversed());
    expect(list.map(({ alias }) => alias)).toEqual(line.map(({ alias }) => alias));
  });

  it.each([[null], ['s0'], [[null]]])('relationships that are %j are told by their place', (given) => {
    const bad = { alias: 'b', sampleRelationships: given } as never;
    expect(() => splitSamples([sample('a'), bad])).toThrow(InputError);
    expect(() => splitSamples([sample('a'), bad])).toThrow('[1].sampleRelationships: must be a list');
  });

  it('an alias that comes twice is an error', () => {
    expect(() => splitSamples([sample('a'), sample('a')])).toThrow(InputError);
    expect(() => splitSamples([], { size: 0 })).toThrow('options.size');
    expect(splitSamples([])).toEqual([]);
  });

  it('loses none, doubles none, and parts nobody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(40), { maxLength: 3 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (parents, size) => {
          const samples = parents.map((list, i) => sample(`s${i}`, ...list.map((p) => `s${p}`)));
          const lists = splitSamples(samples, { size });
          const place = new Map(lists.flatMap((list, at) => list.map(({ alias }) => [alias, at] as const)));
          expect([...place.keys()].toSorted()).toEqual(samples.map(({ alias }) => alias).toSorted());
          expect(lists.flat()).toHaveLength(samples.length);
          for (const { alias, sampleRelationships = [] } of samples)
            for (const { alias: parent = '' } of sampleRelationships)
              if (place.has(parent)) expect(place.get(parent)).toBe(place.get(alias));
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });
});
