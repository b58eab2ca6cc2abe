import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeColons,
  externalData,
  type Filterable,
  matcher,
  parseFilter,
} from '../../../../src/sandbox/services/biosamples/filters.ts';

const OLD = { newer: false };
const NEW = { newer: true };
/** Any text that does not put a backslash before a colon of its own. */
const text = fc.string({ minLength: 1 }).filter((value) => !/\\(?:$|:)/.test(value));

describe('parsing filters', () => {
  it('gets back any name and value that were escaped', () => {
    fc.assert(
      fc.property(text, text, (name, value) => {
        const filter = parseFilter(`attr:${escapeColons(name)}:${escapeColons(value)}`, OLD);
        expect(filter).toEqual({ type: 'attr', name, value });
      }),
    );
  });

  it('keeps later colons of an attribute value, escaped or not', () => {
    fc.assert(
      fc.property(text, text, (name, value) => {
        const filter = parseFilter(`attr:${escapeColons(name)}:${value}`, OLD);
        expect(filter).toEqual({ type: 'attr', name, value: value.replaceAll('\\:', ':') });
      }),
    );
  });

  it('never fails in another way than with its own error', () => {
    const types = fc.constantFrom(
      'attr',
      'name',
      'acc',
      'dt',
      'rel',
      'rrel',
      'extd',
      'dom',
      'webinId',
      'strd',
      'x',
    );
    fc.assert(
      fc.property(types, fc.string(), fc.boolean(), (type, rest, newer) => {
        try {
          parseFilter(`${type}:${rest}`, { newer });
        } catch (error) {
          expect(error).toMatchObject({ name: 'FilterError' });
        }
      }),
    );
  });

  it.each([
    ['attr:organism', { type: 'attr', name: 'organism' }],
    ['attr:organism:Homo sapiens', { type: 'attr', name: 'organism', value: 'Homo sapiens' }],
    ['attr:a\\:b:c:d', { type: 'attr', name: 'a:b', value: 'c:d' }],
    ['name:a:b', { type: 'name', value: 'a:b' }],
    ['name:a\\:b', { type: 'name', value: 'a:b' }],
    ['webinId:Webin-1', { type: 'webinId', value: 'Webin-1' }],
    ['dom:self.X', { type: 'dom', value: 'self.X' }],
    ['rel:derived from:SAMEA1', { type: 'rel', name: 'derived from', value: 'SAMEA1' }],
    ['rrel:derived from', { type: 'rrel', name: 'derived from' }],
    ['extd:ENA:ERX1', { type: 'extd', name: 'ENA', value: 'ERX1' }],
    ['dt:release', { type: 'dt', field: 'release' }],
    [
      'dt:update:from=2020-01-01until=2020-02-01',
      { type: 'dt', field: 'update', from: '2020-01-01T00:00:00Z', until: '2020-02-01T23:59:59.999999999Z' },
    ],
    ['dt:release:until=2020-01-01T10:30', { type: 'dt', field: 'release', until: '2020-01-01T10:30:00Z' }],
    ['dt:release:from=2020-01-01T10:30:05', { type: 'dt', field: 'release', from: '2020-01-01T10:30:05Z' }],
  ])('%s', (filter, expected) => {
    expect(parseFilter(filter, OLD)).toEqual(expected);
  });

  it.each([
    ['ext:ENA', 'unknown'],
    ['organism', 'unknown'],
    ['strd:AMR', 'unknown'],
    ['attr:', 'invalid'],
    ['name:', 'invalid'],
    ['acc:(', 'invalid'],
    ['dt:birthday', 'invalid'],
    ['dt:create', 'invalid'],
    ['dt:release:from=yesterday', 'invalid'],
    ['dt:release:2020-01-01', 'invalid'],
  ])('refuses %s as %s', (filter, problem) => {
    expect(() => parseFilter(filter, OLD)).toThrow(expect.objectContaining({ problem }));
  });

  it('knows more in the newer line', () => {
    expect(parseFilter('strd:AMR', NEW)).toEqual({ type: 'strd', value: 'AMR' });
    expect(parseFilter('dt:create', NEW)).toEqual({ type: 'dt', field: 'create' });
  });
});

