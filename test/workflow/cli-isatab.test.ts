import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('isatab');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const table = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.join('\t')).join('\r\n');

const TERM = ['Term Source REF', 'Term Accession Number'];
const HEAD = [
  ...['Source Name', 'Characteristics[organism]', ...TERM, 'Characteristics[breed]'],
  ...[
    'Protocol REF',
    'Date',
    'Sample Name',
    'Characteristics[age]',
    'Unit',
    ...TERM,
    'Characteristics[tissue]',
  ],
  ...[...TERM, 'Factor Value[diet]', 'Protocol REF', 'Extract Name'],
];
const SHEEP = ['Ovis aries', 'NCBITAXON', '9940'];
const YEAR = ['year', 'UO', 'http://purl.obolibrary.org/obo/UO_0000036'];
const LIVER = ['liver', 'UBERON', 'UBERON_0002107'];
const ROWS = [
  ['ewe 1', ...SHEEP, 'Texel', 'sampling', '2020-01-01', 'liver 1', '3', ...YEAR, ...LIVER, 'hay', '', ''],
  [
    'ewe 2',
    ...SHEEP,
    'Merino',
    'sampling',
    '2020-01-01',
    'pool',
    '4',
    ...YEAR,
    ...LIVER,
    'hay',
    'pooling',
    'x',
  ],
  [
    'ewe 3',
    ...SHEEP,
    'Texel',
    'sampling',
    '2020-01-02',
    'pool',
    '4',
    ...YEAR,
    ...LIVER,
    'hay',
    'pooling',
    'x',
  ],
  ['ewe 4', ...SHEEP, 'Texel', '', '', '', '', '', '', '', '', '', '', '', '', ''],
];
const STUDY = table(HEAD, ...ROWS);
const ASSAY = table(['Sample Name', 'Raw Data File'], ['liver 1', 'r1.fastq.gz']);
const INVESTIGATION = table(
  ['ONTOLOGY SOURCE REFERENCE'],
  ['Term Source Name', 'NCBITAXON'],
  ['STUDY'],
  ['Study Identifier', 'flock'],
  ['Study Title', 'A flock'],
  ['Study Public Release Date', '2020-05-01'],
  ['Study File Name', 's_flock.txt'],
  ['STUDY ASSAYS'],
  ['Study Assay File Name', 'a_flock.txt'],
);
const SHEET = { 'i_flock.txt': INVESTIGATION, 's_flock.txt': STUDY, 'a_flock.txt': ASSAY };

/** A folder with the sheet, some of it otherwise. */
function write(folder: string, files: Readonly<Record<string, string>> = {}): string {
  mkdirSync(desk.path(folder), { recursive: true });
  for (const [name, text] of Object.entries({ ...SHEET, ...files }))
    writeFileSync(desk.path(`${folder}/${name}`), text);
  return folder;
}

const cells = (text: string) => text.split('\r\n').map((row) => row.split('\t'));

