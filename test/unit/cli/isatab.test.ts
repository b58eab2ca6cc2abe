import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EnaSample, InputError, IsaTable, type NewSample, readIsaTab } from 'accession';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesTable } from '../../../src/cli/biosamples/table.ts';
import { enaSamplesTable } from '../../../src/cli/ena/table.ts';
import { samplesIn } from '../../../src/cli/isatab/samples.ts';
import type { Mapping } from '../../../src/cli/records/mapping.ts';
import { formatOf, openRecords } from '../../../src/cli/records/open.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-isatab-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.join('\t')).join('\n');

const INVESTIGATION = lines(
  ['STUDY'],
  ['Study Identifier', 'one'],
  ['Study Public Release Date', 'spring'],
  ['Study File Name', 's_one.txt'],
);

async function read<T>(study: string, mapping: Mapping<T>, head = INVESTIGATION): Promise<unknown[]> {
  const path = join(folder, 'i_one.txt');
  writeFileSync(path, head);
  writeFileSync(join(folder, 's_one.txt'), study);
  const found: unknown[] = [];
  const { entries } = await openRecords(path, 'isatab', mapping);
  for await (const { reading } of entries) found.push('item' in reading ? reading.item : reading);
  return found;
}

const study = (...columns: readonly (readonly [heading: string, cell: string])[]) =>
  IsaTable.parse(
    lines(
      columns.map(([heading]) => heading),
      columns.map(([, cell]) => cell),
    ),
  );

const ORGANISM = ['Sample Name', 'Characteristics[Organism]', 'Term Source REF', 'Term Accession Number'];

describe('the taxon of a sample', () => {
  it.each([
    ['NCBITAXON', '9940', '9940'],
    ['NCBI Taxonomy', '9940', '9940'],
    ['', 'NCBITaxon:9940', '9940'],
    ['x', 'http://purl.obolibrary.org/obo/NCBITaxon_9940', '9940'],
    ['x', 'http://purl.bioontology.org/ontology/NCBITAXON/9940', '9940'],
    ['x', 'https://www.ncbi.nlm.nih.gov/taxonomy/9940', '9940'],
    ['UBERON', '0002107', undefined],
    ['NCBITAXON;NCBITAXON', '9940;9606', undefined],
    ['', '', undefined],
  ])('of %j %j is %s', async (ref, accession, taxId) => {
    const study = lines(ORGANISM, ['a', 'Ovis aries', ref, accession]);
    const [biosample] = (await read(study, samplesTable('2020-01-01'))) as NewSample[];
    expect(biosample?.taxId).toBe(taxId);
    const [ena] = (await read(study, enaSamplesTable())) as (EnaSample & { problems?: string[] })[];
    if (taxId === undefined) expect(ena?.problems?.[0]).toContain('has no tax_id');
    else {
      expect(ena).toMatchObject({ alias: 'a', organism: { taxonId: taxId, scientificName: 'Ovis aries' } });
      // It is said already.
      expect(ena?.attributes).toEqual([]);
    }
  });
});

it('what the sample says itself wins over factors, and these over its source', () => {
  const table = study(
    ['Source Name', 'ewe'],
    ['Characteristics[sex]', 'female'],
    ['Characteristics[diet]', 'hay'],
    ['Characteristics[age]', '3'],
    ['Unit', 'year'],
    ['Sample Name', 'liver'],
    ['Characteristics[Sex]', 'unknown'],
    ['Factor Value[diet]', 'grass'],
    ['Comment[note]', 'mine'],
  );
  expect(samplesIn(table, 's_x.txt')).toEqual([
    {
      name: 'liver',
      line: 2,
      rows: [0],
      said: [
        { name: 'Sex', value: 'unknown', unit: '', terms: '' },
        { name: 'diet', value: 'grass', unit: '', terms: '' },
        { name: 'age', value: '3', unit: 'year', terms: '' },
      ],
      comments: { note: 'mine' },
      problems: [],
    },
  ]);
});

it('the terms of a unit are not those of the value; a parameter is not said of the sample', () => {
  const table = study(
    ['Sample Name', 'a'],
    ['Characteristics[age]', '3'],
    ['Unit', 'year'],
    ['Term Source REF', 'UO'],
    ['Term Accession Number', 'UO_0000036'],
    ['Protocol REF', 'cut'],
    ['Parameter Value[knife]', '2'],
    ['Unit', 'cm'],
  );
  expect(samplesIn(table, 's_x.txt')[0]?.said).toEqual([
    { name: 'age', value: '3', unit: 'year', terms: '' },
  ]);
});

