import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWire, toWire } from '../../../../src/services/openbis/references.ts';

interface Wire {
  [field: string]: unknown;
}

const SAMPLE = 'as.dto.sample.Sample';

/** A sample of a small world: relatives by number. */
interface Plan {
  code: string;
  ordinal: number;
  type: number;
  parents: number[];
  children: number[];
  container: number | null;
}

interface World {
  samples: Plan[];
  types: number;
  /** Which ids the objects have, and whether maps have keys that JavaScript puts in another order. */
  firstId: number;
  seed: number;
}

const world: fc.Arbitrary<World> = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const index = fc.nat({ max: size - 1 });
  return fc.record({
    samples: fc.array(
      fc.record({
        code: fc.string(),
        // As large as ids are: a number in a data field must never be taken for one.
        ordinal: fc.integer({ min: 0, max: 60 }),
        type: fc.nat({ max: 2 }),
        parents: fc.array(index, { maxLength: 3 }),
        children: fc.array(index, { maxLength: 3 }),
        container: fc.option(index),
      }),
      { minLength: size, maxLength: size },
    ),
    types: fc.constant(3),
    firstId: fc.integer({ min: 1, max: 20 }),
    seed: fc.integer(),
  });
});

/** What people should see of a world: the same objects, shared and in circles. */
function meant({ samples, types }: World): Wire[] {
  const made = samples.map(({ code, ordinal }): Wire => ({ code, ordinal, properties: { RANK: ordinal } }));
  const kinds = Array.from({ length: types }, (_, i): Wire => ({ code: `T${i}`, generatedCodePrefix: 'S' }));
  samples.forEach(({ type, parents, children, container }, i) => {
    Object.assign(made[i] as Wire, {
      permId: `2024-${i}`,
      type: kinds[type],
      parents: parents.map((at) => made[at]),
      children: children.map((at) => made[at]),
      container: container === null ? null : made[container],
    });
  });
  return made;
}

/** Writes objects as openBIS does: the first time in full with an `@id`, then the number. Shares no code with the client. */
class Encoder {
  readonly #ids = new Map<Wire, number>();
  constructor(private next: number) {}

  object(value: Wire, type: string): unknown {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.next++;
    this.#ids.set(value, id);
    const out: Wire = {
      '@type': type,
      '@id': id,
      fetchOptions: { '@type': `${type}FetchOptions`, '@id': this.next++ },
    };
    for (const [key, field] of Object.entries(value)) out[key] = this.#field(key, field);
    return out;
  }

  #field(key: string, value: unknown): unknown {
    if (key === 'permId')
      return { '@type': 'as.dto.sample.id.SamplePermId', '@id': this.next++, permId: value };
    if (key === 'type') return this.object(value as Wire, 'as.dto.sample.SampleType');
    if (key === 'parents' || key === 'children')
      return (value as Wire[]).map((one) => this.object(one, SAMPLE));
    if (key === 'container') return value === null ? null : this.object(value as Wire, SAMPLE);
    return value;
  }
}

/** Two graphs are the same when they are alike and the same things are shared. */
function sameGraph(left: unknown, right: unknown): void {
  const pairs = new Map<unknown, unknown>();
  const back = new Map<unknown, unknown>();
  const work: [unknown, unknown, string][] = [[left, right, '']];
  for (let next = work.pop(); next; next = work.pop()) {
    const [a, b, path] = next;
    if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
      expect({ path, value: a }).toEqual({ path, value: b });
      continue;
    }
    if (pairs.has(a) || back.has(b)) {
      expect(pairs.get(a) === b && back.get(b) === a, `${path} is shared with the same thing`).toBe(true);
      continue;
    }
    pairs.set(a, b);
    back.set(b, a);
    expect({ path, keys: Object.keys(a).sort() }).toEqual({ path, keys: Object.keys(b).sort() });
    for (const key of Object.keys(a)) work.push([(a as Wire)[key], (b as Wire)[key], `${path}/${key}`]);
  }
}

