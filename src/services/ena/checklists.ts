import { ResponseError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { Kept } from '../../core/kept.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkAgainst } from './checklist-check.ts';
import { parseEnaChecklist } from './checklist-parse.ts';
import type { EnaChecklist, EnaChecklistField, EnaChecklistRecord } from './checklist-types.ts';
import { browserRecords } from './endpoints/public.ts';
import { listChecklists } from './endpoints/reports.ts';
import type { EnaSample } from './types.ts';
import type { EnaValidation } from './validate.ts';

/** The checklist of a sample that names none. */
const DEFAULT_CHECKLIST = 'ERC000011';

/** Which fields become columns. */
export interface TemplateOptions extends CallOptions {
  /** Default `recommended`: the mandatory and the recommended ones. */
  fields?: 'mandatory' | 'recommended' | 'all';
}

/**
 * What kinds of samples have to say of themselves: which fields, with which values and units.
 * @see https://www.ebi.ac.uk/ena/browser/checklists
 */
export class EnaChecklists {
  readonly #kept = new Kept<EnaChecklist>();

  constructor(private readonly run: Runner) {}

  /** The checklists for samples. Needs the account, as the reports do. */
  list(options?: CallOptions): Pager<EnaChecklistRecord> {
    return this.run.pages(listChecklists, {}, options);
  }

  /**
   * A checklist with its fields. Needs no account.
   * @throws NotFound there is no such checklist
   */
  async get(checklist: string, options?: CallOptions): Promise<EnaChecklist> {
    const { xml } = await this.run(browserRecords, checklist, options);
    try {
      return parseEnaChecklist(xml);
    } catch {
      throw this.#notOne(checklist);
    }
  }

  /**
   * What a checklist says of a sample, without asking ENA: the checklist is fetched once and kept, so that thousands of
   * samples can be looked at before the first is sent. Default: the checklist that the sample names in its attribute
   * `ENA-CHECKLIST`, else ERC000011. A checklist that was saved may be given as it is. Whether the organism can be submitted
   * is told by `taxonomy.get`.
   */
  async validate(
    sample: EnaSample,
    checklist: EnaChecklist | string = checklistOf(sample),
    options?: CallOptions,
  ): Promise<EnaValidation> {
    const known = typeof checklist === 'string' ? await this.#keep(checklist, options) : checklist;
    const issues = checkAgainst(sample, known);
    return { valid: issues.length === 0, issues };
  }

  /**
   * A table to be filled in, one row for each sample, as tab-separated text that spreadsheets open: the line of the checklist,
   * the names of the columns (the mandatory ones first), and the units.
   */
  async template(
    checklist: EnaChecklist | string,
    { fields = 'recommended', ...options }: TemplateOptions = {},
  ): Promise<string> {
    if (!['mandatory', 'recommended', 'all'].includes(fields))
      throw this.run.inputError('ena.checklists.template', [
        { path: 'options.fields', message: 'must be mandatory, recommended or all' },
      ]);
    return templateOf(
      typeof checklist === 'string' ? await this.#keep(checklist, options) : checklist,
      fields,
    );
  }

  #keep(id: string, options: CallOptions | undefined): Promise<EnaChecklist> {
    return this.#kept.get(id, () => this.get(id, options));
  }

  #notOne(checklist: string): ResponseError {
    const { redactor, service, bases } = this.run.context;
    return new ResponseError(redactor.scrub(`${checklist} is not a checklist`), {
      service,
      operation: 'ena.checklists.get',
      method: 'GET',
      url: redactor.scrubUrl(`${bases.browser ?? ''}/xml/${checklist}`),
      attempts: 1,
      outcome: 'refused',
      hint: 'Checklists of samples are called ERC000011 to ERC000060.',
      status: 200,
      contentType: 'application/xml',
      snippet: '',
    });
  }
}

function checklistOf(sample: EnaSample): string {
  const named = sample?.attributes?.find(({ tag }) => String(tag).toLowerCase() === 'ena-checklist');
  return String(named?.value ?? '').trim() || DEFAULT_CHECKLIST;
}

/** The columns that are not attributes, as ENA's own spreadsheets call them. */
const OWN_COLUMNS = ['tax_id', 'scientific_name', 'sample_alias', 'sample_title', 'sample_description'];

const ORDER: readonly EnaChecklistField['requirement'][] = ['mandatory', 'recommended', 'optional'];

function templateOf(
  { accession, name, fields }: EnaChecklist,
  which: 'mandatory' | 'recommended' | 'all',
): string {
  const wanted = ORDER.flatMap((one) => fields.filter(({ requirement }) => requirement === one)).filter(
    ({ requirement }) => which === 'all' || requirement === 'mandatory' || requirement === which,
  );
  const units = wanted.map((field) => field.units?.[0] ?? '');
  return [
    ['Checklist', accession, name],
    [...OWN_COLUMNS, ...wanted.map(({ label }) => label)],
    ['#units', ...OWN_COLUMNS.slice(1).map(() => ''), ...units],
  ]
    .map((cells) => `${cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`)
    .join('');
}
