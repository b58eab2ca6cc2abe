import { inspect } from 'node:util';
import {
  type NewSample,
  type OpenBisObject,
  objectGraph,
  type Sample,
  sampleGraph,
  sampleTable,
  usiSampleGraph,
} from 'accession';
import { describe, expect, it } from 'vitest';

const release = '2026-01-31';
const stored = (accession: string, name: string, more: Partial<Sample> = {}): Sample => ({
  accession,
  name,
  release,
  characteristics: { organism: [{ text: 'Ovis aries' }], ...more.characteristics },
  ...(more.relationships && { relationships: more.relationships }),
});

describe('samples as a picture', () => {
  it('relates new samples by name', () => {
    const flock: NewSample[] = [
      { name: 'ewe', release },
      { name: 'liver', release, relationships: [{ type: 'derived from', target: 'ewe' }] },
    ];
    expect(inspect(sampleGraph(flock))).toBe('ewe\n└─ liver — derived from');
  });

  it('relates stored samples by accession, and draws a relation once that both of them show', () => {
    const relationships = [{ source: 'SAMEA2', type: 'derived from', target: 'SAMEA1' }];
    const graph = sampleGraph([
      stored('SAMEA1', 'ewe', { relationships }),
      stored('SAMEA2', 'liver', { relationships }),
    ]);
    expect(graph.links).toHaveLength(1);
    expect(inspect(graph)).toBe('ewe (SAMEA1)\n└─ liver (SAMEA2) — derived from');
  });

  it('puts a group before its members', () => {
    const graph = sampleGraph([
      stored('SAMEA1', 'ewe'),
      stored('SAMEG9', 'flock', {
        relationships: [{ source: 'SAMEG9', type: 'has member', target: 'SAMEA1' }],
      }),
    ]);
    expect(inspect(graph)).toBe('flock (SAMEG9)\n└─ ewe (SAMEA1) — member of');
  });

  it('takes its colours from what differs, or from what is said', () => {
    const samples = [
      stored('SAMEA1', 'a', {
        characteristics: { 'organism part': [{ text: 'liver' }], sex: [{ text: 'male' }] },
      }),
      stored('SAMEA2', 'b', { characteristics: { 'organism part': [{ text: 'lung' }] } }),
    ];
    expect(sampleGraph(samples).nodes.map(({ group }) => group)).toEqual(['liver', 'lung']);
    expect(sampleGraph(samples, { colourBy: 'sex' }).nodes.map(({ group }) => group)).toEqual([
      'male',
      undefined,
    ]);
  });
});

describe('samples as a table', () => {
  const samples = [
    stored('SAMEA1', 'a', { characteristics: { age: [{ text: '3', unit: 'year' }] } }),
    stored('SAMEA2', 'b', { relationships: [{ source: 'SAMEA2', type: 'child of', target: 'SAMEA1' }] }),
  ];

  it('has what they are called by, and their characteristics', () => {
    expect(sampleTable(samples).rows).toEqual([
      { accession: 'SAMEA1', name: 'a', organism: 'Ovis aries', age: '3 year' },
      { accession: 'SAMEA2', name: 'b', organism: 'Ovis aries', age: '' },
    ]);
  });

  it('has the columns that are asked for', () => {
    expect(sampleTable(samples, ['name', 'release', 'relationships']).rows[1]).toEqual({
      name: 'b',
      release,
      relationships: 'child of SAMEA1',
    });
  });
});

describe('other relations as a picture', () => {
  it('of USI, by alias', () => {
    const graph = usiSampleGraph([
      { alias: 'ewe', attributes: { material: [{ value: 'organism' }] } },
      { alias: 'liver', sampleRelationships: [{ alias: 'eve', relationshipNature: 'derived from' }] },
    ]);
    expect([...graph.outside]).toEqual(['eve']);
    expect(graph.nodes[0]).toEqual({ id: 'ewe', group: 'organism' });
  });

  it('of openBIS, with the relatives that were fetched', () => {
    const step = { permId: '1', code: 'EXP1', identifier: '/D/EXP1', properties: { $NAME: 'Sowing' } };
    const leaf = { permId: '2', code: 'LEAF', identifier: '/D/LEAF', parents: [step] };
    expect(inspect(objectGraph([leaf as OpenBisObject]))).toBe('Sowing (EXP1)\n└─ LEAF — child of');
  });
});
