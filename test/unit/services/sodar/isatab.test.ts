import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/core/errors/index.ts';
import { IsaInvestigation, IsaTab, IsaTable } from '../../../../src/services/sodar/isatab/index.ts';
import { SEED } from '../../../support/scale.ts';

const HEADER =
  'Source Name\tCharacteristics[organism]\tTerm Source REF\tTerm Accession Number\tCharacteristics[batch]\tTerm Source REF\tTerm Accession Number';
const TABLE = `${HEADER}\nmouse-1\tMus musculus\tNCBITAXON\tT/10090\t1\t\t\nmouse-2\tMus musculus\tNCBITAXON\tT/10090\t2\t\t\n`;

/** Pieces of which awkward files are made. */
const piece = fc.constantFrom(
  'a',
  'Sample Name',
  '',
  ' ',
  '""',
  '"a\tb"',
  '"say ""hi"""',
  '"two\nlines"',
  '"x"y',
  '5" tube',
  '#note',
  'µ 😀',
);
const eol = fc.constantFrom('\n', '\r\n', '\r', '\n\n');
const fileText = fc
  .record({
    bom: fc.constantFrom('', '\uFEFF'),
    lines: fc.array(fc.tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), eol), { maxLength: 6 }),
    last: fc.array(piece, { maxLength: 3 }),
  })
  .map(
    ({ bom, lines, last }) =>
      bom + lines.map(([cells, end]) => cells.join('\t') + end).join('') + last.join('\t'),
  );
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) =>
  fc.assert(property, { seed: SEED, numRuns: 300 });

describe('an ISA-Tab file', () => {
  it('comes back byte for byte', () => {
    check(
      fc.property(fileText, (text) => {
        expect(IsaTable.parse(text).toString()).toBe(text);
        expect(IsaInvestigation.parse(text).toString()).toBe(text);
        const bytes = Buffer.from(text, 'utf8');
        expect(Buffer.from(IsaTable.parse(bytes).toString(), 'utf8').equals(bytes)).toBe(true);
      }),
    );
  });

  it('an edited cell says what was written, and no other cell changes', () => {
    const value = fc.oneof(fc.string(), piece, fc.constantFrom('a"b', '\t', '"', 'x\r\ny', '#1'));
    check(
      fc.property(fileText, fc.nat(), fc.nat(), value, (text, a, b, written) => {
        const table = IsaTable.parse(text);
        const width = table.headers.length;
        if (table.rowCount === 0 || width === 0) return;
        const [row, column] = [a % table.rowCount, b % width];
        const before = [...table.rows()];
        if (column === 0 && written.trimStart().startsWith('#')) return;
        table.set(row, column, written);
        const expected = before.map((cells, r) =>
          cells.map((cell, c) => (r === row && c === column ? written : cell)),
        );
        expect([...table.rows()]).toEqual(expected);
        if (before[row]?.[column] === written) expect(table.toString()).toBe(text);
        // A row that became empty is none any more for who reads it next.
        const gone = expected[row]?.every((cell) => cell === '');
        if (!gone) expect([...IsaTable.parse(table.toString()).rows()]).toEqual(expected);
      }),
    );
  });

  it('is the same again when what was added is taken away', () => {
    check(
      fc.property(fileText, fc.nat(), (text, at) => {
        const table = IsaTable.parse(text);
        if (table.headers.length === 0) return;
        const row = table.addRow([], { at: at % (table.rowCount + 1) });
        table.removeRow(row);
        const column = table.addColumn('Comment[x]', { before: at % table.headers.length });
        table.removeColumn(column);
        expect(table.toString()).toBe(text);
      }),
    );
  });
});

