import { readFileSync } from 'node:fs';
import type { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { ALONE, GROUPS } from '../../../src/cli/commands.ts';
import { programOf } from '../../../src/cli/program.ts';

/** What the command line writes, or the error it ends with. */
async function said(...words: string[]): Promise<string> {
  let out = '';
  const program = programOf(GROUPS, ALONE, { code: 0 });
  const listen = (command: typeof program): void => {
    command.configureOutput({ writeOut: (text) => (out += text), writeErr: (text) => (out += text) });
    for (const one of command.commands) listen(one);
  };
  listen(program);
  try {
    await program.parseAsync(['node', 'accession', ...words]);
  } catch (error) {
    const { code = '', message, hint = '' } = error as Partial<CommanderError> & { hint?: string };
    if (!/^commander\.(?:help|version)/.test(code)) out += `${message} ${hint}`;
  }
  return out;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

it.each(['--version', '-V'])('%s says the version of the package', async (flag) => {
  expect(await said(flag)).toBe(`${version}\n`);
});

it.each([
  [['help', 'ena', 'submit'], 'Usage: accession ena submit [options] <file>'],
  [['help', 'ena'], 'Usage: accession ena [options] [command]'],
  [['help'], 'Usage: accession [options] [command]'],
  [['help', 'ena', 'submt'], 'there is no command "ena submt" There are: submit, poll'],
  [['help', 'check', 'more'], 'there is no command "check more" "check" has no commands of its own.'],
])('%j explains', async (words, expected) => {
  expect(await said(...words)).toContain(expected);
});

it.each([
  [['biosample', 'get'], "unknown command 'biosample'\n(Did you mean biosamples?)"],
  [['ena', 'sumbit'], "unknown command 'sumbit'\n(Did you mean submit?)"],
  [['ena', 'submit', 'x', '--hodl'], "unknown option '--hodl'\n(Did you mean --hold?)"],
])('%j gets the nearest word', async (words, expected) => {
  expect(await said(...words)).toContain(expected);
});
