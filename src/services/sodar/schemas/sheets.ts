import * as z from 'zod';
import { Upload } from '../../../core/http/upload.ts';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import type {
  SodarAssay,
  SodarInvestigation,
  SodarSheetExport,
  SodarSheetImport,
  SodarStudy,
  SodarTerm,
} from '../sheet-types.ts';
import { projectRef } from './common.ts';

// ---- answers: loose, no transforms ----

/** Whatever people noted: any name is a known one. */
const comments = () => mapOf(z.unknown().optional());

const term = lazy(() =>
  schemaOf<SodarTerm>()(
    z.union([
      z.string(),
      z.looseObject({
        name: z.string().nullable(),
        accession: z.string().nullish(),
        ontology_name: z.string().nullish(),
      }),
    ]),
  ),
);

const assay = lazy(() =>
  schemaOf<SodarAssay>()(
    z.looseObject({
      file_name: z.string(),
      technology_platform: z.string().nullish(),
      technology_type: term().nullish(),
      measurement_type: term().nullish(),
      comments: comments().optional(),
      irods_path: z.string().nullable(),
      sodar_uuid: z.string(),
    }),
  ),
);

const study = lazy(() =>
  schemaOf<SodarStudy>()(
    z.looseObject({
      identifier: z.string(),
      file_name: z.string(),
      title: z.string(),
      description: z.string().optional(),
      comments: comments().optional(),
      irods_path: z.string().nullable(),
      assays: mapOf(assay()),
      sodar_uuid: z.string(),
    }),
  ),
);

export const investigation = lazy(() =>
  schemaOf<SodarInvestigation>()(
    z.looseObject({
      identifier: z.string(),
      file_name: z.string(),
      project: z.string(),
      title: z.string(),
      description: z.string().optional(),
      irods_status: z.boolean(),
      parser_version: z.string().nullish(),
      archive_name: z.string().nullish(),
      comments: comments().optional(),
      studies: mapOf(study()),
      sodar_uuid: z.string(),
    }),
  ),
);

const table = () => z.looseObject({ tsv: z.string() });
export const sheetExport = lazy(() =>
  schemaOf<SodarSheetExport>()(
    z.looseObject({
      investigation: z.looseObject({ path: z.string(), tsv: z.string() }),
      studies: mapOf(table()),
      assays: mapOf(table()),
      date_modified: z.string().optional(),
    }),
  ),
);

export const sheetImport = lazy(() =>
  schemaOf<SodarSheetImport>()(
    z.looseObject({ detail: z.string(), sodar_warnings: z.array(z.string()).optional() }),
  ),
);

// ---- inputs ----

/** Files that were read and checked. */
export const sheetParts = lazy(() =>
  z.strictObject({
    project: projectRef,
    parts: z.array(
      z.strictObject({
        name: z.string(),
        contentType: z.string(),
        upload: z.custom<Upload>((value) => value instanceof Upload),
      }),
    ),
  }),
);
