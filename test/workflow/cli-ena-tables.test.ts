import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('ena-tables');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const account = () => desk.lab.credentials.webin.username;
const area = () => desk.lab.state.ena.uploads.list(account());
const NOBODY = { WEBIN_USERNAME: undefined, WEBIN_PASSWORD: undefined };

/** Fills in a template: the units stay, and each sample has a value in each column that is named. */
function filledIn(template: string, ...samples: Record<string, string>[]): string {
  const lines = template.trimEnd().split('\n');
  const names = lines[1]?.split('\t') ?? [];
  return [...lines, ...samples.map((one) => names.map((name) => one[name] ?? '').join('\t')), ''].join('\n');
}

const HUMAN = {
  tax_id: '9606',
  scientific_name: 'Homo sapiens',
  sample_title: 'A person',
  'collection date': '2020-01-01',
  'geographic location (country and/or sea)': 'Germany',
};

describe('ena template and ena validate', () => {
  it('give a table that, filled in, is valid and can be submitted; each problem with line and column', async () => {
    const args = ['ena', 'template', 'ERC000011', '--fields', 'all', '--guide', 'guide.tsv'];
    const template = await desk.run(args, { env: NOBODY });
    expect(template.code).toBe(0);
    expect(template.out.split('\n')[0]).toBe('Checklist\tERC000011\tENA default sample checklist');
    const names = template.out.split('\n')[1]?.split('\t') ?? [];
    expect(names.slice(5, 7)).toEqual(['collection date', 'geographic location (country and/or sea)']);
    const guide = tableOf(desk.read('guide.tsv'));
    expect(guide.map(({ column }) => column)).toEqual(expect.arrayContaining(names));
    expect(guide.find(({ column }) => column === 'collection date')).toMatchObject({ required: 'mandatory' });
    expect(template.err).toContain('to be filled in are tax_id, sample_alias and 2 more');

    desk.write(
      'filled.tsv',
      filledIn(
        template.out,
        { ...HUMAN, sample_alias: 'h1' },
        { ...HUMAN, sample_alias: 'h2', 'collection date': 'last week' },
        { ...HUMAN, sample_alias: 'h1', 'geographic location (country and/or sea)': '' },
        { ...HUMAN, sample_alias: 'h4', tax_id: 'human' },
      ),
    );
    desk.asked();
    const checked = await desk.run(['ena', 'validate', 'filled.tsv', '--json'], { env: NOBODY });
    expect(checked.code).toBe(3);
    expect(linesOf(checked.out)).toMatchObject([
      { at: 'line 4', key: 'h1', status: 'valid' },
      { at: 'line 5', key: 'h2', status: 'refused', problems: [{ column: 'collection date' }] },
      {
        at: 'line 6',
        status: 'refused',
        problems: [
          { column: 'sample_alias', message: 'is the alias of an earlier row as well' },
          {
            column: 'geographic location (country and/or sea)',
            message: expect.stringContaining('required'),
          },
        ],
      },
      { at: 'line 7', status: 'refused', error: { message: '"human" is not the number of a taxon' } },
      { summary: { valid: 1, refused: 3 }, exitCode: 3 },
    ]);
    expect(checked.err).toMatch(/line 5 \(h2\): "collection date" must match/);
    // The checklist, once, and nothing else.
    expect(desk.asked()).toHaveLength(1);

    desk.write('good.tsv', filledIn(template.out, { ...HUMAN, sample_alias: 'h1' }));
    const good = await desk.run(['ena', 'validate', 'good.tsv'], { env: NOBODY });
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('\tvalid\t')]);
    const { code, out } = await desk.run(['ena', 'submit', 'good.tsv']);
    expect([code, out]).toEqual([0, expect.stringMatching(/\tERS\d+\tSAMEA\d+\tstored\t/)]);
  });

  it('take a checklist that was saved, and then ask nobody', async () => {
    await desk.run(['ena', 'template', 'ERC000011', '--json', '--output', 'checklist.json']);
    const template = await desk.run(['ena', 'template', 'ERC000011']);
    desk.write('good.tsv', filledIn(template.out, { ...HUMAN, sample_alias: 'h1' }));
    desk.write('other.tsv', filledIn(template.out, { ...HUMAN, sample_alias: 'h1' }).replace('11', '14'));
    desk.asked();
    const saved = ['--checklist-file', 'checklist.json'];
    const good = await desk.run(['ena', 'validate', 'good.tsv', ...saved], { env: NOBODY });
    expect([good.code, good.err]).toEqual([
      0,
      expect.stringContaining('checked by ERC000011 of checklist.json'),
    ]);
    const other = await desk.run(['ena', 'validate', 'other.tsv', ...saved]);
    expect([other.code, other.err]).toEqual([
      3,
      expect.stringContaining('"Checklist" is ERC000014, and the file is ERC000011'),
    ]);
    expect(desk.asked()).toEqual([]);
  });

  it('look up organisms when asked to', async () => {
    const template = await desk.run(['ena', 'template', 'ERC000011']);
    desk.write(
      'taxa.tsv',
      filledIn(
        template.out,
        { ...HUMAN, sample_alias: 'h1' },
        { ...HUMAN, sample_alias: 'h2', tax_id: '9605' },
        { ...HUMAN, sample_alias: 'h3', tax_id: '999999999' },
        { ...HUMAN, sample_alias: 'h4' },
      ),
    );
    desk.asked();
    const { code, out } = await desk.run(['ena', 'validate', 'taxa.tsv', '--taxa', '--json']);
    expect(code).toBe(3);
    expect(linesOf(out).map(({ problems, status }) => problems ?? status)).toEqual([
      'valid',
      [{ column: 'tax_id', message: expect.stringMatching(/^is (?:Homo|9605)/) }],
      [{ column: 'tax_id', message: 'is 999999999, and there is no such taxon' }],
      'valid',
      undefined,
    ]);
    expect(desk.asked().filter((operation) => operation.includes('tax'))).toHaveLength(3);
  });

  it.each([
    ['a document', ['validate', 'x.json'], '{}', /ena submit --dry-run/],
    [
      'a checklist that is none',
      ['validate', 'in.tsv', '--checklist-file', 'x.json'],
      '{}',
      /holds no checklist/,
    ],
    ['a checklist that ENA does not have', ['template', 'ERC999999'], '', /has no checklist "ERC999999"/],
    [
      'one of a table',
      ['validate', 'in.tsv', '--checklist', 'ERC999999'],
      '',
      /has no checklist "ERC999999"/,
    ],
  ])('explain %s', async (_, args, text, message) => {
    desk.write('x.json', text);
    desk.write('in.tsv', 'sample_alias\ttax_id\nh1\t9606\n');
    const { code, err } = await desk.run(['ena', ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('ena upload', () => {
  const READS = { 'r1.fastq.gz': 'ACGT'.repeat(5000), 'r 2.fastq.gz': 'TTTT' };
  const write = () => {
    for (const [name, text] of Object.entries(READS)) desk.write(name, text);
    return Object.keys(READS);
  };

  it('puts files there, tells their checksums, and the second time sends nothing', async () => {
    const names = write();
    const args = ['ena', 'upload', ...names, '--folder', 'run-1', '--checksums', 'sums.md5'];
    const first = await desk.run(args);
    expect(first.code).toBe(0);
    const rows = Object.entries(READS).map(([name, text]) => ({
      file: name,
      name: `run-1/${name}`,
      type: 'fastq',
      bytes: String(text.length),
      md5: md5(text),
    }));
    expect(tableOf(first.out)).toMatchObject(rows.map((row) => ({ ...row, status: 'stored' })));
    expect(desk.read('sums.md5')).toBe(rows.map((row) => `${row.md5}  ${row.file}\n`).join(''));
    expect(first.err).toMatch(/2 stored, 2 files, 20\.0 kB, in [\d.]+ s: ftp:\/\/\S+ as Webin-\d+/);
    expect(area().map(({ path }) => path)).toEqual(expect.arrayContaining(rows.map((row) => row.name)));
    const again = await desk.run([...args, '--json', '--output', 'files.tsv']);
    expect(linesOf(again.out)).toMatchObject([
      { path: 'r1.fastq.gz', status: 'found', checksum: rows[0]?.md5 },
      { status: 'found' },
      { summary: { found: 2 }, exitCode: 0 },
    ]);
    expect(tableOf(desk.read('files.tsv')).map(({ status }) => status)).toEqual(['found', 'found']);
  });

  it('finds all that is wrong with the files before anything is sent', async () => {
    write();
    mkdirSync(desk.path('deep'), { recursive: true });
    desk.write('deep/r1.fastq.gz', 'other');
    desk.write('umlaut-ä.fastq.gz', 'x');
    const paths = ['r1.fastq.gz', 'deep/r1.fastq.gz', 'none.bam', 'umlaut-ä.fastq.gz'];
    const { code, out, err } = await desk.run(['ena', 'upload', ...paths]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('deep/r1.fastq.gz: would be "r1.fastq.gz" there, like r1.fastq.gz');
    expect(err).toContain('none.bam cannot be read (ENOENT)');
    expect(err).toMatch(/umlaut-ä\.fastq\.gz.* may hold letters/);
    expect(err).toContain('--keep-folders');
    expect(area()).toEqual([]);
    desk.write('list.txt', 'r1.fastq.gz\ndeep/r1.fastq.gz\n');
    const listed = ['ena', 'upload', '--input', 'list.txt', '--keep-folders'];
    const dry = await desk.run([...listed, '--dry-run']);
    expect([dry.code, dry.err]).toEqual([0, expect.stringMatching(/2 files, 20\.0 kB; it would go to ftp:/)]);
    expect(area()).toEqual([]);
    const kept = await desk.run(listed);
    expect(tableOf(kept.out).map(({ name, status }) => [name, status])).toEqual([
      ['r1.fastq.gz', 'stored'],
      ['deep/r1.fastq.gz', 'stored'],
    ]);
    const none = await desk.run(['ena', 'upload']);
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('no file is given')]);
  });

  it('tells which file failed, and the same command goes on', async () => {
    const names = write();
    desk.lab.faults.add({
      operation: 'ena.files.upload',
      path: '/r1*',
      times: Number.POSITIVE_INFINITY,
      effect: { status: 553 },
    });
    // What is known of a file stays when it does not come through this time.
    const known = `${md5('ACGT')}  r1.fastq.gz\n`;
    desk.write('sums.md5', known);
    const sums = ['--checksums', 'sums.md5'];
    expect((await desk.run(['ena', 'upload', ...names, ...sums, '--dry-run'])).code).toBe(0);
    expect(desk.read('sums.md5')).toBe(known);
    const failed = await desk.run([
      'ena',
      'upload',
      ...names,
      '--concurrency',
      '1',
      '--checksums',
      'sums.md5',
    ]);
    expect(failed.code).toBe(4);
    expect(tableOf(failed.out).map(({ file, md5: sum, status }) => [file, sum, status])).toEqual([
      ['r1.fastq.gz', '', 'failed'],
      ['r 2.fastq.gz', md5(READS['r 2.fastq.gz']), 'stored'],
    ]);
    expect(desk.read('sums.md5')).toBe(`${known}${md5(READS['r 2.fastq.gz'])}  r 2.fastq.gz\n`);
    expect(failed.err).toMatch(/^accession: r1\.fastq\.gz: /m);
    expect(failed.err).toContain('to go on run the same command again');
    desk.lab.faults.clear();
    const { code, out } = await desk.run(['ena', 'upload', ...names]);
    expect(code).toBe(0);
    expect(tableOf(out).every(({ status }) => ['stored', 'found'].includes(status ?? ''))).toBe(true);
    expect(area()).toHaveLength(2 * names.length);
  });

  it('stopped by Ctrl-C, tells how far it came, and the same command goes on', async () => {
    const names = write();
    const fault = desk.lab.faults.add({
      operation: 'ena.files.upload',
      path: '/r1*',
      effect: { stallAfterBytes: 1000 },
    });
    const args = ['ena', 'upload', ...names.toReversed(), '--concurrency', '1', '--output', 'files.tsv'];
    const run = desk.begin(args);
    await vi.waitFor(() => expect(fault.hits).toBe(1), { timeout: 60_000 });
    run.process.kill('SIGINT');
    const { code, err } = await run.ended;
    expect([code, err]).toEqual([130, expect.stringContaining('to go on run the same command again')]);
    expect(tableOf(desk.read('files.tsv')).map(({ status }) => status)).toEqual(['stored', 'not sent']);
    expect((await desk.run(args)).code).toBe(0);
    expect(tableOf(desk.read('files.tsv')).map(({ status }) => status)).toEqual(['found', 'stored']);
  });

  it('says at once when the login is refused', async () => {
    const names = write();
    const env = { WEBIN_PASSWORD: 'not the password' };
    const known = desk.write('kept.md5', `${md5('ACGT')}  r1.fastq.gz\n`);
    const args = ['ena', 'upload', ...names, '--checksums', known];
    const { code, err, out } = await desk.run(args, { env });
    expect([code, err]).toEqual([6, expect.stringContaining('[unauthenticated]')]);
    expect(desk.read(known)).toBe(`${md5('ACGT')}  r1.fastq.gz\n`);
    expect(out).not.toContain('stored');
    const token = { ...NOBODY, WEBIN_TOKEN: 'e30.e30.c2lnbmVk' };
    const other = await desk.run(['ena', 'upload', ...names], { env: token });
    expect([other.code, other.out]).toEqual([2, '']);
    expect(other.err).toContain('a token is not enough');
  });
});
