import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('biosamples');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const HEAD = 'name\trelease\torganism\torganism [term]\tage\tage [unit]\tremark';
const TABLE = [
  HEAD,
  's1\t2020-01-01\tOvis aries\tNCBITaxon_9940\t3\tyear\t"a ""quoted"" remark"',
  '',
  's2\t2020-01-01\tOvis aries\tNCBITaxon_9940',
  's3\t2020-01-01\tOvis aries\tNCBITaxon_9940\t4\tyear\t plain ',
].join('\r\n');

const stored = () =>
  desk.lab.state.biosamples.samples
    .list()
    .filter(({ name }) => /^s\d+$/.test(name))
    .map(({ name, accession = '', characteristics }) => ({ name, accession, characteristics }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

describe('biosamples submit', () => {
  it('gives the table back as it was, with accessions', async () => {
    desk.write('in.tsv', TABLE);
    const { code, out, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv']);
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/3 stored in [\d.]+ s: http:\/\/127\.0\.0\.1:\d+\/biosamples as Webin-\d+ \(test\)/);
    expect(err).toContain('without --journal');
    const [s1, s2, s3] = stored();
    expect(s1?.characteristics).toMatchObject({
      age: [{ text: '3', unit: 'year' }],
      remark: [{ text: 'a "quoted" remark' }],
      organism: [{ text: 'Ovis aries', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940'] }],
    });
    const lines = TABLE.split('\r\n');
    expect(desk.read('out.tsv').split('\r\n')).toEqual([
      `${HEAD}\taccession\taccession status\taccession error`,
      `${lines[1]}\t${s1?.accession}\tstored\t`,
      '',
      // Filled up, so that the accession stands under its heading.
      `${lines[3]}\t\t\t\t${s2?.accession}\tstored\t`,
      `${lines[4]}\t${s3?.accession}\tstored\t`,
    ]);
  });

  it('leaves rows alone that have their accession: the table that came back can be given again', async () => {
    desk.write('in.tsv', TABLE);
    await desk.run(['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv']);
    desk.asked();
    const { code, out } = await desk.run(['biosamples', 'submit', 'out.tsv']);
    expect([code, out]).toEqual([0, desk.read('out.tsv')]);
    expect(desk.asked()).toEqual([]);
  });

  it('goes on when nobody listens any more, as behind `2>&1 | head`', async () => {
    desk.write('in.tsv', TABLE);
    const run = desk.begin(['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv', '--verbose']);
    run.process.stdout?.destroy();
    run.process.stderr?.destroy();
    expect((await run.ended).code).toBe(0);
    expect(stored()).toHaveLength(3);
    expect(desk.read('out.tsv')).toContain('\tstored\t');
  });

  it('knows by its journal what is done', async () => {
    desk.write('in.tsv', TABLE);
    const args = ['biosamples', 'submit', 'in.tsv', '--journal', 'again.ndjson', '--json'];
    const first = await desk.run(args);
    const second = await desk.run(args);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(linesOf(first.out).at(-1)).toMatchObject({ summary: { stored: 3 }, exitCode: 0 });
    expect(linesOf(second.out)).toEqual([
      ...stored().map(({ name, accession }, index) => ({
        at: `line ${[2, 4, 5][index]}`,
        key: name,
        status: 'found',
        accession,
      })),
      { summary: { found: 3 }, target: expect.stringContaining('as Webin-'), exitCode: 0 },
    ]);
    expect(stored()).toHaveLength(3);
  });

  it.each(['ndjson', 'json'])('takes %s', async (format) => {
    const samples = ['s1', 's2'].map((name) => ({
      name,
      release: '2020-01-01',
      characteristics: { organism: [{ text: 'Ovis aries' }] },
    }));
    const text =
      format === 'json' ? JSON.stringify(samples) : samples.map((one) => JSON.stringify(one)).join('\n');
    const { code, out } = await desk.run(['biosamples', 'submit', '-', '--format', format], { input: text });
    expect(code).toBe(0);
    expect(linesOf(out).map(({ accession }) => accession)).toEqual(
      stored().map(({ accession }) => accession),
    );
  });

  it('reads a table from a pipe, with semicolons and a release for all', async () => {
    const input = 'name;organism\ns1;Ovis aries\n';
    const args = ['biosamples', 'submit', '-', '--format', 'csv', '--release', '2020-01-01'];
    const { code, out } = await desk.run(args, { input });
    expect([code, out]).toEqual([
      0,
      `name;organism;accession;accession status;accession error\ns1;Ovis aries;${stored()[0]?.accession};stored;\n`,
    ]);
  });

  it('sends nothing in a dry run', async () => {
    desk.write('in.tsv', TABLE);
    desk.asked();
    const { code, out, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--dry-run', '--json']);
    expect(code).toBe(0);
    expect(linesOf(out).map(({ status }) => status)).toEqual(['valid', 'valid', 'valid', undefined]);
    expect(err).toMatch(/dry run, nothing was sent: 3 valid; it would go to http\S+ as Webin-\d+ \(test\)/);
    expect(desk.asked()).toEqual([]);
  });

  it('tells all mistakes before anything is sent', async () => {
    desk.write(
      'in.tsv',
      `${HEAD}\ns1\t2020-02-31\ty\n\t2020-01-01\ty\ns3\t2020-01-01\ty\ns4\t2020-01-01\t\t\t\t\t\tmore\n`,
    );
    desk.asked();
    const { code, out, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--output', 'none.tsv']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/line 2 \(s1\): release: /);
    expect(err).toMatch(/line 3: the sample has no name/);
    expect(err).toMatch(/line 5: has 8 cells, and the header 7 columns/);
    expect(err).toMatch(/3 of 4 records of in\.tsv cannot be sent; nothing was sent\n {2}what to do: /);
    expect(desk.asked()).toEqual([]);
    expect(() => desk.read('none.tsv')).toThrow();
  });

  it('with --skip-invalid sends the others, and says which were left out', async () => {
    desk.write('in.tsv', `${HEAD}\n\t2020-01-01\ty\ns3\t2020-01-01\tOvis aries\n`);
    const { code, out } = await desk.run(['biosamples', 'submit', 'in.tsv', '--skip-invalid']);
    expect(code).toBe(3);
    expect(tableOf(out)).toMatchObject([
      { 'accession status': 'refused', 'accession error': 'the sample has no name', accession: '' },
      { 'accession status': 'stored', accession: stored()[0]?.accession },
    ]);
  });

  it('says in the table what the repository refused', async () => {
    desk.lab.faults.add({
      operation: 'biosamples.samples.create',
      nth: 2,
      effect: { status: 400, body: 'no thanks' },
    });
    desk.write('in.tsv', TABLE);
    const { code, err } = await desk.run([
      'biosamples',
      'submit',
      'in.tsv',
      '--output',
      'out.tsv',
      '--concurrency',
      '1',
    ]);
    expect(code).toBe(3);
    expect(tableOf(desk.read('out.tsv')).map((row) => row['accession status'])).toEqual([
      'stored',
      'refused',
      'stored',
    ]);
    expect(tableOf(desk.read('out.tsv'))[1]?.['accession error']).toContain('no thanks');
    expect(err).toMatch(/line 4 \(s2\): refused: .*no thanks/);
    expect(err).toContain('mend what was refused; to go on give out.tsv as the input');
  });

  it('without a journal never sends again what may be stored, not even by its own table', async () => {
    desk.lab.faults.add({
      operation: 'biosamples.samples.create',
      nth: 2,
      effect: { resetAfterCommit: true },
    });
    desk.write('in.tsv', TABLE);
    const first = await desk.run([
      'biosamples',
      'submit',
      'in.tsv',
      '--output',
      'out.tsv',
      '--concurrency',
      '1',
    ]);
    expect(first.code).toBe(5);
    expect(first.err).toContain('look it up before you send it again');
    expect(tableOf(desk.read('out.tsv'))[1]).toMatchObject({ 'accession status': 'unknown', accession: '' });
    const again = await desk.run(['biosamples', 'submit', 'out.tsv', '--output', 'out2.tsv']);
    expect(again.code).toBe(2);
    expect(again.err).toContain(
      'line 4 (s2): its "accession status" is unknown: it may be stored. Look it up',
    );
    expect(stored()).toHaveLength(3);
  });

  it.each([
    ['submit --skip-invalid', ['submit', 'in.tsv', '--skip-invalid'], 5],
    ['a pipe', ['submit', '-', '--format', 'tsv'], 5],
    ['a dry run', ['submit', 'in.tsv', '--dry-run'], 5],
    ['validate', ['validate', 'in.tsv'], 5],
  ])('a row that may be stored keeps its mark through %s', async (_, args, exitCode) => {
    const head = 'name\trelease\torganism\taccession\taccession status\taccession error';
    const doubt = 's2\t2020-01-01\tOvis aries\t\tunknown\tthe line was cut';
    // What else is wrong with such a row is no reason to forget it.
    const broken = 's3\tno day\tOvis aries\t\tunknown\tand here\tbeyond';
    desk.write('in.tsv', `${head}\ns1\t2020-01-01\tOvis aries\t\t\t\n${doubt}\n${broken}\n`);
    const start = args.includes('-') ? { input: desk.read('in.tsv') } : {};
    const { code } = await desk.run(['biosamples', ...args, '--output', 'out.tsv'], start);
    const lines = desk.read('out.tsv').split('\n');
    expect(lines[2]).toBe(doubt);
    expect(tableOf(desk.read('out.tsv'))[2]).toMatchObject({ 'accession status': 'unknown' });
    expect(code).toBe(exitCode);
    expect((await desk.run(['biosamples', 'submit', 'out.tsv'])).code).toBe(2);
    expect(stored().filter(({ name }) => name !== 's1')).toEqual([]);
  });

  it('gives up when nobody answers, and the table tells what was not sent', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `s${n}\t2020-01-01\tOvis aries`);
    desk.write('in.tsv', `${HEAD}\n${rows.join('\n')}\n`);
    desk.lab.faults.add({
      operation: 'biosamples.samples.create',
      nth: 3,
      times: 1e6,
      effect: { status: 500 },
    });
    const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--output', 'out.tsv']);
    expect([4, 5]).toContain(code);
    expect(err).toContain('given up');
    const statuses = tableOf(desk.read('out.tsv')).map((row) => row['accession status']);
    expect(statuses).toHaveLength(60);
    expect(statuses.filter((status) => status === 'stored')).toHaveLength(2);
    expect(statuses.at(-1)).toBe('not sent');
  });

  it('does not touch the table of an earlier run when it could not begin', async () => {
    desk.write('in.tsv', TABLE);
    desk.write('out.tsv', 'precious');
    const env = { WEBIN_PASSWORD: 'not the password' };
    const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--journal', 'x.ndjson'], {
      env,
    });
    expect(code).toBe(6);
    expect(err).toContain('check WEBIN_USERNAME and WEBIN_PASSWORD');
    desk.write('other.ndjson', '{"accession":"journal","format":1,"service":"ena"}\n');
    const other = await desk.run([
      'biosamples',
      'submit',
      'in.tsv',
      '--output',
      'out.tsv',
      '--journal',
      'other.ndjson',
    ]);
    expect(other.code).toBe(2);
    expect(other.err).toContain('belongs to another run');
    expect(desk.read('out.tsv')).toBe('precious');
  });

  it.each([
    ['the input as output', ['in.tsv', '--output', 'in.tsv'], /never overwritten/],
    ['a file that is not there', ['none.tsv'], /none\.tsv cannot be read: there is no such file/],
    ['Excel', ['in.xlsx'], /Save it as tab-separated text/],
    [
      'a folder that is not there',
      ['in.tsv', '--output', 'no/out.tsv'],
      /no\/out\.tsv cannot be written: there is no such folder/,
    ],
    ['no file', [], /missing required argument 'file'/],
    ['semicolons', ['semi.tsv'], /line 1: its columns are not separated by tabs.*Add --format csv/s],
    ['tabs', ['in.tsv', '--format', 'csv'], /not separated by commas.*Add --format tsv/s],
    ['a taxon by its name', ['sheep.tsv'], /line 2 \(s1\): taxId: must be an NCBI taxon number\n/],
    ['an empty list', ['empty.json'], /empty\.json is empty/],
  ])('explains %s', async (_, args, message) => {
    desk.write('in.tsv', TABLE);
    desk.write('semi.tsv', 'name;release;organism\ns1;2020-01-01;Ovis aries\n');
    desk.write('empty.json', '\n');
    desk.write('sheep.tsv', 'name\trelease\ttaxId\ns1\t2020-01-01\tsheep\n');
    const { code, err } = await desk.run(['biosamples', 'submit', ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ {4}at /m);
  });
});

it('a table without rows is no mistake, and is told even when only mistakes are', async () => {
  desk.write('bare.tsv', 'name\trelease\n');
  const { code, err } = await desk.run(['biosamples', 'submit', 'bare.tsv', '--quiet']);
  expect([code, err]).toEqual([0, 'accession: bare.tsv holds no records: there was nothing to do\n']);
});

describe('biosamples validate', () => {
  it('is told once when the login is not accepted', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `s${n}\t2020-01-01\tOvis aries`);
    desk.write('in.tsv', `name\trelease\torganism\n${rows.join('\n')}\n`);
    const env = { WEBIN_PASSWORD: 'not the password' };
    const { code, err } = await desk.run(['biosamples', 'validate', 'in.tsv'], { env });
    expect(code).toBe(6);
    expect(err).toContain('check WEBIN_USERNAME and WEBIN_PASSWORD');
    expect(err).toContain('not sent');
  });

  it('says what a checklist says, and stores nothing', async () => {
    desk.write('in.tsv', 'name\torganism\ns1\tOvis aries\ns2\t\n');
    const { code, out } = await desk.run(['biosamples', 'validate', 'in.tsv', '--checklist', 'ERC000011']);
    expect(code).toBe(3);
    expect(tableOf(out).map((row) => row['accession status'])).toEqual(['refused', 'refused']);
    expect(tableOf(out)[1]?.['accession error']).toMatch(/collection date/);
    expect(stored()).toEqual([]);
    const plain = await desk.run(['biosamples', 'validate', 'in.tsv', '--json']);
    expect(linesOf(plain.out)[0]).toMatchObject({ key: 's1', status: 'valid' });
  });
});

describe('biosamples get and search', () => {
  it('reads samples, and goes on after one that is not there', async () => {
    desk.write('in.tsv', TABLE);
    await desk.run(['biosamples', 'submit', 'in.tsv']);
    const accessions = stored().map(({ accession }) => accession);
    desk.write('list.txt', `${accessions[0]}\nSAMEA99999999\n${accessions[1]}\n`);
    const { code, out, err } = await desk.run(['biosamples', 'get', '--input', 'list.txt', '--json']);
    expect(code).toBe(3);
    expect(linesOf(out).map(({ accession }) => accession)).toEqual([
      accessions[0],
      'SAMEA99999999',
      accessions[1],
    ]);
    expect(linesOf(out)[1]).toMatchObject({ error: { code: 'not-found' } });
    expect(err).toContain('SAMEA99999999: [not-found]');
    const one = await desk.run(['biosamples', 'get', accessions[0] ?? '', '--output', 'one.json']);
    expect([one.code, JSON.parse(desk.read('one.json')).name]).toEqual([0, 's1']);
  });

  it('lists what a search finds', async () => {
    desk.write('in.tsv', TABLE);
    await desk.run(['biosamples', 'submit', 'in.tsv']);
    const args = ['biosamples', 'search', '--filter', 'attr:remark:plain'];
    const table = await desk.run(args);
    expect(tableOf(table.out)).toEqual([
      { accession: stored()[2]?.accession, name: 's3', organism: 'Ovis aries', release: '2020-01-01' },
    ]);
    expect(linesOf((await desk.run([...args, '--json'])).out)).toMatchObject([{ name: 's3' }]);
    expect((await desk.run([...args, '--count'])).out).toBe('1\n');
    const none = await desk.run(['biosamples', 'search', '--filter', 'attr:remark:nothing of the kind']);
    expect([none.code, none.err]).toEqual([
      0,
      'accession: nothing found; a new sample appears after a while\n',
    ]);
  });
});
