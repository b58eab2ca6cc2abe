import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { getStructuredData, putStructuredData } from './endpoints/structured-data.ts';
import type { StructuredData } from './types.ts';

/** Tables that belong to samples, such as antibiograms. */
export class StructuredTables {
  constructor(private readonly run: Runner) {}

  /**
   * All tables of a sample, by all owners.
   * @throws NotFound the sample has none
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/get
   */
  get(accession: string, options?: CallOptions): Promise<StructuredData> {
    return this.run(getStructuredData, accession, options);
  }

  /**
   * Puts tables to a sample. The repository merges: a table replaces the one with the same owner and type, all others
   * stay, and none can be taken away. Tables without an owner are given the account that is logged in. Safe to repeat.
   * @throws Unauthenticated a table names another account
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#submit-structured-data
   */
  put(data: StructuredData, options?: CallOptions): Promise<StructuredData> {
    const account = this.run.context.credential?.account;
    const owned = Array.isArray(data?.data)
      ? {
          ...data,
          data: data.data.map((table) =>
            table && !table.domain && !table.webinSubmissionAccountId && account
              ? { ...table, webinSubmissionAccountId: account }
              : table,
          ),
        }
      : data;
    return this.run(putStructuredData, owned, options);
  }
}
