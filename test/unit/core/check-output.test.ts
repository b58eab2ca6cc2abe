import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { checkOutput, mapOf } from '../../../src/core/schema.ts';

const value = z.looseObject({ text: z.string().optional(), terms: z.array(z.string()).optional() });
const record = z.looseObject({
  name: z.string(),
  release: z.string().nullable().optional(),
  taxon: z.union([z.number(), z.string()]).optional(),
  values: mapOf(z.array(value)).optional(),
  owner: z.object({ name: z.string() }).optional(),
  few: z.array(z.number()).max(2).optional(),
});
const page = z.looseObject({ found: z.looseObject({ records: z.array(record).optional() }).optional() });

const pageOf = (...records: unknown[]) => ({ found: { records } });
const whole = {
  name: 'a',
  release: null,
  taxon: '9940',
  values: { organ: [{ text: 'liver', terms: ['x'], more: 1 }] },
};

describe('what a server gives', () => {
  it.each([
    { what: 'nothing optional', answer: {} },
    { what: 'an optional part without its optional part', answer: { found: {} } },
    { what: 'an optional part that is undefined', answer: { found: undefined } },
    { what: 'an empty list', answer: pageOf() },
    { what: 'everything', answer: pageOf(whole, { ...whole, owner: { name: 'Ada', age: 36 }, few: [1, 2] }) },
    { what: 'unknown fields', answer: { ...pageOf({ ...whole, tomorrow: { is: ['another'] } }), day: 1 } },
  ])('passes without asking for reasons: $what', ({ answer }) => {
    const reasons = vi.spyOn(page, 'safeParse');
    const before = structuredClone(answer);
    expect(checkOutput(page, answer)).toEqual([]);
    expect(reasons).not.toHaveBeenCalled();
    expect(answer).toEqual(before);
    reasons.mockRestore();
  });

  it.each([
    { path: 'found', answer: { found: null } },
    { path: 'found', answer: { found: [] } },
    { path: 'found.records', answer: { found: { records: {} } } },
    { path: 'found.records[0].name', answer: pageOf({}) },
    { path: 'found.records[1].release', answer: pageOf(whole, { ...whole, release: 1 }) },
    { path: 'found.records[0].taxon', answer: pageOf({ ...whole, taxon: true }) },
    { path: 'found.records[0].values', answer: pageOf({ ...whole, values: null }) },
    {
      path: 'found.records[0].values.organ[0].text',
      answer: pageOf({ ...whole, values: { organ: [{ text: 7 }] } }),
    },
    {
      path: 'found.records[0].values.organ[0].terms[1]',
      answer: pageOf({ ...whole, values: { organ: [{ terms: ['x', 7] }] } }),
    },
    { path: 'found.records[0].owner.name', answer: pageOf({ ...whole, owner: {} }) },
    { path: 'found.records[0].few', answer: pageOf({ ...whole, few: [1, 2, 3] }) },
  ])('is refused, however deep it is wrong: $path', ({ path, answer }) => {
    expect(checkOutput(page, answer).map((issue) => issue.path)).toEqual([path]);
  });
});
