import { describe, expect, it } from 'vitest';
import { samplesTable } from '../../../src/cli/biosamples/table.ts';
import { enaSamplesTable } from '../../../src/cli/ena/table.ts';
import type { Mapping } from '../../../src/cli/records/mapping.ts';
import { headerOf } from '../../../src/cli/table/columns.ts';
import { type Row, rowsOf } from '../../../src/cli/table/tokenise.ts';
import { usiSamplesTable } from '../../../src/cli/usi/table.ts';

async function readings<T>(mapping: Mapping<T>, ...lines: string[]): Promise<unknown[]> {
  async function* text(): AsyncGenerator<string> {
    yield lines.join('\n');
  }
  const preamble: Row[] = [];
  let read: ((row: Row) => unknown) | undefined;
  const found: unknown[] = [];
  for await (const row of rowsOf(text(), '\t')) {
    if (read) found.push(read(row));
    else if (mapping.isPreamble?.(row)) preamble.push(row);
    else read = mapping.begin(headerOf(row), preamble);
  }
  return found;
}

describe('a table for BioSamples', () => {
  const mapping = samplesTable();

  it('becomes samples', async () => {
    const found = await readings(
      mapping,
      'Sample Name\trelease date\ttax_id\torganism\torganism [term]\tage\tage [unit]\tderived from\texternal reference\taccession status',
      's 1\t2027-01-31\t9940\tOvis aries\tNCBITaxon_9940; EFO:0001\t3\tyear\tSAMEA1; SAMEA2\thttps://a.example/1\tstored',
    );
    expect(found).toEqual([
      {
        item: {
          name: 's 1',
          release: '2027-01-31',
          taxId: '9940',
          characteristics: {
            organism: [
              {
                text: 'Ovis aries',
                ontologyTerms: [
                  'http://purl.obolibrary.org/obo/NCBITaxon_9940',
                  'http://www.ebi.ac.uk/efo/EFO_0001',
                ],
              },
            ],
            age: [{ text: '3', unit: 'year' }],
          },
          relationships: [
            { type: 'derived from', target: 'SAMEA1' },
            { type: 'derived from', target: 'SAMEA2' },
          ],
          externalReferences: [{ url: 'https://a.example/1' }],
        },
      },
    ]);
  });

  it('leaves rows alone that have their accession', async () => {
    expect(await readings(mapping, 'name\trelease\taccession', 's1\t2027-01-31\tSAMEA7')).toEqual([
      { has: 'SAMEA7', key: 's1' },
    ]);
  });

  it.each([
    ['', '2027-01-31', '', '', '', 'the sample has no name'],
    ['s', '', '', '', '', 'the sample has no release date'],
    ['s', '2027-01-31', '', '', 'X_1', '"age" is empty, and its term says "X_1"'],
    ['s', '2027-01-31', '', '3', 'nonsense', '"nonsense" in "age [term]" is neither'],
    [
      's',
      '2027-01-31',
      'mother',
      '',
      '',
      '"derived from": "mother" is neither an accession (SAMEA…) nor the name of a sample in this file',
    ],
  ])('says what is wrong with %j %j %j %j %j', async (name, release, from, age, term, message) => {
    const [found] = await readings(
      mapping,
      'name\trelease\tderived from\tage\tage [term]',
      [name, release, from, age, term].join('\t'),
    );
    expect(found).toEqual({ problems: [expect.stringContaining(message)] });
  });

  it('keeps in doubt what an earlier run left in doubt', async () => {
    expect(await readings(mapping, 'name\trelease\taccession status', 's\tno day\tunknown')).toEqual([
      { doubt: expect.stringContaining('it may be stored. Look it up'), key: 's' },
    ]);
  });

  it.each([
    ['name\torganism', 'the column "release" is missing'],
    ['name\tsample name\trelease', '"name" and "sample name" mean the same'],
    ['name\trelease\tage [unit]', '"age [unit]" belongs to a column "age" that is not there'],
  ])('refuses the headings %j', async (head, message) => {
    await expect(readings(mapping, head, 'x')).rejects.toThrow(message);
  });
});

describe("ENA's spreadsheet", () => {
  it.each([
    ['Checklist\tERC000011:1.2\tENA default'],
    ['#checklist_accession\tERC000011\n#unique_name_prefix'],
  ])('becomes samples: %j', async (above) => {
    const found = await readings(
      enaSamplesTable('ERC000099'),
      above,
      'tax_id\tscientific_name\tsample_alias\tsample_title\tlatitude\tdepth\tdepth [unit]',
      '#units\t\t\t\tDD',
      '# a remark',
      '9606\tHomo sapiens\th1\tOne\t52.1\t3\tm',
    );
    expect(found).toEqual([
      { note: true },
      { note: true },
      {
        item: {
          alias: 'h1',
          title: 'One',
          organism: { taxonId: '9606', scientificName: 'Homo sapiens' },
          attributes: [
            { tag: 'latitude', value: '52.1', unit: 'DD' },
            { tag: 'depth', value: '3', unit: 'm' },
            { tag: 'ENA-CHECKLIST', value: 'ERC000011' },
          ],
        },
      },
    ]);
  });

  it('refuses a prefix for all names, and rows without a taxon', async () => {
    const head = 'sample_alias\ttax_id';
    await expect(readings(enaSamplesTable(), '#unique_name_prefix\tlab', head, 'a\t1')).rejects.toThrow(
      'line 1: #unique_name_prefix is not understood',
    );
    expect(await readings(enaSamplesTable(), head, 'a\thuman')).toEqual([
      { problems: ['"human" is not the number of a taxon'] },
    ]);
  });
});

describe('a table for USI', () => {
  it('becomes samples; relationships are aliases or accessions', async () => {
    const found = await readings(
      usiSamplesTable,
      'alias\ttaxonId\ttaxon\trelease date\tage\tage [unit]\tage [term]\tderived from\tusi id',
      'a1\t9940\tOvis aries\t2027-01-31\t3\tyear\tUO:1\tm1; SAMEA5\tx',
    );
    expect(found).toEqual([
      {
        item: {
          alias: 'a1',
          taxon: 'Ovis aries',
          releaseDate: '2027-01-31',
          taxonId: 9940,
          attributes: {
            age: [{ value: '3', units: 'year', terms: [{ url: 'http://purl.obolibrary.org/obo/UO_1' }] }],
          },
          sampleRelationships: [
            { relationshipNature: 'derived from', alias: 'm1' },
            { relationshipNature: 'derived from', accession: 'SAMEA5' },
          ],
        },
      },
    ]);
  });
});
