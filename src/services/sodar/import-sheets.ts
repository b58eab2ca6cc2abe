import { CallError, StatusError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { isDoubt } from '../../core/many/doubt.ts';
import { settleDoubt } from '../../core/many/reconcile.ts';
import type { CallOptions } from '../../core/options.ts';
import { exportJson, importSheets } from './endpoints/sheets.ts';
import { type ReadSheet, readSheet, WrongSource } from './sheet-source.ts';
import type {
  SodarImportOptions,
  SodarSheetExport,
  SodarSheetImport,
  SodarSheetSource,
} from './sheet-types.ts';
import type { SodarRef } from './types.ts';

const RECONCILE_MS = 60_000;

/** @throws InputError */
export function readFor(run: Runner, operation: string, source: SodarSheetSource): Promise<ReadSheet> {
  return readSheet(source).catch((error: unknown) => {
    if (!(error instanceof WrongSource)) throw error;
    throw run.inputError(operation, [{ path: 'source', message: error.message }]);
  });
}

/** Imports a sheet; whether a lost answer was stored is told by the date of the sheets. */
export async function importInto(
  run: Runner,
  project: SodarRef,
  source: SodarSheetSource,
  { reconcileForMs, ...call }: SodarImportOptions = {},
): Promise<SodarSheetImport> {
  const sheet = await readFor(run, importSheets.name, source);
  const before = await dateOfSheets(run, project, call);
  return send(
    run,
    { project, sheet, before, reconcileForMs, isOurs: (now) => sameNames(now, sheet.names) },
    call,
  );
}

/** An import whose state before is known. */
export interface KnownImport {
  project: SodarRef;
  sheet: ReadSheet;
  /** Undefined: there were none, or none that can be exported. */
  before: string | undefined;
  reconcileForMs: number | undefined;
  /** Whether sheets that came since can be the ones that were sent. */
  isOurs(now: SodarSheetExport): boolean;
}

export async function send(
  run: Runner,
  { project, sheet, before, reconcileForMs = RECONCILE_MS, isOurs }: KnownImport,
  call: CallOptions,
): Promise<SodarSheetImport> {
  try {
    return await run(importSheets, { project, parts: sheet.parts }, call);
  } catch (error) {
    if (!isDoubt(error)) throw error;
    const look = async (): Promise<SodarSheetExport[]> => {
      const now = await run(exportJson, { project }, call).catch((failure: unknown) => {
        if (failure instanceof CallError) return undefined;
        throw failure;
      });
      return now && now.date_modified !== before ? [now] : [];
    };
    const [found] = await settleDoubt(look, reconcileForMs, run.context.clock, call.signal).catch(() => []);
    if (!found || !isOurs(found)) throw error;
    return {
      detail: `The answer was lost; the sheets are there: they were changed at ${found.date_modified}, and before that ${before ? `at ${before}` : 'there were none'}`,
    };
  }
}

/** When the sheets were changed last; undefined when there are none, or none that this server can export. */
async function dateOfSheets(run: Runner, project: SodarRef, call: CallOptions): Promise<string | undefined> {
  try {
    return (await run(exportJson, { project }, call)).date_modified;
  } catch (error) {
    const cannot = error instanceof StatusError && (error.status === 404 || error.code === 'invalid');
    if (cannot) return undefined;
    throw error;
  }
}

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The tables that an investigation does not name are not kept, so that there may be less than was sent. */
function sameNames({ investigation, studies, assays }: SodarSheetExport, sent: readonly string[]): boolean {
  const now = [investigation.path, ...Object.keys(studies), ...Object.keys(assays)];
  return now.every((path) => sent.includes(base(path)));
}
