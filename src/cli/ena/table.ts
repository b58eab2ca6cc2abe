import type { EnaAttribute, EnaSample } from '../../index.ts';
import { ACCESSION, type Mapping, type Names } from '../records/mapping.ts';
import { RowReader } from '../records/values.ts';
import type { Row } from '../table/tokenise.ts';
import { UserError } from '../user-error.ts';

/** The other accession of a sample, `SAMEA…`. */
export const BIOSAMPLE = 'biosample accession';

type Field = 'alias' | 'taxonId' | 'scientificName' | 'commonName' | 'title' | 'description' | 'accession';

const FIELDS: Names<Field> = {
  alias: ['sample_alias', 'alias'],
  taxonId: ['tax_id', 'taxon_id'],
  scientificName: ['scientific_name'],
  commonName: ['common_name'],
  title: ['sample_title', 'title'],
  description: ['sample_description', 'description'],
  accession: [ACCESSION],
};

/** The attribute by which a sample names its checklist. */
export const CHECKLIST_TAG = 'ENA-CHECKLIST';

const CHECKLIST = /^(?:Checklist|#checklist_accession)$/i;
const PREFIX = /^#unique_name_prefix$/i;
const UNITS = /^#units?$/i;

/**
 * ENA's own spreadsheet for samples: a line with the checklist, the headings, a line `#units`, and one row for each
 * sample.
 */
export const enaSamplesTable = (checklistOfAll?: string): Mapping<EnaSample> => ({
  columns: [
    {
      column: 'first line: `Checklist` or `#checklist_accession`, then `ERC…`',
      becomes: 'the checklist of all samples; or `--checklist`',
    },
    { column: '`sample_alias` (`alias`)', becomes: '`alias`: required, unique in the account for ever' },
    { column: '`tax_id` (`taxon_id`)', becomes: '`organism.taxonId`: required' },
    {
      column: '`scientific_name`, `common_name`',
      becomes: '`organism.scientificName`, `organism.commonName`',
    },
    {
      column: '`sample_title` (`title`), `sample_description` (`description`)',
      becomes: '`title`, `description`',
    },
    {
      column: 'any other column _X_',
      becomes: 'the attribute _X_, as the cell stands; an empty cell is left out',
    },
    {
      column: 'line `#units`, or a column _X_` [unit]`',
      becomes: 'unit of _X_; other lines that begin with `#` are remarks',
    },
    {
      column: '`accession`, `biosample accession`',
      becomes: 'given by ENA; a row that has an accession is left alone',
    },
  ],
  results: [ACCESSION, BIOSAMPLE],
  isa: {
    name: 'sample_alias',
    taxonId: 'tax_id',
    organism: 'scientific_name',
    terms: false,
    comments: { [ACCESSION]: 'ENA accession', [BIOSAMPLE]: 'BioSamples accession' },
    fields: FIELDS,
  },
  isPreamble: ({ cells }) => CHECKLIST.test(first(cells)) || first(cells).startsWith('#'),
  begin(header, preamble) {
    const checklist = checklistIn(preamble) ?? checklistOfAll;
    const read = new RowReader<Field>(header, FIELDS, ['alias', 'taxonId'], [BIOSAMPLE]);
    let units = new Map<string, string>();
    return (row) => {
      if (first(row.cells).startsWith('#')) {
        if (UNITS.test(first(row.cells))) units = unitsIn(row, header.names);
        return { note: true };
      }
      const has = read.cell(row, 'accession');
      const alias = read.cell(row, 'alias');
      if (has !== '') return { has, key: alias };
      const doubt = read.doubt(row);
      if (doubt !== undefined) return { doubt, key: alias };
      const problems: string[] = [];
      if (alias === '') problems.push('the sample has no alias');
      const taxonId = read.cell(row, 'taxonId');
      if (taxonId === '') problems.push('the sample has no tax_id, the number of its organism');
      else if (!/^\d+$/.test(taxonId)) problems.push(`"${taxonId}" is not the number of a taxon`);
      const attributes = read.described(row, problems).map(
        ({ name, value, unit = units.get(name) }): EnaAttribute => ({
          tag: name,
          value,
          ...(unit !== undefined && { unit }),
        }),
      );
      if (problems.length > 0) return { problems };
      if (checklist !== undefined) attributes.push({ tag: CHECKLIST_TAG, value: checklist });
      const texts = {
        title: read.cell(row, 'title'),
        description: read.cell(row, 'description'),
      };
      const names = {
        scientificName: read.cell(row, 'scientificName'),
        commonName: read.cell(row, 'commonName'),
      };
      return { item: { alias, ...given(texts), organism: { taxonId, ...given(names) }, attributes } };
    };
  },
});

const first = (cells: readonly string[]): string => cells[0]?.trim() ?? '';

const given = <T extends Record<string, string>>(texts: T): Partial<T> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')) as Partial<T>;

/** `ERC000011`, without the version that some templates write behind it. */
function checklistIn(preamble: readonly Row[]): string | undefined {
  for (const { cells, line } of preamble) {
    const value = cells[1]?.trim() ?? '';
    if (PREFIX.test(first(cells)) && value !== '') {
      throw new UserError(
        `line ${line}: #unique_name_prefix is not understood`,
        'Put the prefix into the aliases themselves.',
      );
    }
    if (CHECKLIST.test(first(cells)) && value !== '') return value.replace(/:[\d.]+$/, '');
  }
  return undefined;
}

const unitsIn = ({ cells }: Row, names: readonly string[]): Map<string, string> =>
  new Map(
    names.flatMap((name, index): [string, string][] => {
      const unit = cells[index]?.trim() ?? '';
      return index === 0 || unit === '' ? [] : [[name, unit]];
    }),
  );
