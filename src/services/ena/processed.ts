import type { Runner } from '../../core/http/context.ts';
import { type WaitOptions, type WaitPlan, waitUntil } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { accessionKind } from './accessions.ts';
import { reportAnalysisProcess, reportRunProcess } from './endpoints/reports.ts';
import type { ReceiptContent } from './receipt-types.ts';
import type { ProcessReport } from './report-types.ts';

const OPERATION = 'ena.submissions.waitUntilProcessed';
const PATIENCE_MS = 24 * 3_600_000;
const FAILED = ['ERROR', 'FAILED', 'CANCELLED'];

/** Waits until the files of all these runs and analyses are processed. */
export async function waitUntilProcessed(
  run: Runner,
  what: string | readonly string[] | ReceiptContent,
  { timeoutMs = PATIENCE_MS, ...options }: WaitOptions,
): Promise<ProcessReport[]> {
  const accessions = accessionsIn(what);
  const wrong = accessions.findIndex((one) => !['runs', 'analyses'].includes(accessionKind(one) ?? ''));
  if (wrong >= 0 || accessions.length === 0) {
    const message = 'must be a run (ERR…), an analysis (ERZ…), several of them, or a receipt that names some';
    throw run.inputError(OPERATION, [{ path: 'what', message }]);
  }
  const done = new Map<string, ProcessReport>();
  const plan: WaitPlan<readonly string[], Look> = {
    operation: OPERATION,
    async look(handle, call) {
      // One that is not through says how all are; those after it are asked for when it is.
      for (const accession of handle) {
        if (done.has(accession)) continue;
        const row = await processOf(run, accession, call);
        if (stateOf(row) !== 'COMPLETED') return { waitsFor: accession, row };
        done.set(accession, row as ProcessReport);
      }
      return {};
    },
    wordOf: ({ waitsFor, row }) => (waitsFor === undefined ? 'COMPLETED' : stateOf(row)),
    hasEnded: ({ waitsFor }) => waitsFor === undefined,
    failed: reasonOf,
    pollMs: 30_000,
  };
  await waitUntil(run, plan, accessions, undefined, { timeoutMs, ...options });
  return accessions.flatMap((accession) => done.get(accession) ?? []);
}

/** Which one is not through, and how it is; none when all are. */
interface Look {
  waitsFor?: string;
  row?: ProcessReport | undefined;
}

function accessionsIn(what: string | readonly string[] | ReceiptContent): string[] {
  if (typeof what === 'string') return [what];
  if (Array.isArray(what)) return what.map(String);
  const { runs = [], analyses = [] } = (what ?? {}) as ReceiptContent;
  return [...runs, ...analyses].flatMap(({ accession }) => accession ?? []);
}

async function processOf(
  run: Runner,
  accession: string,
  call: CallOptions,
): Promise<ProcessReport | undefined> {
  const endpoint = accessionKind(accession) === 'runs' ? reportRunProcess : reportAnalysisProcess;
  return (await run(endpoint, accession, call)).find(({ id }) => id === accession);
}

/** It takes a while until a run has a row at all. */
const stateOf = (row: ProcessReport | undefined): string => row?.processingStatus?.toUpperCase() ?? 'UNKNOWN';

function reasonOf({ waitsFor: accession, row }: Look): string | undefined {
  const state = stateOf(row);
  if (accession === undefined || !FAILED.includes(state)) return undefined;
  const why = row?.processingError
    ? `${accession}: ${state} (${row.processingError})`
    : `${accession}: ${state}`;
  return /checksum/i.test(why)
    ? `${why}; upload the file again, or give the run the checksum of the file as it was uploaded (runs.patch)`
    : why;
}
