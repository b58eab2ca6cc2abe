import * as z from 'zod';
import { lazy, openEnum, schemaOf } from '../../../core/schema.ts';
import type { EnaChecklistRecord } from '../checklist-types.ts';
import type { EnaReport } from '../receipt-types.ts';
import type { FileReport, ProcessReport, UnsubmittedFile } from '../report-types.ts';
import { STATUSES } from './answers.ts';
import { filled } from './parts.ts';

const text = z.string().nullish();
const digits = z.union([z.string(), z.number()]).nullish();
/** ENA publishes no list of the fields, and has changed some. */
const other = z.union([z.string(), z.null(), z.unknown()]);

const rowsOf = <S extends z.ZodType>(report: S) =>
  z.object({ rows: z.array(z.looseObject({ report, links: z.unknown().optional() })), full: z.boolean() });

export const fileRows = lazy(() =>
  rowsOf(
    schemaOf<FileReport>()(
      z
        .object({
          id: z.string(),
          fileName: text,
          fileFormat: text,
          bytes: digits,
          checksumMethod: text,
          checksum: text,
          archiveStatus: text,
          uploadDate: text,
          analysisType: text,
        })
        .catchall(other),
    ),
  ),
);

const STATES = ['QUEUED', 'ACTIVE', 'COMPLETED', 'ERROR', 'FAILED', 'CANCELLED'] as const;

export const processRows = lazy(() =>
  rowsOf(
    schemaOf<ProcessReport>()(
      z
        .object({
          id: z.string(),
          processingStatus: openEnum(STATES).nullish(),
          processingError: text,
          processingStart: text,
          processingEnd: text,
          analysisType: text,
          acc: text,
        })
        .catchall(other),
    ),
  ),
);

export const unsubmittedRows = lazy(() =>
  rowsOf(
    schemaOf<UnsubmittedFile>()(
      z
        .object({ fileName: z.string(), bytes: digits, uploadDate: text, expirationDate: text })
        .catchall(other),
    ),
  ),
);

/** Rows about objects of any kind. */
export const objectRows = lazy(() =>
  rowsOf(
    schemaOf<EnaReport>()(
      z
        .object({
          id: z.string(),
          alias: text,
          secondaryId: text,
          firstCreated: text,
          firstPublic: text,
          releaseStatus: openEnum(STATUSES).nullish(),
          submissionAccountId: text,
          holdDate: text,
          title: text,
        })
        .catchall(other),
    ),
  ),
);

export const checklistRows = lazy(() =>
  rowsOf(
    schemaOf<EnaChecklistRecord>()(
      z.object({ id: z.string(), displayName: text, description: text }).catchall(other),
    ),
  ),
);

/** One look at a list: the query, how many rows to ask for, and those that were given already. */
export interface ReportLook {
  status?: string | undefined;
  analysisType?: string | undefined;
  archiveStatus?: string | undefined;
  processStatus?: string | undefined;
  maxResults: number;
  seen: ReadonlySet<string>;
}

const FIRST_LOOK = 5_000;

/** A query as people give it, or the look that follows one. */
export const reportQuery = lazy(() => {
  const filters = {
    status: filled.optional(),
    analysisType: filled.optional(),
    archiveStatus: filled.optional(),
    processStatus: filled.optional(),
  };
  return z.union([
    z.strictObject({ ...filters, maxResults: z.number(), seen: z.custom<ReadonlySet<string>>() }),
    z
      .strictObject(filters)
      .transform((query): ReportLook => ({ ...query, maxResults: FIRST_LOOK, seen: new Set() })),
  ]);
});
