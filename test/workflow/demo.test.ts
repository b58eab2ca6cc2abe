import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from 'accession/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ExampleEnded, runExample } from '../support/examples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const study = join(root, 'examples/data/altitude-atlas/samples.tsv');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accession-demo-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The demo, writing into the test's own folder. */
const demo = (...args: string[]): Promise<ExampleEnded> =>
  runExample('demo.ts', { args: ['--out', folder, ...args] });

/** The demo with a changed table. */
async function demoWith(change: (table: string) => string): Promise<ExampleEnded> {
  await writeFile(join(folder, 'samples.tsv'), change(await readFile(study, 'utf8')));
  return demo('--data', folder);
}

const written = () => readFile(join(folder, 'samples-with-accessions.tsv'), 'utf8');

test('takes a study from its table to a table with accessions', { timeout: 30_000 }, async () => {
  const { code, stdout, stderr } = await demo();

  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('AA-VBN-01 without its organism is refused');
  expect(stdout).toContain("must have required property 'organism'");
  expect(stdout).toContain('All 72 records are valid.');
  expect(stdout).toContain('reserving: 70 of 72');
  expect(stdout).toContain('Liver of the mountain breeds: 8');
  expect(stdout).toContain('Derived from AA-VBN-01: 5');
  expect(stdout).toContain('72 samples in the table');
  expect(stdout).toContain('72 records in the repository, 0 missing, 0 twice');
  expect(stdout).toContain('68 of 68 links');

  const before = (await readFile(study, 'utf8')).split('\n');
  const after = (await written()).split('\n');
  expect(after).toHaveLength(before.length);
  expect(after[0]).toBe(`${before[0]}\taccession`);
  const accessions = after.slice(1).flatMap((line, i) => {
    if (line === '') return [];
    const [accession = ''] = line.split('\t').slice(-1);
    expect(line).toBe(`${before[i + 1]}\t${accession}`);
    expect(accession).toMatch(/^SAMEA\d+$/);
    return accession;
  });
  expect(accessions).toHaveLength(72);
  expect(new Set(accessions).size).toBe(72);
});

test('prints no password and no token', { timeout: 30_000 }, async () => {
  const lab = await startSandbox({ seed: 'demo', random: 7 });
  const secrets = secretsIn(lab.config);
  await lab.close();
  expect(secrets.length).toBeGreaterThan(0);

  const { stdout, stderr } = await demo();
  for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  expect(stdout + stderr).not.toMatch(/eyJ[\w-]+\.|bearer/i);
});

test('keeps the quirks of the file: byte-order mark, Windows line ends, cut rows, line breaks in a cell', {
  timeout: 30_000,
}, async () => {
  const table = [
    '\uFEFFsample name\tproject\torganism\trelease date\tderived from\tdescription',
    'ewe\tTiny\tOvis aries\t2024-01-31',
    '',
    'milk\tTiny\tOvis aries\t2024-01-31\tewe\t"two\r\nlines, ""quoted"""',
    '',
  ].join('\r\n');
  const { code, stderr } = await demoWith(() => table);

  expect(stderr).toBe('');
  expect(code).toBe(0);
  const result = await written();
  const [ewe, milk] = result.match(/SAMEA\d+/g) ?? [];
  expect(result).toBe(
    table
      .replace('description', 'description\taccession')
      .replace('2024-01-31\r\n', `2024-01-31\t\t\t${ewe}\r\n`)
      .replace('"""\r\n', `"""\t${milk}\r\n`),
  );
});

test('refuses a parent that is not in the table before anything is sent', { timeout: 30_000 }, async () => {
  const { code, stdout, stderr } = await demoWith((table) =>
    table.replace('\tAA-VBN-01-lung\t', '\tAA-VBN-09-lung\t'),
  );

  expect(code).toBe(1);
  expect(stderr).toContain(
    '(AA-VBN-01-fibroblasts): derived from "AA-VBN-09-lung", which is not in the table.',
  );
  expect(stdout).not.toContain('Validate');
  await expect(written()).rejects.toThrow('ENOENT');
});

test('says which record the repository refused, and keeps the accessions it gave', {
  timeout: 30_000,
}, async () => {
  // The checklist asks for an organism, whatever it is called; only writing asks the taxonomy.
  const { code, stdout, stderr } = await demoWith((table) =>
    table.replace('Bos taurus\tNCBITaxon_9913', 'Bos tauras\t'),
  );

  expect(code).toBe(1);
  expect(stderr).toContain('72 accessions had been reserved');
  expect(stderr).toMatch(
    /The demo stopped\. The table has a problem\.\n {2}Line 10 \(AA-HER-01\): .*taxonomy/,
  );
  expect(stderr).not.toContain('    at ');
  expect(stdout).not.toContain('Summary');
  expect((await written()).match(/\tSAMEA\d+$/gm)).toHaveLength(72);
});

test('names every mistake of a table at once', { timeout: 30_000 }, async () => {
  const { code, stderr } = await demoWith(() =>
    [
      'sample name\tproject\torganism\tage\tage [unit]\tbreed\tbreed [term]\tderived from\trelease date',
      'ewe\tTiny\tOvis aries\t\tyear\tTexel\tTexel sheep\tlamb\t2024-06-31',
      'lamb\tTiny\tOvis aries\t\t\t\t\tewe\t2024-06-30\tleft over',
      'lamb\tOther\tOvis aries\t\t\t\t\t\t2024-06-30',
    ].join('\n'),
  );

  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    'The demo stopped. The table has 7 problems.',
    '  Line 2 (ewe): "age" is empty, but its unit says "year".',
    '  Line 2 (ewe): "Texel sheep" in "breed [term]" is neither an ontology id nor an IRI.',
    '  Line 2 (ewe): the release date is "2024-06-31", not a day like 2024-09-30.',
    '  Line 3 (lamb): 10 cells, but the header has 9.',
    '  Line 4 (lamb): line 3 has the same sample name.',
    '  Derived from each other in a circle: ewe, lamb.',
    '  Column "project" must hold the same name in every row.',
  ]);
});

/** The texts under keys that name a secret, however deep. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && /password|token|secret/i.test(key) ? inner : secretsIn(inner),
  );
}
