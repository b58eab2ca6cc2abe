import type { CharacteristicValue, NewSample, Relationship } from '../../index.ts';
import { ACCESSION, type Mapping, type Names } from '../records/mapping.ts';
import { RowReader } from '../records/values.ts';

type Field = 'name' | 'release' | 'taxId' | 'accession' | Relation | 'references';

const RELATIONS = ['derived from', 'child of', 'same as', 'has member'] as const;
type Relation = (typeof RELATIONS)[number];

const FIELDS: Names<Field> = {
  name: ['name', 'sample name'],
  release: ['release', 'release date'],
  taxId: ['taxId', 'tax id', 'taxon id'],
  accession: [ACCESSION],
  'derived from': ['derived from'],
  'child of': ['child of'],
  'same as': ['same as'],
  'has member': ['has member'],
  references: ['external reference', 'external references'],
};

export const IS_ACCESSION = /^SAM[END][AG]?\d+$/;

/** A simple table: one row for each sample, one column for each characteristic. */
export const samplesTable = (
  releaseOfAll?: string,
  /** Whether a relationship may name this sample: it is in the same file. */
  isNamed: (name: string) => boolean = () => false,
): Mapping<NewSample> => ({
  columns: [
    { column: '`name` (`sample name`)', becomes: '`name`: required, and in a run with a journal unique' },
    {
      column: '`release` (`release date`)',
      becomes: '`release`: a day, `2027-01-31`; or `--release` for all',
    },
    { column: '`taxId` (`tax id`, `taxon id`)', becomes: '`taxId`: number of the NCBI taxonomy' },
    {
      column: '`derived from`, `child of`, `same as`, `has member`',
      becomes: 'relationships: accessions, or names of samples in the same file; separated by `;`',
    },
    { column: '`external reference`', becomes: 'external references: addresses, separated by `;`' },
    {
      column: 'any other column _X_',
      becomes: 'the characteristic _X_, as the cell stands; an empty cell is left out',
    },
    { column: '_X_` [unit]`', becomes: 'unit of _X_' },
    {
      column: '_X_` [term]`',
      becomes: 'ontology terms of _X_: `UBERON_0002107` or whole addresses, separated by `;`',
    },
    { column: '`accession`', becomes: 'given by BioSamples; a row that has one is left alone' },
  ],
  results: [ACCESSION],
  isa: {
    name: 'name',
    taxonId: 'taxId',
    // What is said for all in the command wins over the day of the study.
    ...(releaseOfAll === undefined && { release: 'release' }),
    terms: true,
    comments: { [ACCESSION]: 'BioSamples accession' },
    fields: FIELDS,
  },
  begin(header) {
    const required: Field[] = releaseOfAll === undefined ? ['name', 'release'] : ['name'];
    const read = new RowReader<Field>(header, FIELDS, required, []);
    return (row) => {
      const has = read.cell(row, 'accession');
      const name = read.cell(row, 'name');
      if (has !== '') return { has, key: name };
      const doubt = read.doubt(row);
      if (doubt !== undefined) return { doubt, key: name };
      const problems: string[] = [];
      if (name === '') problems.push('the sample has no name');
      const release = read.cell(row, 'release') || releaseOfAll;
      if (release === undefined) problems.push('the sample has no release date');
      const relationships = RELATIONS.flatMap((type) =>
        read.list(row, type).map((target): Relationship => {
          if (!IS_ACCESSION.test(target) && !isNamed(target))
            problems.push(
              `"${type}": "${target}" is neither an accession (SAMEA…) nor the name of a sample in this file`,
            );
          return { type, target };
        }),
      );
      const characteristics: Record<string, CharacteristicValue[]> = {};
      for (const { name: characteristic, value, unit, terms } of read.described(row, problems)) {
        characteristics[characteristic] = [
          {
            text: value,
            ...(unit !== undefined && { unit }),
            ...(terms.length > 0 && { ontologyTerms: terms }),
          },
        ];
      }
      if (problems.length > 0) return { problems };
      const taxId = read.cell(row, 'taxId');
      const references = read.list(row, 'references').map((url) => ({ url }));
      return {
        item: {
          name,
          release: release ?? '',
          ...(taxId !== '' && { taxId }),
          characteristics,
          ...(relationships.length > 0 && { relationships }),
          ...(references.length > 0 && { externalReferences: references }),
        },
      };
    };
  },
});
