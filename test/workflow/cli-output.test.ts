import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { describeWhen } from '../support/skip-loudly.ts';

takeTime();

const COUNT = 40;

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('output');
  const rows = Array.from({ length: COUNT }, (_, n) => `s${n}\t2020-01-01\tOvis aries`);
  desk.write('in.tsv', `name\trelease\torganism\n${rows.join('\n')}\n`);
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const stored = () =>
  desk.lab.state.biosamples.samples
    .list()
    .filter(({ name }) => /^s\d+$/.test(name))
    .map(({ accession }) => accession)
    .sort();

/** The accessions of the lines of JSON among others. */
const told = (text: string) =>
  linesOf(
    text
      .split('\n')
      .filter((line) => line.startsWith('{"at"'))
      .join('\n'),
  )
    .map(({ accession }) => accession)
    .sort();

describe('an output that cannot be written', () => {
  it('is told before anything is sent', async () => {
    mkdirSync(desk.path('folder'));
    const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--output', 'folder']);
    expect([code, err]).toEqual([2, expect.stringContaining('folder cannot be written: it is a folder')]);
    expect(stored()).toEqual([]);
  });

  it('is no device, pipe or socket, which a file would take the place of', async () => {
    // As /dev/null is for root.
    const socket = createServer();
    await new Promise<void>((ready) => socket.listen(desk.path('device'), ready));
    for (const option of ['--output', '--journal']) {
      const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv', option, 'device']);
      expect([code, err]).toEqual([2, expect.stringContaining('device cannot be written: it is no file')]);
    }
    expect(statSync(desk.path('device')).isSocket()).toBe(true);
    await new Promise((closed) => socket.close(closed));
    const args = ['biosamples', 'submit', 'in.tsv', '--output', 'link'];
    symlinkSync('/proc/self/fd/1', desk.path('link'));
    expect((await desk.run(args)).err).toContain('link cannot be written: it is no file');
    expect(stored()).toEqual([]);
  });

  it.each([
    ['ena upload', ['in.tsv', '--output', 'nowhere/x']],
    ['ena upload', ['in.tsv', '--checksums', 'nowhere/x']],
    ['ena receipt', ['any', '--output', 'nowhere/x']],
    ['ena poll', ['ERA1', '--output', 'nowhere/x']],
    ['ena submit', ['doc.json', '--output', 'nowhere/x', '--dry-run']],
    ['ena template', ['ERC000011', '--guide', 'nowhere/x']],
    ['usi submit', ['usi.tsv', '--submission', 'x', '--output', 'nowhere/x']],
    ['usi submit', ['usi.tsv', '--submission', 'x', '--journal', 'nowhere/x']],
    ['biosamples submit', ['in.tsv', '--journal', 'nowhere/x', '--dry-run']],
    ['sodar zone deposit', ['any', 'in.tsv', '--journal', 'nowhere/x']],
    ['openbis ls', ['/LAB', '--output', 'nowhere/x']],
  ])('of %s is told before anything is asked: %j', async (command, args) => {
    desk.write('doc.json', '{}');
    desk.write('usi.tsv', 'alias\ttaxon\na\tOvis aries\n');
    desk.asked();
    const { code, err } = await desk.run([...command.split(' '), ...args]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('nowhere/x cannot be written: there is no such folder'),
    ]);
    // Of a login nobody asks back.
    expect(desk.asked().filter((operation) => !/login|logout/.test(operation))).toEqual([]);
    expect(readdirSync(desk.folder).filter((name) => /\.(part|lock)$/.test(name))).toEqual([]);
  });

  it.each([
    ['biosamples submit', ['in.tsv', '--journal', 'j', '--output', './j'], '--output and --journal are one'],
    ['biosamples submit', ['in.tsv', '--journal', 'in.tsv'], '--journal is the input itself'],
    [
      'biosamples submit',
      ['out.tsv.part', '--format', 'tsv', '--output', 'out.tsv'],
      '--output is the input',
    ],
    ['biosamples get', ['--input', 'in.tsv', '--output', 'in.tsv'], '--output is the input itself'],
    ['ena upload', ['in.tsv', '--output', 'in.tsv'], '--output is the input itself'],
    ['ena upload', ['in.tsv', '--checksums', 'in.tsv'], '--checksums is the input itself'],
    ['ena upload', ['in.tsv', '--output', 'x', '--checksums', 'x'], '--checksums and --output are one'],
    ['ena template', ['ERC000011', '--output', 'x', '--guide', 'x'], '--guide and --output are one file'],
    ['sodar zone deposit', ['any', 'files', '--journal', 'files/j'], '--journal would lie in files'],
  ])('of %s is no file that is used otherwise: %j', async (command, args, message) => {
    const before = desk.read('in.tsv');
    desk.write('out.tsv.part', before);
    mkdirSync(desk.path('files'), { recursive: true });
    const { code, err } = await desk.run([...command.split(' '), ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect([desk.read('in.tsv'), desk.read('out.tsv.part')]).toEqual([before, before]);
    expect(stored()).toEqual([]);
  });
});

describeWhen(
  existsSync('/dev/full'),
  'results on a full disk',
  'this system has no /dev/full',
)('a full disk', () => {
  it.each([
    ['without a journal', [], 5],
    ['with one', ['--journal', 'full.ndjson'], 4],
  ])('under the output: what was stored is on the other stream, %s', async (_, more, exitCode) => {
    const name = `full-${exitCode}.tsv`;
    symlinkSync('/dev/full', desk.path(`${name}.part`));
    const { code, out, err } = await desk.run(['biosamples', 'submit', 'in.tsv', '--output', name, ...more]);
    expect(code).toBe(exitCode);
    expect(stored().length).toBeGreaterThan(0);
    // Nothing new was begun.
    expect(stored().length).toBeLessThan(COUNT);
    expect(told(out)).toEqual(stored());
    expect(err).toContain(`${name} cannot be written (ENOSPC)`);
    expect(err).toContain(`what had been written before is in ${name}.part`);
  });

  it.each([
    ['a table', []],
    ['--json', ['--json']],
  ])('under the standard output: what was stored is told besides, of %s', async (_, more) => {
    const stdout = openSync('/dev/full', 'w');
    const { code, err } = await desk.run(['biosamples', 'submit', 'in.tsv', ...more], { stdout });
    closeSync(stdout);
    expect(code).toBe(5);
    expect(stored().length).toBeGreaterThan(0);
    expect(told(err)).toEqual(stored());
    expect(err).toContain('the standard output cannot be written (ENOSPC)');
  });
});

it('that is called - is the standard output', async () => {
  const { code, out } = await desk.run(['biosamples', 'search', '--limit', '1', '--output', '-']);
  expect(code).toBe(0);
  expect(tableOf(out)).toHaveLength(1);
  expect(existsSync(desk.path('-'))).toBe(false);
});

it('an input that breaks off after some was stored does not say that nothing was sent', async () => {
  const line = (n: number) =>
    JSON.stringify({
      name: `s${n}`,
      release: '2030-01-01T00:00:00Z',
      characteristics: { organism: [{ text: 'Ovis aries' }] },
    });
  const input = [line(1), line(2), line(3), '{broken'].join('\n');
  const { code, out } = await desk.run(['biosamples', 'submit', '-', '--format', 'ndjson'], { input });
  expect(code).toBe(3);
  expect(told(out)).toEqual(stored());
  expect(stored()).toHaveLength(3);
});

describe('a number that JSON cannot hold exactly', () => {
  const sample = (serial: string) =>
    `{"name": "s1", "release": "2020-01-01T00:00:00Z", "characteristics": {"organism": [{"text": "Ovis aries"}], "serial": [{"text": ${serial}}]}}`;
  const BIG = '12345678901234567890';

  it.each([
    ['biosamples submit', 'in.ndjson', `${sample('"1"')}\n${sample(BIG)}\n`, 'line 2: "text" is'],
    ['biosamples submit', 'in.json', `[${sample('"1"')},\n${sample(BIG)}]`, 'in.json line 2: "text" is'],
    ['usi submit --submission x', 'in.ndjson', `{"alias": "a", "taxonId": ${BIG}}`, 'line 1: "taxonId" is'],
    [
      'ena submit',
      'in.json',
      `{"samples": [{"alias": "a",\n"title": ${BIG}}]}`,
      'in.json line 2: "title" is',
    ],
    ['ena submit', 'in.ndjson', `{"samples": [{"title": ${BIG}}]}`, 'line 1: "title" is'],
  ])('is told before anything is sent: %s %s', async (command, file, text, place) => {
    desk.write(file, text);
    desk.asked();
    const { code, err } = await desk.run([...command.split(' '), file]);
    expect([code, err]).toEqual([2, expect.stringContaining(`${place} ${BIG}, and numbers are not kept`)]);
    expect(err).toContain(`Write it as a text, in quotes: "${BIG}".`);
    expect(desk.asked()).toEqual([]);
  });

  it('is fine in quotes, and where the bytes are sent as they are', async () => {
    desk.write('quoted.ndjson', sample(`"${BIG}"`));
    expect((await desk.run(['biosamples', 'submit', 'quoted.ndjson'])).code).toBe(0);
    desk.write('raw.json', `{"samples": [{"alias": "a", "title": ${BIG}}]}`);
    const { err } = await desk.run(['ena', 'submit', 'raw.json', '--as-is', '--dry-run']);
    expect(err).toContain('the document can be sent');
  });
});