describe('fromWire', () => {
  it('gives back any graph: shared, circular, referred to before it is defined', () => {
    fc.assert(
      fc.property(world, (one) => {
        const objects = meant(one);
        const encoder = new Encoder(one.firstId);
        const written = objects.map((object) => encoder.object(object, SAMPLE));
        // Keys like "7" come in ascending order, whatever order they were written in.
        const asMap = Object.fromEntries(written.map((value, i) => [String(written.length - i), value]));
        const read = fromWire(JSON.parse(JSON.stringify(asMap))) as Wire;
        sameGraph(
          objects.map((_, i) => read[String(objects.length - i)]),
          objects,
        );
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('gives back a search result', () => {
    const objects = meant({
      samples: [plan({ parents: [1] }), plan({ children: [0] })],
      types: 3,
      firstId: 1,
      seed: 0,
    });
    const encoder = new Encoder(2);
    const found = {
      '@type': 'as.dto.common.search.SearchResult',
      '@id': 1,
      objects: objects.map((one) => encoder.object(one, SAMPLE)),
      totalCount: 2,
    };
    sameGraph(fromWire(found), { objects, totalCount: 2 });
  });

  it('takes numbers in data fields for numbers, even those that are ids of something', () => {
    const read = fromWire({
      '@type': SAMPLE,
      '@id': 1,
      code: 'S',
      registrationDate: 2,
      type: { '@type': 'as.dto.sample.SampleType', '@id': 2, code: 'T' },
      properties: { COUNT: 2, LIST: [2, 1] },
      metaData: { at: 2 },
      notKnownYet: 2,
      alsoUnknown: [1, 2],
    });
    expect(read).toEqual({
      code: 'S',
      registrationDate: 2,
      type: { code: 'T' },
      properties: { COUNT: 2, LIST: [2, 1] },
      metaData: { at: 2 },
      notKnownYet: 2,
      alsoUnknown: [1, 2],
    });
  });

  it('finds what is defined inside of a field it does not know', () => {
    const person = { '@type': 'as.dto.person.Person', '@id': 5, userId: 'ada' };
    const read = fromWire({
      '@type': SAMPLE,
      '@id': 1,
      tomorrow: [{ '@type': 'as.dto.tomorrow.Thing', '@id': 4, registrator: person }],
      registrator: 5,
    }) as { registrator: unknown; tomorrow: { registrator: unknown }[] };
    expect(read.registrator).toEqual({ userId: 'ada' });
    expect(read.tomorrow[0]?.registrator).toBe(read.registrator);
  });

  it('leaves a reference to nothing as the number it is', () => {
    expect(fromWire({ '@type': SAMPLE, '@id': 1, type: 99 })).toEqual({ type: 99 });
  });

  it('says ids as text, and keeps those that are more than one text', () => {
    const id = (type: string, fields: Wire) => fromWire({ '@type': `as.dto.${type}`, '@id': 1, ...fields });
    expect(id('sample.id.SamplePermId', { permId: '2024-1' })).toBe('2024-1');
    expect(id('sample.id.SampleIdentifier', { identifier: '/S/P/X' })).toBe('/S/P/X');
    expect(id('deletion.id.DeletionTechId', { techId: 7, id: '7' })).toBe('7');
    expect(id('entitytype.id.EntityTypePermId', { permId: 'T', entityKind: 'SAMPLE' })).toBe('T');
    expect(id('vocabulary.id.VocabularyTermPermId', { code: 'A', vocabularyCode: 'V' })).toEqual({
      code: 'A',
      vocabularyCode: 'V',
    });
  });

  it('takes the numbers of a custom service for numbers', () => {
    expect(fromWire({ a: 1, list: [1, 2] }, true)).toEqual({ a: 1, list: [1, 2] });
    expect(fromWire(5)).toBe(5);
  });

  it('stands a chain of 100,000 parents', () => {
    let parent: Wire | null = null;
    for (let i = 0; i < 100_000; i += 1)
      parent = { '@type': SAMPLE, '@id': i + 1, parents: parent ? [parent] : [] };
    let depth = 0;
    let at = fromWire(parent) as { parents: { parents: never }[] } | undefined;
    for (; at; at = at.parents[0]) depth += 1;
    expect(depth).toBe(100_000);
  });

  it('lets no key change what an object is', () => {
    const read = fromWire(
      JSON.parse(`{"@type":"${SAMPLE}","__proto__":{"polluted":true},"code":"S"}`),
    ) as Wire;
    expect(read.polluted).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as Wire).polluted).toBeUndefined();
  });
});

describe('toWire', () => {
  it('leaves alone what has no circle, shared or not', () => {
    const shared = { '@type': 'x.Id', permId: '1' };
    const parameter = { '@type': 'x.Creation', a: shared, b: shared };
    expect(toWire(parameter)).toBe(parameter);
    expect(toWire([1, 'a', null])).toEqual([1, 'a', null]);
  });

  it('writes options that contain themselves by number, and they come back as they were', () => {
    const options: Wire = { '@type': 'as.dto.sample.fetchoptions.SampleFetchOptions', count: 5 };
    options.parents = options;
    const top: Wire = { ...options, from: 0 };
    const written = JSON.parse(JSON.stringify(toWire(top))) as Wire;
    expect(written).toEqual({
      '@type': 'as.dto.sample.fetchoptions.SampleFetchOptions',
      '@id': 1,
      count: 5,
      from: 0,
      parents: { '@type': 'as.dto.sample.fetchoptions.SampleFetchOptions', '@id': 2, count: 5, parents: 2 },
    });
  });
});

function plan(more: Partial<Plan>): Plan {
  return { code: 'S', ordinal: 1, type: 0, parents: [], children: [], container: null, ...more };
}