const stored = () =>
  desk.lab.state.biosamples.samples
    .list()
    .filter(({ name }) => ['liver 1', 'pool'].includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

describe('the samples of an ISA-Tab sheet', () => {
  it('are registered at BioSamples, and the sheet comes back with their accessions', async () => {
    write('sheet');
    const args = ['biosamples', 'submit', 'sheet', '--output', 'back', '--journal', 'run.ndjson'];
    const { code, err } = await desk.run(args);
    expect([code, err]).toEqual([0, expect.stringContaining('2 stored')]);
    const [liver, pool] = stored();
    expect(liver).toMatchObject({
      name: 'liver 1',
      taxId: 9940,
      release: expect.stringMatching(/^2020-05-01/),
      characteristics: {
        organism: [{ text: 'Ovis aries', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940'] }],
        breed: [{ text: 'Texel' }],
        age: [{ text: '3', unit: 'year' }],
        tissue: [{ text: 'liver', ontologyTerms: ['http://purl.obolibrary.org/obo/UBERON_0002107'] }],
        diet: [{ text: 'hay' }],
      },
    });
    expect(pool?.characteristics).toMatchObject({ breed: [{ text: 'Merino; Texel' }], age: [{ text: '4' }] });

    expect(readdirSync(desk.path('back')).sort()).toEqual(['a_flock.txt', 'i_flock.txt', 's_flock.txt']);
    for (const name of ['i_flock.txt', 'a_flock.txt'] as const)
      expect(desk.read(`back/${name}`)).toBe(SHEET[name]);
    const back = cells(desk.read('back/s_flock.txt'));
    const at = HEAD.lastIndexOf('Protocol REF');
    expect(back[0]?.[at]).toBe('Comment[BioSamples accession]');
    expect(back.slice(1).map((row) => row[at])).toEqual([
      liver?.accession,
      pool?.accession,
      pool?.accession,
      '',
    ]);
    // All other cells are where they were.
    const without = back.map((row) => row.filter((_, index) => index !== at).join('\t')).join('\r\n');
    expect(without).toBe(STUDY);

    const again = await desk.run([...args, '--json']);
    expect(linesOf(again.out)).toMatchObject([
      { at: 's_flock.txt line 2', key: 'liver 1', status: 'found', accession: liver?.accession },
      { at: 's_flock.txt line 3', key: 'pool', status: 'found' },
      { summary: { found: 2 } },
    ]);
    desk.asked();
    const given = await desk.run(['biosamples', 'submit', 'back/i_flock.txt']);
    expect([given.code, tableOf(given.out).map((row) => [row.study, row.sample, row.accession])]).toEqual([
      0,
      [
        ['s_flock.txt', 'liver 1', liver?.accession],
        ['s_flock.txt', 'pool', pool?.accession],
      ],
    ]);
    expect(desk.asked()).toEqual([]);
  });

  it('go to ENA with the number of their organism, from a ZIP archive too', async () => {
    const bytes = Object.entries(SHEET).map(([name, text]) => [`flock/${name}`, Buffer.from(text)] as const);
    writeFileSync(desk.path('flock.zip'), zipSync(Object.fromEntries(bytes)));
    const checked = await desk.run(['ena', 'validate', 'flock.zip', '--json']);
    expect(checked.code).toBe(3);
    expect(linesOf(checked.out)[0]).toMatchObject({
      at: 's_flock.txt line 2',
      key: 'liver 1',
      problems: expect.arrayContaining([
        { column: 'collection date', message: expect.stringContaining('is required') },
      ]),
    });
    const complete = STUDY.replace('Characteristics[breed]', 'Characteristics[collection date]').replace(
      'Characteristics[tissue]',
      'Characteristics[geographic location (country and/or sea)]',
    );
    write('ena', {
      's_flock.txt': complete
        .replaceAll('Texel', '2019')
        .replaceAll('Merino', '2019')
        .replaceAll('liver\t', 'France\t'),
    });
    const { code, err } = await desk.run([
      'ena',
      'submit',
      'ena',
      '--checklist',
      'ERC000011',
      '--output',
      'out',
    ]);
    expect([code, err]).toEqual([0, expect.stringContaining('2 stored')]);
    const back = cells(desk.read('out/s_flock.txt'));
    const at = (name: string) => back[0]?.indexOf(`Comment[${name}]`) ?? -1;
    expect(back[1]?.[at('ENA accession')]).toMatch(/^ERS\d+$/);
    expect(back[1]?.[at('BioSamples accession')]).toMatch(/^SAMEA\d+$/);
    expect(back[2]?.[at('ENA accession')]).toBe(back[3]?.[at('ENA accession')]);
    const again = await desk.run(['ena', 'submit', 'out', '--json']);
    expect(linesOf(again.out).map(({ status }) => status)).toEqual(['found', 'found', undefined]);
  });

  it('go into a submission at USI', async () => {
    write('sheet');
    const { code, out } = await desk.run(['usi', 'submit', 'sheet', '--submission', 'flock']);
    expect(code).toBe(0);
    expect(tableOf(out)).toMatchObject([
      { sample: 'liver 1', 'usi id': expect.stringMatching(/./), 'accession status': 'stored' },
      { sample: 'pool', 'accession status': 'stored' },
    ]);
  });

  it('come back with what was refused, until it is mended', async () => {
    write('sheet');
    const refuse = {
      operation: 'biosamples.samples.create',
      nth: 2,
      effect: { status: 400, body: 'no thanks' },
    };
    desk.lab.faults.add(refuse);
    const args = ['biosamples', 'submit', 'sheet', '--output', 'back', '--concurrency', '1'];
    expect((await desk.run(args)).code).toBe(3);
    const [head = [], ...rows] = cells(desk.read('back/s_flock.txt'));
    const at = (name: string) => head.indexOf(`Comment[${name}]`);
    expect(rows.map((row) => row[at('accession status')])).toEqual(['stored', 'refused', 'refused', '']);
    expect(rows[1]?.[at('accession error')]).toContain('no thanks');
    const mended = await desk.run(['biosamples', 'submit', 'back', '--output', 'done']);
    expect(mended.code).toBe(0);
    const done = cells(desk.read('done/s_flock.txt'))[0] ?? [];
    expect(done.filter((heading) => heading.startsWith('Comment'))).toEqual([
      'Comment[BioSamples accession]',
    ]);
    expect(stored()).toHaveLength(2);
  });

  it('keep the mark of what may be stored, and are not sent again', async () => {
    write('sheet');
    desk.lab.faults.add({
      operation: 'biosamples.samples.create',
      nth: 2,
      effect: { status: 400, body: 'no thanks' },
    });
    await desk.run(['biosamples', 'submit', 'sheet', '--output', 'back', '--concurrency', '1']);
    desk.write('back/s_flock.txt', desk.read('back/s_flock.txt').replaceAll('\trefused\t', '\tunknown\t'));
    const before = desk.read('back/s_flock.txt');
    const args = ['biosamples', 'submit', 'back', '--skip-invalid', '--output', 'marked'];
    expect((await desk.run(args)).code).toBe(5);
    expect(desk.read('marked/s_flock.txt')).toBe(before);
    expect(stored()).toHaveLength(1);
  });

  it('are not sent when the sheet could not come back', async () => {
    write('sheet');
    mkdirSync(desk.path('blocked/s_flock.txt.part'), { recursive: true });
    const { code, err } = await desk.run(['biosamples', 'submit', 'sheet', '--output', 'blocked']);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('s_flock.txt.part cannot be written: it is a folder'),
    ]);
    expect(stored()).toHaveLength(0);
    expect(readdirSync(desk.path('blocked'))).toEqual(['s_flock.txt.part']);
  });

  it('never overwrite the sheet they came from', async () => {
    write('sheet');
    const own = await desk.run(['biosamples', 'submit', 'sheet/i_flock.txt', '--output', 'sheet']);
    expect([own.code, own.err]).toEqual([2, expect.stringContaining('--output is the input itself')]);
    expect(desk.read('sheet/s_flock.txt')).toBe(STUDY);
    desk.write('taken', 'a file');
    const { code, err } = await desk.run(['biosamples', 'submit', 'sheet', '--output', 'taken']);
    expect([code, err]).toEqual([2, expect.stringContaining('The --output of a sheet is a folder.')]);
  });
});