it('lines are counted as an editor counts, empty ones and broken cells included', () => {
  const table = IsaTable.parse('Sample Name\tComment[x]\r\n\r\na\t"two\nlines"\r\n# remark\t\r\nb\t\r\n');
  expect(table.lines).toEqual([3, 6]);
});

it('the day of the study is the release date, unless the command names one', async () => {
  const dated = INVESTIGATION.replace('spring', '2021-04-01');
  const releases = async (mapping: Mapping<NewSample>) =>
    ((await read(lines(['Sample Name'], ['a']), mapping, dated)) as NewSample[]).map(
      ({ release }) => release,
    );
  expect(await releases(samplesTable())).toEqual(['2021-04-01']);
  expect(await releases(samplesTable('2030-01-01'))).toEqual(['2030-01-01']);
  expect(await read(lines(['Sample Name'], ['a']), samplesTable())).toEqual([
    { problems: ['the sample has no release date'] },
  ]);
});

describe('a sheet that cannot be meant', () => {
  const HEAD = ['Sample Name', 'Characteristics[age]', 'Unit'];

  it('says in which lines a sample says two things of itself', async () => {
    const rows = lines(HEAD, ['a', '3', 'year'], ['b', '1', 'year'], ['a', '4', 'year']);
    expect(await read(rows, samplesTable('2020-01-01'))).toEqual([
      { problems: ['"Characteristics[age]" is "3 year" in line 2, and "4 year" in line 4'] },
      expect.objectContaining({ name: 'b' }),
    ]);
  });

  it.each([
    [
      'a table without samples',
      lines(['Source Name'], ['a']),
      INVESTIGATION,
      /s_one\.txt has no column "Sample Name"/,
    ],
    [
      'a characteristic that is called like a field',
      lines(['Sample Name', 'Characteristics[Sample_Name]'], ['a', 'b']),
      INVESTIGATION,
      /the characteristic "Sample_Name" is called like a field/,
    ],
    [
      'two columns of samples',
      lines(['Sample Name', 'Sample Name'], ['a', 'b']),
      INVESTIGATION,
      /2 columns "Sample Name"/,
    ],
    [
      'a study without its table',
      lines(HEAD),
      INVESTIGATION.replace('s_one', 's_gone'),
      /the study "one" has its table in "s_gone\.txt", which is not there/,
    ],
    ['an investigation without studies', lines(HEAD), 'INVESTIGATION', /names no study/],
  ])('explains %s', async (_, table, head, message) => {
    await expect(read(table, samplesTable('2020-01-01'), head)).rejects.toThrow(message);
  });
});

it.each([
  ['a folder', 'sheets.2027', 'isatab'],
  ['an investigation', 'i_one.txt', 'isatab'],
  ['an archive', 'sheet.zip', 'isatab'],
  ['any other text', 's_one.txt', 'tsv'],
])('%s is known by its name', (_, name, format) => {
  mkdirSync(join(folder, 'sheets.2027'), { recursive: true });
  expect(formatOf(join(folder, name), undefined)).toBe(format);
});

describe('readIsaTab', () => {
  it('reads only what the investigation names', async () => {
    writeFileSync(join(folder, 'i_one.txt'), INVESTIGATION);
    writeFileSync(join(folder, 's_one.txt'), lines(['Sample Name'], ['a']));
    writeFileSync(join(folder, 's_other.txt'), lines(['Sample Name'], ['b']));
    writeFileSync(join(folder, 'i_other.txt'), INVESTIGATION);
    const tab = await readIsaTab(join(folder, 'i_one.txt'));
    expect([...tab.studies.keys()]).toEqual(['s_one.txt']);
    await expect(readIsaTab(folder)).rejects.toThrow(/there are 2/);
  });

  it.each([
    ['what is not there', 'none', /cannot be read \(ENOENT\)/],
    ['what is no archive', 'junk.zip', /neither a folder, nor a ZIP archive/],
  ])('refuses %s', async (_, name, message) => {
    writeFileSync(join(folder, 'junk.zip'), 'junk');
    const error = await readIsaTab(join(folder, name)).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(InputError);
    expect(String((error as Error).message)).toMatch(message);
  });
});
