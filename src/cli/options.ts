import { FORMATS, type Format } from './records/open.ts';
import type { OptionSpec } from './spec.ts';

/** For every command that speaks with a repository. */
export const COMMON: readonly OptionSpec[] = [
  {
    flags: '--environment <name>',
    description: 'test or production; default: ACCESSION_ENVIRONMENT, else test',
    choices: ['test', 'production'],
  },
  {
    flags: '--secrets <file>',
    description: 'NAME=value lines with the settings and passwords; readable by nobody else (chmod 600)',
  },
  { flags: '--json', description: 'results on stdout as JSON, one object a line' },
  { flags: '--quiet', description: 'only errors on stderr' },
  { flags: '--verbose', description: 'also what is tried again, and why' },
];

/** For commands that store something. */
export const YES: OptionSpec = {
  flags: '--yes',
  description: 'needed with --environment production, where records are for good',
};

export const FORMAT: OptionSpec = {
  flags: '--format <format>',
  description: 'of the input, where its name does not tell',
  choices: FORMATS,
};

export const OUTPUT: OptionSpec = {
  flags: '--output <file>',
  description: 'where your table goes with its new columns; of ISA-Tab a folder; default: stdout',
};

export const JOURNAL: OptionSpec = {
  flags: '--journal <file>',
  description: 'records the run: killed and run again, nothing is sent twice and nothing is lost',
};

export const LOOK_FOR: OptionSpec = {
  flags: '--look-for <seconds>',
  description: 'how long a record whose answer was lost is looked for before it is sent again; indexes lag',
  default: 60,
  parse: wholeNumber,
};

export const DRY_RUN: OptionSpec = { flags: '--dry-run', description: 'checks everything, sends nothing' };

export const CONCURRENCY: OptionSpec = {
  flags: '--concurrency <number>',
  description: 'records at a time',
  default: 8,
  parse: wholeNumber,
};

export const SKIP_INVALID: OptionSpec = {
  flags: '--skip-invalid',
  description: 'sends the others although some records cannot be sent',
};

export const TIMEOUT: OptionSpec = {
  flags: '--timeout <seconds>',
  description: 'how long to wait',
  default: 1800,
  parse: wholeNumber,
};

export interface InputFlags {
  format?: Format;
}

/** What the commands take that send a file of records. */
export interface SubmitFlags extends InputFlags {
  output?: string;
  journal?: string;
  dryRun?: boolean;
  concurrency: number;
  skipInvalid?: boolean;
}

export const SUBMIT: readonly OptionSpec[] = [
  OUTPUT,
  JOURNAL,
  DRY_RUN,
  SKIP_INVALID,
  CONCURRENCY,
  FORMAT,
  YES,
];

export function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error('It is a whole number from 1.');
}

/** `2027-01-31`, and there is such a day. */
export function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && date.toJSON()?.startsWith(text)) return text;
  throw new Error('It is a day such as 2027-01-31.');
}
