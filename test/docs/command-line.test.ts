import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALONE, GROUPS } from '../../src/cli/commands.ts';
import { programOf } from '../../src/cli/program.ts';
import { renderCommandLine } from './render-command-line.ts';

const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');

it('docs/command-line.md is what the commands say (npm run docs writes it)', () => {
  expect(page).toBe(renderCommandLine(page));
});

const all = [
  ...ALONE.map((spec) => [[spec.name], spec] as const),
  ...GROUPS.flatMap(({ name, commands }) =>
    commands.map((spec) => [[...name.split(' '), spec.name], spec] as const),
  ),
];

it('a sentence that goes on in the next line of a help stays in one paragraph', () => {
  expect(page).toContain('(aliases that are taken,\nconditions between fields)');
});

describe.each(all)('accession %s', (words, { options, arguments: given }) => {
  it('has all that the page shows in its --help', async () => {
    let help = '';
    const program = programOf(GROUPS, ALONE, { code: 0 });
    const command = words.reduce(
      (parent, word) => parent.commands.find((one) => one.name() === word) ?? parent,
      program,
    );
    command.configureOutput({
      writeOut: (text) => {
        help += text;
      },
      getOutHelpWidth: () => 400,
    });
    command.outputHelp();
    for (const { flags, description } of options) {
      expect(help).toContain(`${flags} `);
      expect(help).toContain(description);
      expect(page).toContain(`\`${flags}\``);
    }
    for (const { description } of given) expect(help).toContain(description);
    expect(page).toContain(`### accession ${words.join(' ')}\n`);
  });
});

it('the page speaks only of commands and options that there are', () => {
  const flags = new Set(
    all.flatMap(([, { options }]) => options.flatMap((option) => option.flags.match(/--[a-z-]+/g) ?? [])),
  );
  const spoken = [...page.matchAll(/`(--[a-z-]+)[^`]*`/g)].map(([, flag = '']) => flag);
  const common = ['--environment', '--secrets', '--json', '--quiet', '--verbose', '--help'];
  expect(spoken.filter((flag) => !flags.has(flag) && !common.includes(flag))).toEqual([]);
});
