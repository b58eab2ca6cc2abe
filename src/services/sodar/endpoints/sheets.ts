import { formBody } from '../../../core/http/body.ts';
import type { Download } from '../../../core/http/download.ts';
import { endpoint } from '../../../core/http/endpoint.ts';
import type { Upload } from '../../../core/http/upload.ts';
import { path } from '../../../core/http/url.ts';
import { nothing } from '../schemas/common.ts';
import { oneProject } from '../schemas/projects.ts';
import * as schemas from '../schemas/sheets.ts';
import type { SodarInvestigation, SodarSheetExport, SodarSheetImport } from '../sheet-types.ts';
import type { SodarRef } from '../types.ts';
import { DOCS } from './shared.ts';

const doc = DOCS.samplesheets;
const speaks = 'samplesheets';

/** A file on its way into a sheet. */
export interface SheetPart {
  name: string;
  contentType: string;
  upload: Upload;
}

const NO_SHEETS = (status: number) =>
  status === 404 ? 'The project has no sample sheets yet, or there is no such project.' : undefined;

export const getInvestigation = endpoint<{ project: SodarRef }, SodarInvestigation>()({
  name: 'sodar.sampleSheets.investigation',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: oneProject,
  path: ({ project }) => path`/samplesheets/api/investigation/retrieve/${project}`,
  output: schemas.investigation,
  hint: NO_SHEETS,
});

/**
 * Replaces what is there, but is not `replace`: sent again after a lost answer, it could undo what somebody else
 * changed in between.
 */
export const importSheets = endpoint<{ project: SodarRef; parts: readonly SheetPart[] }, SodarSheetImport>()({
  name: 'sodar.sampleSheets.import',
  doc,
  method: 'POST',
  effect: 'transition',
  auth: 'required',
  speaks,
  input: schemas.sheetParts,
  path: ({ project }) => path`/samplesheets/api/import/${project}`,
  // Parts of one name would collapse into the last.
  body: ({ parts }) =>
    formBody(
      parts.map(({ name, contentType, upload }, i) => ({
        name: `file_${i}`,
        file: upload,
        fileName: name,
        contentType,
      })),
    ),
  output: schemas.sheetImport,
});

export const exportJson = endpoint<{ project: SodarRef }, SodarSheetExport>()({
  name: 'sodar.sampleSheets.exportJson',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: oneProject,
  path: ({ project }) => path`/samplesheets/api/export/json/${project}`,
  output: schemas.sheetExport,
  hint: NO_SHEETS,
});

/** Even for a ZIP the media type is SODAR's own. */
export const exportZip = endpoint<{ project: SodarRef }, Download>()({
  name: 'sodar.sampleSheets.exportZip',
  doc,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks,
  input: oneProject,
  path: ({ project }) => path`/samplesheets/api/export/zip/${project}`,
  answer: 'file',
  output: nothing,
  hint: NO_SHEETS,
});