describe('matching', () => {
  const sample: Filterable = {
    accession: 'SAMEA12',
    name: 'n',
    domain: 'self.X',
    webinSubmissionAccountId: 'Webin-1',
    release: '2020-06-15T12:00:00Z',
    update: '2021-01-01T00:00:00Z',
    create: '2019-01-01T00:00:00Z',
    attributes: [
      { type: 'organism', value: 'Homo sapiens' },
      { type: 'sex', value: 'male' },
    ],
    relationships: [
      { source: 'SAMEA12', type: 'derived from', target: 'SAMEA1' },
      { source: 'SAMEA13', type: 'derived from', target: 'SAMEA12' },
    ],
    externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/browser/view/ERX9' }],
    structuredTypes: ['AMR'],
  };
  const matches = (filters: string[], dialect = OLD) =>
    matcher(
      filters.map((filter) => parseFilter(filter, dialect)),
      dialect,
    )(sample);

  it.each([
    ['attr:organism', true],
    ['attr:Organism', false],
    ['attr:organism:Homo sapiens', true],
    ['attr:organism:homo sapiens', false],
    ['name:n', true],
    ['name:N', false],
    ['acc:SAMEA12', true],
    ['acc:SAMEA1', false],
    ['acc:SAM.*2', true],
    ['dom:self.X', true],
    ['webinId:Webin-2', false],
    ['rel:derived from', true],
    ['rel:derived from:SAMEA12', false],
    ['rrel:derived from:SAMEA13', true],
    ['rrel:derived from:SAMEA1', false],
    ['extd:ENA', true],
    ['extd:ENA:ERX9', true],
    ['extd:ENA:ERX1', false],
    ['extd:EVA', false],
    ['dt:release:from=2020-06-15', true],
    ['dt:release:until=2020-06-15', true],
    ['dt:release:until=2020-06-14', false],
    ['dt:release:from=2020-06-15T12:00:01', false],
    ['dt:update:from=2020-01-01until=2020-12-31', false],
  ])('%s: %s', (filter, expected) => {
    expect(matches([filter])).toBe(expected);
  });

  it('takes one type and field as alternatives, different ones together', () => {
    expect(matches(['attr:sex:female', 'attr:sex:male'])).toBe(true);
    expect(matches(['attr:sex:female', 'attr:organism:Homo sapiens'])).toBe(false);
    expect(matches(['name:x', 'name:n'])).toBe(true);
  });

  it('takes several acc filters together in the old line, as alternatives and without expressions in the newer', () => {
    expect(matches(['acc:SAMEA12', 'acc:SAMEA99'])).toBe(false);
    expect(matches(['acc:SAMEA12', 'acc:SAMEA99'], NEW)).toBe(true);
    expect(matches(['acc:SAMEA.*'], NEW)).toBe(true);
    expect(matches(['acc:SAMEA*'], NEW)).toBe(true);
    expect(matches(['acc:SAM.A12'], NEW)).toBe(false);
    expect(matches(['strd:AMR'], NEW)).toBe(true);
    expect(matches(['dt:create:until=2019-01-01', 'dt:submitted'], NEW)).toBe(false);
  });

  it.each([
    ['https://www.ebi.ac.uk/ena/data/view/SAMEA00001', 'ENA', 'SAMEA00001'],
    ['https://www.ebi.ac.uk/arrayexpress/experiments/E-MTAB-1', 'ArrayExpress', 'E-MTAB-1'],
    ['https://ega-archive.org/datasets/EGAD1', 'EGA Dataset', 'EGAD1'],
    ['https://ega-archive.org/metadata/v2/samples/EGAN1', 'EGA Sample', 'EGAN1'],
    ['https://ega-archive.org/studies/EGAS1', 'EGA Study', 'EGAS1'],
    ['https://www.ebi.ac.uk/biostudies/studies/S-1?x=1', 'BioStudies', 'S-1'],
    ['www.example.org/a/b/', 'other', 'b'],
  ])('%s belongs to %s', (url, archive, id) => {
    expect(externalData(url)).toEqual({ archive, id });
  });
});
