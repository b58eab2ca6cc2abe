import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkedAs } from './checked.ts';
import type { OpenBisDeletion, OpenBisDeletionQuery, OpenBisDeletionRef } from './deletion-types.ts';
import { searchDeletions } from './endpoints/deletions.ts';
import { confirmDeletions, revertDeletions } from './endpoints/write-records.ts';
import { deletionId, type WireId } from './ids.ts';
import { deletionRefs } from './schemas/deletions.ts';

/** The trash: objects, collections and datasets that were deleted, and can be had back. */
export class OpenBisDeletions {
  constructor(private readonly run: Runner) {}

  /** All that lies in the trash, with what was thrown away together. */
  list(query: OpenBisDeletionQuery = {}, options?: CallOptions): Pager<OpenBisDeletion> {
    return this.run.pages(searchDeletions, query, options);
  }

  /** Takes all of a deletion out of the trash again. */
  async revert(
    deletions: OpenBisDeletionRef | readonly OpenBisDeletionRef[],
    options?: CallOptions,
  ): Promise<void> {
    await this.run(revertDeletions, idsOf(this.run, 'openbis.deletions.revert', deletions), options);
  }

  /** Deletes for good what lies in the trash. It cannot be had back. */
  async confirm(
    deletions: OpenBisDeletionRef | readonly OpenBisDeletionRef[],
    options?: CallOptions,
  ): Promise<void> {
    await this.run(confirmDeletions, idsOf(this.run, 'openbis.deletions.confirm', deletions), options);
  }
}

function idsOf(
  run: Runner,
  operation: string,
  deletions: OpenBisDeletionRef | readonly OpenBisDeletionRef[],
): WireId[] {
  const checked = checkedAs(run, operation, deletionRefs(), deletions, 'deletions');
  return [checked].flat().map((one) => deletionId(typeof one === 'string' ? one : one.id));
}
