import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal, type JournalHeader } from '../../../../src/core/many/journal.ts';
import { JournalFile } from '../../../../src/core/many/journal-file.ts';
import { KeyIndex } from '../../../../src/core/many/key-index.ts';
import { seeded } from '../../../support/scale.ts';
import { describeWhen } from '../../../support/skip-loudly.ts';

const header: JournalHeader = {
  service: 'biosamples',
  operation: 'biosamples.samples.createMany',
  baseUrl: 'https://example.org',
  environment: 'test',
  account: 'Webin-1',
  scope: '',
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accession-journal-'));
  path = join(folder, 'run.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes with one journal, and closes it. */
async function written(write: (journal: Journal) => Promise<void>): Promise<void> {
  const journal = await Journal.open(path, header);
  await write(journal);
  await journal.close();
}

describe('a journal', () => {
  it('tells of each item what is certain, in the same run and in the next one', async () => {
    const expected = {
      begun: { intentAt: 17, since: 17, digest: 'd' },
      reserved: { reference: 'SAMEA1', since: 17, digest: 'd' },
      stored: { reference: 'SAMEA2', done: true, digest: 'e' },
      refused: undefined,
      never: undefined,
    };
    const told = (journal: Journal) =>
      Object.fromEntries(Object.keys(expected).map((key) => [key, journal.state(key)]));
    await written(async (journal) => {
      for (const key of ['begun', 'reserved', 'stored', 'refused']) await journal.intent(key, 17, 'd');
      await journal.reserved('reserved', 'SAMEA1');
      await journal.done('stored', 'SAMEA2', 'e');
      await journal.refused('refused', 'no organism');
      expect(told(journal)).toEqual(expected);
    });
    await written(async (journal) => expect(told(journal)).toEqual(expected));
    expect(told(Journal.peek(path, header))).toEqual(expected);
  });

  it('finds each of many stored items again, long keys, odd letters and any order included', async () => {
    const keys = Array.from({ length: 3_000 }, (_, i) =>
      i % 100 === 7 ? `${'ü'.repeat(50_000)}${i}` : `Schaf "${i}"\n😀`,
    );
    await written(async (journal) => {
      await Promise.all(keys.map((key, i) => journal.done(key, `SAMEA${i}`, '')));
    });
    await written(async (journal) => {
      // Written together, and more while it is read.
      for (const [at, i] of seeded(3)
        .shuffled([...keys.keys()])
        .entries()) {
        expect(journal.state(keys[i] as string)?.reference).toBe(`SAMEA${i}`);
        if (at % 500 === 0) {
          await journal.done(`later ${at}`, `L${at}`, '');
          expect(journal.state(`later ${at}`)?.reference).toBe(`L${at}`);
        }
      }
    });
  });

  it('knows which items it met in this run, stored before or not', async () => {
    await written((journal) => journal.done('old', 'SAMEA1', ''));
    await written(async (journal) => {
      expect([journal.meet('old'), journal.meet('new')]).toEqual([false, false]);
      expect(journal.state('old')).toMatchObject({ done: true, reference: 'SAMEA1' });
      await journal.done('new', 'SAMEA2', '');
      expect([journal.meet('old'), journal.meet('new'), journal.meet('other')]).toEqual([true, true, false]);
      expect(journal.state('new')).toMatchObject({ done: true, reference: 'SAMEA2' });
      expect(journal.state('other')).toBeUndefined();
    });
  });

  it('goes on after a line that was cut, and leaves a dry run’s file as it is', async () => {
    await written((journal) => journal.done('a', 'SAMEA1', ''));
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, '{"k":"b","done":"SAM');
    const peeked = Journal.peek(path, header);
    expect([peeked.state('a')?.done, peeked.state('b')]).toEqual([true, undefined]);
    expect(readFileSync(path, 'utf8')).not.toBe(whole);
    await written((journal) => journal.done('b', 'SAMEA3', ''));
    expect(readFileSync(path, 'utf8')).toBe(`${whole}{"k":"b","done":"SAMEA3","d":""}\n`);
  });

  it.each([
    [
      'another run’s',
      { accession: 'journal', format: 1, ...header, scope: 'study 2' },
      'scope "study 2" there',
    ],
    ['no journal', { hello: 'world' }, 'is not a journal'],
    ['of another version', { accession: 'journal', format: 99, ...header }, 'format 99'],
  ])('that is %s is refused, and let go', async (_, first, message) => {
    writeFileSync(path, `${JSON.stringify(first)}\n`);
    await expect(Journal.open(path, header)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(message),
    });
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it.each([
    ['a folder', '.', 'it is a folder'],
    ['in a folder that is missing', 'nowhere/run.ndjson', 'there is no such folder'],
    ['in what is no folder', 'a.txt/run.ndjson', 'what should be its folder is a file'],
  ])('that would be %s is refused before anything is sent, in a dry run too', async (_, name, why) => {
    writeFileSync(join(folder, 'a.txt'), '');
    const place = join(folder, name);
    const refused = { code: 'config', message: `the journal ${place} cannot be written: ${why}` };
    await expect(Journal.open(place, header)).rejects.toMatchObject(refused);
    expect(() => Journal.peek(place, header)).toThrow(expect.objectContaining(refused));
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it.each([
    ['of JSON in one line', JSON.stringify({ precious: true, a: 'x'.repeat(500) })],
    ['of one letter', 'x'],
    ['of bytes', Buffer.from([0, 255, 1])],
  ])('is never made of a file %s without a line end', async (_, content) => {
    writeFileSync(path, content);
    const refusal = { code: 'config', message: expect.stringContaining('is not a journal') };
    await expect(Journal.open(path, header)).rejects.toMatchObject(refusal);
    expect(() => Journal.peek(path, header)).toThrow(expect.objectContaining(refusal));
    expect(readFileSync(path)).toEqual(Buffer.from(content));
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('is taken over from an earlier process with our own number, as a container that is started again has it', async () => {
    const held = await Journal.open(path, header);
    const lock = JSON.parse(readFileSync(`${path}.lock`, 'utf8'));
    await expect(Journal.open(path, header)).rejects.toThrow(`in use by process ${process.pid}`);
    await held.close();
    writeFileSync(`${path}.lock`, JSON.stringify({ ...lock, thread: lock.thread + 1 }));
    await expect(Journal.open(path, header)).rejects.toThrow('in use by');
    writeFileSync(`${path}.lock`, JSON.stringify({ ...lock, began: lock.began - 60_000 }));
    await written((journal) => journal.done('a', 'SAMEA1', ''));
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('stays where it was begun when the program changes its folder', async () => {
    await written((journal) => journal.done('a', 'SAMEA1', ''));
    const home = process.cwd();
    try {
      process.chdir(folder);
      const journal = await Journal.open('run.ndjson', header);
      process.chdir(home);
      expect(journal.state('a')).toMatchObject({ reference: 'SAMEA1' });
      await journal.done('b', 'SAMEA2', '');
      await journal.close();
    } finally {
      process.chdir(home);
    }
    expect(Journal.peek(path, header).state('b')).toMatchObject({ reference: 'SAMEA2' });
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('that was taken away is told as such', async () => {
    await written((journal) => journal.done('a', 'SAMEA1', ''));
    const journal = Journal.peek(path, header);
    rmSync(path);
    expect(() => journal.state('a')).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it('begins anew when its first line was cut, or the file is empty', async () => {
    await written(async () => {});
    const whole = readFileSync(path, 'utf8');
    for (const length of [0, 1, 15, 40, whole.length - 1]) {
      writeFileSync(path, whole.slice(0, length));
      expect(Journal.peek(path, header).state('a')).toBeUndefined();
      await written((journal) => journal.done('a', 'SAMEA1', ''));
      expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
    }
  });
});

describeWhen(
  existsSync('/dev/full'),
  'a journal on a broken disk',
  'there is no /dev/full',
)('a journal on a broken disk', () => {
  it('says so each time, also when half a line cannot be taken away, and never hangs', async () => {
    const file = new JournalFile('/dev/full');
    await file.open();
    for (const line of ['{"a":1}', '{"b":1}']) await expect(file.append(line)).rejects.toThrow();
    await file.close();
  });
});

describe('the index of keys', () => {
  it('agrees with a Map over many random settings', () => {
    const chance = seeded(11);
    const index = new KeyIndex();
    const map = new Map<string, number>();
    for (let n = 0; n < 60_000; n += 1) {
      const key = `sample ${chance.below(30_000)}`;
      expect(index.get(key)).toBe(map.get(key));
      const value = chance.below(1e9) - 5e8;
      index.set(key, value);
      map.set(key, value);
    }
    for (const [key, value] of map) expect(index.get(key)).toBe(value);
    expect(index.get('never')).toBeUndefined();
  });
});