describe('a table', () => {
  it('changes one cell in place, quoted as its neighbours are', () => {
    const text = '\uFEFF"Source Name"\t"Characteristics[sex]"\r\n"a"\t"m"\r\nb\tf';
    const table = IsaTable.parse(text);
    table.set(0, 'Characteristics[sex]', 'not "known"');
    expect(table.toString()).toBe(text.replace('"m"', '"not ""known"""'));
    table.set(0, 0, 'plain');
    expect(table.toString()).toContain('\n"plain"\t"not');
    table.set(1, 1, 'x');
    expect(table.toString().endsWith('\r\nb\tx')).toBe(true);
  });

  it('asks which of several columns of a name is meant', () => {
    const table = IsaTable.parse(TABLE);
    expect(() => table.get(0, 'Term Source REF')).toThrow(/2 columns "Term Source REF" \(2, 5\): say which/);
    expect(table.get(0, { name: 'Term Source REF', nth: 2 })).toBe('');
    expect(table.column('Characteristics [batch]')).toBe(4);
    expect(() => table.get(0, 'Organism')).toThrow(/its columns are "Source Name"/);
    expect(() => table.get(2, 0)).toThrow(/no row 2; they go from 0 to 1/);
    expect(() => table.get(0, 7)).toThrow(InputError);
    expect(() => table.set(0, 0, 5 as never)).toThrow(/must be a text/);
    expect(() => table.set(0, 0, ' #1'), 'the row would be lost').toThrow(/is a remark/);
    expect(() => table.addRow(['#1'])).toThrow(/is a remark/);
  });

  it('reads and writes a word with its ontology', () => {
    const table = IsaTable.parse(TABLE);
    expect(table.term(1, 'Characteristics[organism]')).toEqual({
      name: 'Mus musculus',
      source: 'NCBITAXON',
      accession: 'T/10090',
    });
    table.setTerm(1, 'Characteristics[organism]', { name: 'a cross' });
    expect(table.row(1).slice(0, 5)).toEqual(['mouse-2', 'a cross', '', '', '2']);
    expect(() => table.setTerm(0, 'Source Name', { name: 'x', source: 'NCIT' })).toThrow(
      /no "Term Source REF" after "Source Name"/,
    );
    expect(table.row(0)[0], 'a refused change changes nothing').toBe('mouse-1');
  });

  it('takes new rows and columns', () => {
    const table = IsaTable.parse(TABLE.trimEnd());
    expect(table.addRow({ 'Source Name': 'mouse-3', 'Characteristics[batch]': '3' })).toBe(2);
    table.addColumn('Comment[seen]', { after: 'Source Name', values: (row) => `${row}` });
    expect(table.find('Source Name', 'mouse-3')).toEqual([2]);
    expect([...table.rows()].map((cells) => cells.slice(0, 2))).toEqual([
      ['mouse-1', '0'],
      ['mouse-2', '1'],
      ['mouse-3', '2'],
    ]);
    expect(table.toString().endsWith('3\t\t'), 'no final line end before, none after').toBe(true);
    expect(() => table.addRow(Array(9).fill('x'))).toThrow(/9 cells, and the table 8 columns/);
    expect(() => table.addRow({ 'Term Source REF': 'x' })).toThrow(/say which/);
    expect(() => IsaTable.parse('').addRow([])).toThrow(/the file is empty/);
  });

  it('makes no remark of its header or of a row', () => {
    const table = IsaTable.parse('Sample Name\tComment[no]\nx\t#1\n');
    const before = table.toString();
    for (const change of [
      () => table.rename(0, '# Sample Name'),
      () => table.addColumn('#', { before: 0 }),
      () => table.addColumn('Source Name', { before: 'Sample Name', values: ['#1'] }),
      () => table.removeColumn(0),
    ]) {
      expect(change).toThrow(/a row that begins with # is a remark/);
      expect(table.toString()).toBe(before);
    }
    table.rename(1, '# of goats');
    table.addColumn('Source Name', { before: 0, values: ['goat-1'] });
    expect(table.toString()).toBe('Source Name\tSample Name\t# of goats\ngoat-1\tx\t#1\n');
  });

  it('leaves short rows short', () => {
    const table = IsaTable.parse('Sample Name\tA\tB\nx\ny\t1\t2\textra\n');
    expect(table.get(0, 'B')).toBe('');
    table.set(0, 'A', '');
    table.addColumn('C', { values: ['', '3'] });
    expect(table.toString()).toBe('Sample Name\tA\tB\tC\nx\ny\t1\t2\t3\textra\n');
    table.set(0, 'B', '2');
    expect(table.toString()).toContain('\nx\t\t2\n');
  });

  it('says where a quotation mark stays open, and what is not UTF-8', () => {
    expect(() => IsaTable.parse('a\tb\n"x\ty\n', 's_x.txt')).toThrow(/s_x.txt.*never closed \(line 2\)/);
    expect(() => IsaTable.parse(Buffer.from([0x61, 0xe9, 0x0a]), 's_x.txt')).toThrow(/s_x.txt.*UTF-8/);
  });
});

const INVESTIGATION = [
  'INVESTIGATION',
  'Investigation Identifier\tvalley',
  'INVESTIGATION CONTACTS',
  'Investigation Person Last Name\tRiver\t',
  'Investigation Person First Name\tRobin',
  'STUDY',
  'Study Identifier\tone',
  'Study File Name\ts_one.txt',
  'STUDY ASSAYS',
  'Study Assay File Name\ta_one.txt\ta_two.txt',
  'STUDY',
  'Study Identifier\ttwo',
  'Study File Name\ts_two.txt',
  'STUDY ASSAYS',
  'Study Assay File Name',
  '',
].join('\n');

describe('an investigation file', () => {
  it('knows its parts and studies', () => {
    const investigation = IsaInvestigation.parse(INVESTIGATION);
    expect(investigation.section('STUDY', 2).get('Study Identifier')).toBe('two');
    expect(
      investigation.studies.map(({ identifier, fileName, assayFileNames }) => [
        identifier,
        fileName,
        assayFileNames,
      ]),
    ).toEqual([
      ['one', 's_one.txt', ['a_one.txt', 'a_two.txt']],
      ['two', 's_two.txt', []],
    ]);
    expect(() => investigation.section('STUDY FACTORS')).toThrow(/there are INVESTIGATION, /);
    expect(() => investigation.section('STUDY').get('Title')).toThrow(/it has Study Identifier/);
  });

  it('takes changed and added values; its lines stay as long as each other, and nothing else moves', () => {
    const investigation = IsaInvestigation.parse(INVESTIGATION);
    const contacts = investigation.section('INVESTIGATION CONTACTS');
    const place = contacts.add({
      'Investigation Person Last Name': 'Case',
      'Investigation Person First Name': 'Casey',
    });
    expect(place).toBe(1);
    investigation.section('STUDY', 2).addField('Comment[Grant]', ['7']);
    expect(investigation.toString()).toBe(
      INVESTIGATION.replace('River\t', 'River\tCase')
        .replace('Robin', 'Robin\tCasey')
        .replace('s_two.txt', 's_two.txt\nComment[Grant]\t7'),
    );
    contacts.add({ 'Investigation Person First Name': 'Robin' });
    expect(contacts.values('Investigation Person Last Name')).toEqual(['River', 'Case', '']);
    contacts.set('Investigation Person Last Name', 'Alder', 4);
    contacts.addField('Comment[ORCID]', ['0000']);
    expect(contacts.fields.map((field) => contacts.values(field).length)).toEqual([5, 5, 5]);
    contacts.addField('Comment[Room]', ['1', '2', '3', '4', '5', '6']);
    expect(contacts.fields.map((field) => contacts.values(field).length)).toEqual([6, 6, 6, 6]);
    const study = investigation.section('STUDY');
    study.addField('Comment[Site]');
    expect([study.values('Study Identifier'), study.values('Comment[Site]')]).toEqual([['one'], []]);
  });
});

describe('a sheet', () => {
  const sheet = () =>
    IsaTab.fromFiles({
      'dir/i_valley.txt': INVESTIGATION,
      'dir/s_one.txt': TABLE,
      'dir/a_one.txt': TABLE,
      'dir/a_two.txt': TABLE,
      'dir/readme.md': 'x',
    });

  it('knows what was changed', () => {
    const tab = sheet();
    expect(tab.changed).toEqual([]);
    expect(tab.toFiles().map(({ name }) => name)).toEqual([
      'i_valley.txt',
      's_one.txt',
      'a_one.txt',
      'a_two.txt',
    ]);
    tab.study().set(0, 'Source Name', 'mouse-1');
    expect(tab.changed).toEqual([]);
    tab.assay('a_two.txt').set(0, 'Source Name', 'mouse-9');
    expect(tab.changed).toEqual(['a_two.txt']);
    expect(() => tab.assay()).toThrow(/several: say which of a_one.txt, a_two.txt/);
    expect(() => tab.study('s_two.txt')).toThrow(/there are s_one.txt/);
  });

  it('has one investigation file', () => {
    expect(() => IsaTab.fromFiles({ 's_one.txt': TABLE })).toThrow(/there is none/);
    expect(() => IsaTab.fromFiles({ 'i_a.txt': '', 'i_b.txt': '' })).toThrow(/there are 2/);
  });
});
