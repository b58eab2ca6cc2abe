import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { objectKind } from './accessions.ts';
import type { Action } from './action-types.ts';
import { prepareFor, submitNow } from './deliver.ts';
import { dayOf, Receipt } from './receipt.ts';
import type { EnaReport } from './receipt-types.ts';
import { REPORTS } from './reports.ts';

/** One action on one object. When the answer is lost, ENA's reports tell whether it was carried out. */
export async function transition(
  run: Runner,
  operation: string,
  action: Action & { target: string },
  call: CallOptions,
): Promise<Receipt> {
  const source = { submission: { actions: [action] } };
  const document = await prepareFor(run, operation, source, {});
  return findIfInDoubt(
    () => submitNow(run, document, call),
    async () =>
      (await isDone(run, action, call))
        ? new Receipt({ success: true, actions: [action.type], settledBy: 'report' })
        : undefined,
  );
}

async function isDone(run: Runner, action: Action & { target: string }, call: CallOptions): Promise<boolean> {
  const kind = objectKind(action.target);
  if (!kind) return false;
  const rows = await run(REPORTS[kind], action.target, call);
  const row = rows.find(({ id, secondaryId }) => id === action.target || secondaryId === action.target);
  return row !== undefined && says(row, action);
}

function says({ releaseStatus, holdDate }: EnaReport, { type, holdUntilDate }: Action): boolean {
  if (type === 'CANCEL') return releaseStatus === 'CANCELLED';
  if (type === 'RELEASE') return releaseStatus === 'PUBLIC';
  if (holdUntilDate === undefined || !holdDate) return false;
  const day = holdUntilDate instanceof Date ? holdUntilDate.toISOString() : holdUntilDate;
  return dayOf(holdDate) === dayOf(day);
}
