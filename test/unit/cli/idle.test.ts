import { expect, it, vi } from 'vitest';
import { ALONE, GROUPS } from '../../../src/cli/commands.ts';
import { type Exit, programOf } from '../../../src/cli/program.ts';

it.each([
  ['ena submit doc.json --batch 10', '--batch is not for a document'],
  ['ena submit doc.xml --concurrency 8', '--concurrency is not for a document'],
  ['ena submit docs.ndjson --batch 100', '--batch is not for many documents'],
  ['ena submit samples.tsv --queue', '--queue is not for samples of a table'],
  ['ena poll ERA1 --timeout 60', '--timeout does nothing without --wait'],
  ['ena template ERC000011 --json --fields all', '--fields is not for --json'],
  ['biosamples submit samples.tsv --look-for 5', '--look-for does nothing without --journal'],
  ['biosamples search sheep --count --limit 5', '--limit does nothing with --count'],
  ['usi status x --timeout 60', '--timeout does nothing without --wait'],
  ['usi finalize x --no-wait --output done.tsv', '--output does nothing with --no-wait'],
  ['openbis get /A --table --json', '--table does nothing with --json'],
  ['sodar zone status x --timeout 60', '--timeout does nothing without --wait'],
  ['sodar zone create x --no-wait --timeout 60', '--timeout does nothing with --no-wait'],
  ['sodar zone deposit x a.txt --zone z --title t', '--title is said of a new landing zone'],
  ['sodar zone deposit x a.txt --look-for 60', '--look-for does nothing without --journal'],
  ['sodar sheets export x --json --overwrite', '--overwrite does nothing without --output'],
])('an option that would do nothing is refused: %s', async (line, message) => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  // No account, no address: it is told before any of these is asked for.
  const exit: Exit = { code: 0 };
  try {
    await programOf(GROUPS, ALONE, exit).parseAsync(['node', 'accession', ...line.split(' '), '--quiet']);
  } catch (error) {
    written.push((error as Error).message);
  } finally {
    spy.mockRestore();
  }
  expect([exit.code, written.join('')]).toEqual([2, expect.stringContaining(message)]);
  expect(written.join('')).toMatch(/; nothing was sent\n {2}what to do: /);
});
