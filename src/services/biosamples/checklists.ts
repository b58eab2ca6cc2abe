import type { Runner } from '../../core/http/context.ts';
import { Kept } from '../../core/kept.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { parseChecklist } from './checklist-fields.ts';
import type { Checklist, ChecklistRecord, ChecklistRef } from './checklist-types.ts';
import { validateOffline } from './checklist-validate.ts';
import { getChecklist, listChecklists } from './endpoints/checklists.ts';
import type { SampleContent, Validation } from './types.ts';

/** The checklist of a sample that names none. */
const DEFAULT_CHECKLIST = 'BSDC00001';

/**
 * What kinds of samples should say of themselves: which characteristics, with which values and units.
 * @see https://www.ebi.ac.uk/biosamples/schemas/documentation
 */
export class Checklists {
  readonly #kept = new Kept<Checklist>();

  constructor(private readonly run: Runner) {}

  /** The checklists there are: `list({ text: 'plant' })`. */
  list(
    query: { text?: string; size?: number; cursor?: string } = {},
    options?: CallOptions,
  ): Pager<ChecklistRecord> {
    return this.run.pages(listChecklists, query, options);
  }

  /**
   * A checklist with its fields: `ERC000011`, or a certain version of it, `ERC000011:1.0.0`.
   * @throws NotFound there is no such checklist
   */
  async get(checklist: ChecklistRef, options?: CallOptions): Promise<Checklist> {
    const accession = (typeof checklist === 'string' ? checklist : checklist.accession).split(':')[0] ?? '';
    return parseChecklist(accession, await this.run(getChecklist, checklist, options));
  }

  /**
   * What a checklist says of a sample, without asking the repository: the checklist is fetched once and kept, so that
   * thousands of samples can be looked at before the first is sent. Default: the checklist that the sample names in its
   * characteristic `checklist` or `ENA-CHECKLIST`, else the minimal one. Whether the organism exists is not looked at.
   * @throws InputError the checklist is no valid JSON Schema
   */
  async validate(
    sample: SampleContent,
    checklist: Checklist | string = checklistOf(sample),
    options?: CallOptions,
  ): Promise<Validation> {
    const known = typeof checklist === 'string' ? await this.#keep(checklist, options) : checklist;
    return validateOffline(sample, known).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      const message = `${known.accession} cannot be followed here, its schema is not valid (${why.slice(0, 200)}); samples.validate asks the repository`;
      throw this.run.inputError('biosamples.checklists.validate', [{ path: 'checklist', message }]);
    });
  }

  #keep(id: string, options: CallOptions | undefined): Promise<Checklist> {
    return this.#kept.get(id, () => this.get(id, options));
  }
}

function checklistOf({ characteristics = {} }: SampleContent): string {
  const named = Object.entries(characteristics).find(([name]) => /^(checklist|ena-checklist)$/i.test(name));
  return named?.[1]?.[0]?.text?.trim() || DEFAULT_CHECKLIST;
}
