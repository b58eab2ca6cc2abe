import type { EnaChecklist, EnaChecklistField } from '../../index.ts';
import { EXIT } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { checkPlaces } from '../places.ts';
import { command } from '../spec.ts';
import { tsvLine } from '../tsv.ts';
import { unknownChecklist } from './checklist.ts';

interface Flags {
  fields: 'mandatory' | 'recommended' | 'all';
  guide?: string;
  output?: string;
}

export const enaTemplate = command<Flags>({
  name: 'template',
  summary: 'An empty table of samples with the columns of a checklist, to be filled in',
  arguments: [{ name: '<checklist>', description: 'such as ERC000011' }],
  options: [
    {
      flags: '--fields <which>',
      description: 'which columns: recommended ones come with the mandatory ones, which stand first',
      choices: ['mandatory', 'recommended', 'all'],
      default: 'recommended',
    },
    {
      flags: '--guide <file>',
      description: 'a second table that explains each column: required, units, allowed values, description',
    },
    { flags: '--output <file>', description: 'where the table goes; default: stdout' },
  ],
  writes: false,
  more: [
    'Filled in, `ena validate` checks it and `ena submit` takes it. The line #units has the units: where a column may have',
    'several, keep one. With --json the checklist itself, which `ena validate --checklist-file` takes.',
  ],
  idle: ({ json }) =>
    json ? [['--fields', 'is not for --json', 'Leave it out: the checklist comes as a whole.']] : [],
  async run({ args, flags, repos, interrupt, log }) {
    const { checklists } = repos.ena;
    const [id = ''] = args;
    checkPlaces({ '--output': flags.output, '--guide': flags.guide });
    const checklist = await Output.filled(flags.output, (output) =>
      inGuide(flags.guide, async (guide) => {
        const found = await checklists.get(id, { signal: interrupt.signal }).catch((error: unknown) => {
          throw unknownChecklist(error, id);
        });
        await output.write(
          flags.json
            ? `${JSON.stringify(found)}\n`
            : await checklists.template(found, { fields: flags.fields }),
        );
        await guide?.write(guideTo(found));
        return found;
      }),
    );
    const required = checklist.fields.filter(({ requirement }) => requirement === 'mandatory');
    log.say(
      `${checklist.accession}, ${checklist.name}: to be filled in are tax_id, sample_alias and ${required.length} more, ` +
        'or the reason why there is no value ("not collected", "not provided", …)',
    );
    return EXIT.done;
  },
});

const inGuide = <T>(path: string | undefined, fill: (guide?: Output) => Promise<T>): Promise<T> =>
  path === undefined ? fill() : Output.filled(path, fill);

/** The columns of a guide. */
const HEAD = ['column', 'required', 'units', 'values', 'description'];

/** Columns that belong to every sample. */
const OWN: readonly (readonly string[])[] = [
  [
    'tax_id',
    'mandatory',
    '',
    'number of the NCBI taxonomy',
    'The organism; `accession ena validate --taxa` looks it up.',
  ],
  ['scientific_name', 'optional', '', '', 'Of the organism.'],
  ['sample_alias', 'mandatory', '', 'unique in your account for ever', 'Your name for the sample.'],
  ['sample_title', 'optional', '', '', ''],
  ['sample_description', 'optional', '', '', ''],
];

function guideTo({ fields }: EnaChecklist): string {
  const rows = fields.map((field) => [
    field.label,
    field.requirement,
    (field.units ?? []).join(' | '),
    valuesOf(field),
    field.description ?? '',
  ]);
  return [HEAD, ...OWN, ...rows].map(tsvLine).join('');
}

function valuesOf({ choices, pattern, type, minLength, maxLength, multiple }: EnaChecklistField): string {
  const parts = [
    ...(choices ? [choices.join(' | ')] : []),
    ...(pattern && !choices ? [`matches ${pattern}`] : []),
    ...(type === 'date' && !pattern ? ['a date such as 2024-05-14'] : []),
    ...(maxLength === undefined ? [] : [`${minLength ?? 0} to ${maxLength} characters`]),
    ...(multiple ? ['may be given several times'] : []),
  ];
  return parts.join('; ');
}
