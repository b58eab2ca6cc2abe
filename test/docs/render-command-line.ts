import { samplesTable } from '../../src/cli/biosamples/table.ts';
import { ALONE, GROUPS } from '../../src/cli/commands.ts';
import { enaSamplesTable } from '../../src/cli/ena/table.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { COMMON } from '../../src/cli/options.ts';
import type { Mapping } from '../../src/cli/records/mapping.ts';
import type { CommandSpec, OptionSpec } from '../../src/cli/spec.ts';
import { usiSamplesTable } from '../../src/cli/usi/table.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const optionRows = (options: readonly OptionSpec[]): string[][] =>
  options.map(({ flags, description, choices, default: standard }) => [
    `\`${flags}\``,
    [
      description,
      ...(choices ? [`(${choices.join(', ')})`] : []),
      ...(standard === undefined ? [] : [`default ${standard}`]),
    ].join('; '),
  ]);

const commandSection = (words: string, spec: CommandSpec): string => {
  const { name, summary, arguments: given, options, more = [], writes } = spec;
  const called = ['accession', words, name].filter(Boolean).join(' ');
  const usage = [called, ...given.map((one) => one.name)].join(' ');
  return [
    `### ${called}`,
    '',
    `\`${usage}\``,
    '',
    `${summary}.${writes ? ' Writes: production needs `--environment production --yes`.' : ''}`,
    // The lines of a help are those of a terminal: a sentence may go on in the next one.
    ...(more.length > 0 ? ['', ...more] : []),
    '',
    table(['', ''], [...given.map((one) => [`\`${one.name}\``, one.description]), ...optionRows(options)]),
  ].join('\n');
};

const commands = (): string =>
  [
    ...ALONE.map((spec) => commandSection('', spec)),
    ...GROUPS.flatMap(({ name, commands: list }) => list.map((spec) => commandSection(name, spec))),
  ].join('\n\n');

const columns = <T>({ columns: list }: Mapping<T>): string =>
  table(
    ['column', 'becomes'],
    list.map(({ column, becomes }) => [column, becomes]),
  );

/** What of the page is made from the code. */
const PARTS: Readonly<Record<string, () => string>> = {
  commands,
  'common options': () => table(['option', ''], optionRows(COMMON)),
  'exit codes': () =>
    table(
      ['code', 'when', 'what to do'],
      EXIT_CODES.map(({ code, when, next }) => [String(code), when, next]),
    ),
  'columns of biosamples': () => columns(samplesTable()),
  'columns of ena': () => columns(enaSamplesTable()),
  'columns of usi': () => columns(usiSamplesTable),
};

/** The page, with the parts between its marks made anew. */
export function renderCommandLine(page: string): string {
  return Object.entries(PARTS).reduce((text, [name, render]) => {
    const begin = `<!-- from the code: ${name} -->`;
    const end = `<!-- end: ${name} -->`;
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/command-line.md has no place for "${name}"`);
    return `${text.slice(0, from)}${begin}\n${render()}\n${text.slice(to)}`;
  }, page);
}
