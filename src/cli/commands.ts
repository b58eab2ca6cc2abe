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
import { openbisDownload } from './openbis/download.ts';
import { openbisGet } from './openbis/get.ts';
import { openbisLs } from './openbis/ls.ts';
import { openbisUpload } from './openbis/upload.ts';
import { sodarCollections } from './sodar/collections.ts';
import { sodarProjects } from './sodar/projects.ts';
import { sodarSheetsExport } from './sodar/sheets-export.ts';
import { sodarSheetsImport } from './sodar/sheets-import.ts';
import { sodarZoneCreate } from './sodar/zone-create.ts';
import { sodarZoneDeposit } from './sodar/zone-deposit.ts';
import { sodarZoneList } from './sodar/zone-list.ts';
import { sodarZoneStatus } from './sodar/zone-status.ts';
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
  {
    name: 'openbis',
    summary: 'openBIS, the lab notebook and data store of an institute',
    commands: [openbisLs, openbisGet, openbisDownload, openbisUpload],
  },
  {
    name: 'sodar',
    summary: 'SODAR, the data system of omics projects of an institute',
    commands: [sodarProjects, sodarCollections],
  },
  {
    name: 'sodar sheets',
    summary: 'Sample sheets in ISA-Tab',
    commands: [sodarSheetsImport, sodarSheetsExport],
  },
  {
    name: 'sodar zone',
    summary: 'Landing zones, where files arrive',
    commands: [sodarZoneDeposit, sodarZoneCreate, sodarZoneStatus, sodarZoneList],
  },
];
