import type { NewUsiSample, UsiAttributes, UsiRelationship } from '../../index.ts';
import { ACCESSION, type Mapping, type Names } from '../records/mapping.ts';
import { RowReader } from '../records/values.ts';

/** The identity of a sample at USI, until it has an accession. */
export const USI_ID = 'usi id';

const RELATIONS = ['derived from', 'child of', 'same as', 'recurated from'] as const;
type Field =
  | 'alias'
  | 'title'
  | 'description'
  | 'taxonId'
  | 'taxon'
  | 'releaseDate'
  | 'accession'
  | (typeof RELATIONS)[number];

const FIELDS: Names<Field> = {
  alias: ['alias', 'sample alias'],
  title: ['title', 'sample title'],
  description: ['description', 'sample description'],
  taxonId: ['taxonId', 'taxon id', 'tax id'],
  taxon: ['taxon', 'scientific name'],
  releaseDate: ['releaseDate', 'release date', 'release'],
  accession: [ACCESSION],
  'derived from': ['derived from'],
  'child of': ['child of'],
  'same as': ['same as'],
  'recurated from': ['recurated from'],
};

const IS_ACCESSION = /^SAM(?:EA|EG|N|D)\w*\d+$/;

/** A simple table: one row for each sample, one column for each attribute. */
export const usiSamplesTable: Mapping<NewUsiSample> = {
  columns: [
    { column: '`alias` (`sample alias`)', becomes: '`alias`: required, unique in the submission' },
    { column: '`taxonId` (`tax id`), `taxon` (`scientific name`)', becomes: '`taxonId`, `taxon`' },
    { column: '`title`, `description`', becomes: '`title`, `description`' },
    { column: '`releaseDate` (`release date`, `release`)', becomes: '`releaseDate`: a day; default: today' },
    {
      column: '`derived from`, `child of`, `same as`, `recurated from`',
      becomes: 'relationships: aliases of the same submission, or accessions; separated by `;`',
    },
    {
      column: 'any other column _X_',
      becomes: 'the attribute _X_, as the cell stands; an empty cell is left out',
    },
    { column: '_X_` [unit]`, _X_` [term]`', becomes: 'unit and ontology terms of _X_' },
    {
      column: '`accession`',
      becomes: 'given when the submission is completed; a row that has one is left alone',
    },
  ],
  results: [USI_ID],
  isa: {
    name: 'alias',
    taxonId: 'taxonId',
    organism: 'taxon',
    release: 'releaseDate',
    terms: true,
    comments: { [ACCESSION]: 'BioSamples accession', [USI_ID]: 'USI id' },
    fields: FIELDS,
  },
  begin(header) {
    const read = new RowReader<Field>(header, FIELDS, ['alias'], [USI_ID]);
    return (row) => {
      const has = read.cell(row, 'accession');
      if (has !== '') return { has, key: read.cell(row, 'alias') };
      const problems: string[] = [];
      const alias = read.cell(row, 'alias');
      if (alias === '') problems.push('the sample has no alias');
      const taxonId = read.cell(row, 'taxonId');
      if (taxonId !== '' && !/^\d+$/.test(taxonId))
        problems.push(`"${taxonId}" is not the number of a taxon`);
      const attributes: UsiAttributes = {};
      for (const { name, value, unit, terms } of read.described(row, problems)) {
        attributes[name] = [
          {
            value,
            ...(unit !== undefined && { units: unit }),
            ...(terms.length > 0 && { terms: terms.map((url) => ({ url })) }),
          },
        ];
      }
      if (problems.length > 0) return { problems };
      const sampleRelationships = RELATIONS.flatMap((relationshipNature) =>
        read.list(row, relationshipNature).map(
          (name): UsiRelationship => ({
            relationshipNature,
            [IS_ACCESSION.test(name) ? 'accession' : 'alias']: name,
          }),
        ),
      );
      const texts = (['title', 'description', 'taxon', 'releaseDate'] as const).flatMap((field) => {
        const text = read.cell(row, field);
        return text === '' ? [] : [[field, text] as const];
      });
      return {
        item: {
          alias,
          ...Object.fromEntries(texts),
          ...(taxonId !== '' && { taxonId: Number(taxonId) }),
          attributes,
          ...(sampleRelationships.length > 0 && { sampleRelationships }),
        },
      };
    };
  },
};
