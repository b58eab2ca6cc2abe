import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from 'accession/sandbox';
import { formsOf, leaksIn } from '../support/shown.ts';
import { range, type Scenario } from './scenario.ts';

/** What is there in the end, held against what should be. */
export interface Audit {
  duplicates: string[];
  lost: string[];
  /** What nobody asked for. */
  strange: string[];
  leftOver: number;
  /** Of all that is there, without accessions and dates: the same in every run that did the same. */
  state: string;
}

/** Each record that was ordered is there once, and so is each that a journal claims. */
export function audit(scenario: Scenario, lab: Lab, units: number, folder: string): Audit {
  const expected = range(units).flatMap((n) => scenario.expected(n));
  const stored = scenario.stored(lab);
  const counts = new Map<string, number>();
  for (const line of stored) counts.set(line, (counts.get(line) ?? 0) + 1);
  const wanted = new Set(expected);
  const owners = scenario.references?.(lab);
  const wrongClaims = owners
    ? claimsIn(folder).filter(({ key, reference }) => owners.get(reference) !== key)
    : [];
  return {
    duplicates: [...counts].flatMap(([line, count]) => (count > 1 ? [`${line}: ${count} times`] : [])),
    lost: [
      ...expected.filter((line) => !counts.has(line)),
      ...wrongClaims.map(({ key, reference }) => `${key}: the journal says ${reference}, which it is not`),
    ],
    strange: [...counts.keys()].filter((line) => !wanted.has(line)),
    leftOver: scenario.leftOver?.(lab) ?? 0,
    state: createHash('sha256')
      .update([...stored].sort().join('\n'))
      .digest('hex')
      .slice(0, 16),
  };
}

/** What the journals below a folder say is stored. */
function claimsIn(folder: string): { key: string; reference: string }[] {
  return unitFolders(folder)
    .map((unit) => join(unit, 'journal.ndjson'))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n'))
    .flatMap((line) => {
      const { k: key, done: reference } = JSON.parse(line) as { k?: string; done?: string };
      return key !== undefined && reference !== undefined ? [{ key, reference }] : [];
    });
}

/** All that a run has written, as one text. */
export const writtenIn = (folder: string): string =>
  unitFolders(folder)
    .flatMap((unit) => readdirSync(unit).map((name) => readFileSync(join(unit, name), 'utf8')))
    .join('\n');

const unitFolders = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map((unit) => join(folder, unit)) : [];

/** A token of an openBIS session begins with the user and the time, whosever it is. */
const SESSION = /[\w.]+-\d{15}x[0-9A-F]{32}/;

/** Finds passwords and tokens in a text, those too that were made while it ran. */
export function leakFinder({ credentials }: Lab): (text: string) => string[] {
  const forms = Object.values(credentials).flatMap((login) => [
    ...formsOf(login.password, login.username),
    ...('token' in login ? formsOf(login.token, login.username) : []),
  ]);
  return (text) => [...leaksIn(text, forms), ...(SESSION.test(text) ? ['the token of a session'] : [])];
}
