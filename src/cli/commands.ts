import { biosamplesGet } from './biosamples/get.ts';
import { biosamplesSearch } from './biosamples/search.ts';
import { biosamplesSubmit } from './biosamples/submit.ts';
import { biosamplesValidate } from './biosamples/validate.ts';
import { check } from './check/check.ts';
import { enaPoll } from './ena/poll.ts';
import { enaReceipt } from './ena/receipt.ts';
import { enaSubmit } from './ena/submit.ts';
import { enaTemplate } from './ena/template.ts';
import { enaUpload } from './ena/upload.ts';
import { enaValidate } from './ena/validate.ts';
import type { CommandSpec, GroupSpec } from './spec.ts';
import { usiFinalize } from './usi/finalize.ts';
import { usiStatus } from './usi/status.ts';
import { usiSubmit } from './usi/submit.ts';

/** Commands that belong to no repository. */
export const ALONE: readonly CommandSpec[] = [check];

/** One group for each repository. */
export const GROUPS: readonly GroupSpec[] = [
  {
    name: 'biosamples',
    summary: 'Descriptions of biological samples',
    commands: [biosamplesSubmit, biosamplesValidate, biosamplesGet, biosamplesSearch],
  },
  {
    name: 'ena',
    summary: 'The European Nucleotide Archive',
    commands: [enaSubmit, enaPoll, enaReceipt, enaUpload, enaValidate, enaTemplate],
  },
  {
    name: 'usi',
    summary: 'The Unified Submissions Interface',
    commands: [usiSubmit, usiStatus, usiFinalize],
  },
];
