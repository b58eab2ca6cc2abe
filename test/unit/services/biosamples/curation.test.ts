import { BioSamples, type CurationLists, type SampleContent } from 'accession';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';

const { curations } = new BioSamples({ transport: new FakeTransport() });

/** The curation that the repository's documentation shows, with the two hashes it gives for it. */
const documented: CurationLists = {
  attributesPre: [{ type: 'Organism', value: 'Human', iri: ['9606'] }],
  attributesPost: [
    { type: 'Organism', value: 'Homo sapiens', iri: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] },
  ],
  externalReferencesPre: [{ url: 'www.google.com', duo: [] }],
  externalReferencesPost: [{ url: 'www.ebi.ac.uk/ena/ERA123456', duo: [] }],
  relationshipsPre: [],
  relationshipsPost: [{ source: 'SAMFAKE123456', type: 'DERIVED_FROM', target: 'SAMFAKE7654321' }],
};

describe('hashes', () => {
  it('are those that the repository gives', () => {
    expect(curations.hash(documented)).toBe(
      '09a5a9cddbea9f5bb6302b86b922c408abc92b8b10c78f0662ac7e41fd44e91f',
    );
    expect(curations.linkHash(documented, 'SAMEA12345')).toBe(
      'd1f611ec2c8caf3d9f58fa40227ea60ebb5fc00eda06338fb81db7d987a6fa63',
    );
  });

  it('do not depend on the order in which things were written down', () => {
    const a = { type: 'a', value: '1', iri: ['x', 'y'] };
    const b = { type: 'b', value: '2', unit: 'cm' };
    expect(curations.hash({ attributesPre: [a, b] })).toBe(
      curations.hash({ attributesPre: [b, { ...a, iri: ['y', 'x'] }] }),
    );
  });

  it('are those of the sets that the repository keeps: without blanks around texts, and each thing once', () => {
    const plain = curations.hash({
      attributesPost: [{ type: 'x', value: 'y', iri: ['a', 'b'], unit: 'cm', tag: 't' }],
      externalReferencesPost: [{ url: 'https://x.example/1', duo: ['DUO:1', 'DUO:2'] }],
      relationshipsPost: [{ source: 'SAMEA1', type: 'derived from', target: 'SAMEA2' }],
    });
    const careless = {
      attributesPost: [
        { type: ' x', value: 'y\t', iri: ['b', 'a', 'b'], unit: ' cm ', tag: 't ' },
        { type: 'x ', value: 'y', iri: ['a', 'b'], unit: 'cm', tag: 't' },
      ],
      externalReferencesPost: [
        { url: 'https://x.example/1', duo: ['DUO:2', 'DUO:1', 'DUO:1'] },
        { url: ' https://x.example/1', duo: ['DUO:1', 'DUO:2'] },
      ],
      relationshipsPost: [
        { source: 'SAMEA1', type: 'derived from ', target: 'SAMEA2' },
        { source: 'SAMEA1', type: 'derived from', target: ' SAMEA2' },
      ],
    };
    expect(curations.hash(careless)).toBe(plain);
    const same = curations.diff(
      { name: 's', characteristics: { x: [{ text: 'y' }] } },
      { name: 's', characteristics: { 'x ': [{ text: ' y' }, { text: 'y' }] } },
    );
    expect(same).toMatchObject({ attributesPre: [], attributesPost: [] });
  });
});

const word = fc
  .string({ minLength: 1, maxLength: 8 })
  .filter((text) => text.trim() === text && text !== '__proto__');
const value = fc.record(
  {
    text: word,
    unit: fc.constantFrom('cm', 'year'),
    tag: word,
    ontologyTerms: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['text'] },
);
const sample: fc.Arbitrary<SampleContent> = fc.record({
  name: fc.constant('s'),
  characteristics: fc.dictionary(
    word,
    fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (v) => JSON.stringify(v) }),
    { maxKeys: 4 },
  ),
  externalReferences: fc.uniqueArray(fc.record({ url: fc.webUrl(), duo: fc.constant([] as string[]) }), {
    maxLength: 3,
    selector: (r) => r.url,
  }),
  relationships: fc.uniqueArray(
    fc.record({
      source: fc.constant('SAMEA1'),
      type: fc.constantFrom('derived from', 'child of'),
      target: fc.constantFrom('SAMEA2', 'SAMEA3'),
    }),
    { maxLength: 3, selector: (r) => r.type + r.target },
  ),
});

/** What of a sample can be curated, without order. */
const curatable = ({ characteristics = {}, externalReferences = [], relationships = [] }: SampleContent) => ({
  characteristics: Object.entries(characteristics)
    .flatMap(([name, values]) =>
      values.map((v) => JSON.stringify([name, v.text, v.unit, v.tag, [...(v.ontologyTerms ?? [])].sort()])),
    )
    .sort(),
  externalReferences: externalReferences.map((r) => r.url).sort(),
  relationships: relationships.map((r) => `${r.source} ${r.type} ${r.target}`).sort(),
});

describe('diff and apply', () => {
  it('the difference of two samples, applied to the first, gives the second', () => {
    fc.assert(
      fc.property(sample, sample, (before, after) => {
        const untouched = structuredClone(before);
        const curation = curations.diff(before, after);
        const curated = curations.apply(before, [{ curation, created: '2026-01-01T00:00:00Z' }]);
        expect(curatable(curated)).toEqual(curatable(after));
        expect(before).toEqual(untouched);
        expect(curation.hash).toBe(curations.hash(curation));
      }),
      { seed: 20260110 },
    );
  });

  const human = { name: 's', characteristics: { organism: [{ text: 'Human' }] } };
  const rename = (from: string, to: string, created: string) => ({
    created,
    curation: {
      ...curations.diff({ name: 's' }, { name: 's' }),
      attributesPre: [{ type: 'organism', value: from }],
      attributesPost: [{ type: 'organism', value: to }],
    },
  });
  const organism = (links: Parameters<typeof curations.apply>[1]) =>
    curations.apply(human, links).characteristics?.organism?.map(({ text }) => text);

  it('curations are applied in the order in which they were made, whatever the order of the list', () => {
    const first = rename('Human', 'human', '2026-01-01T00:00:00Z');
    const second = rename('human', 'Homo sapiens', '2026-01-02T00:00:00Z');
    expect(organism([second, first])).toEqual(['Homo sapiens']);
  });

  it('one that does not fit when its turn comes is skipped for good', () => {
    const tooEarly = rename('human', 'Homo sapiens', '2026-01-01T00:00:00Z');
    const first = rename('Human', 'human', '2026-01-02T00:00:00Z');
    expect(organism([tooEarly, first])).toEqual(['human']);
  });

  it('one whose result is there already is skipped too', () => {
    const both = { name: 's', characteristics: { organism: [{ text: 'Human' }, { text: 'human' }] } };
    const link = rename('Human', 'human', '2026-01-01T00:00:00Z');
    expect(curations.apply(both, [link])).toEqual(both);
  });
});
