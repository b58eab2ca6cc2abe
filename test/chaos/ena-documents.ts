import { add, type EnaDocument, type EnaSample } from 'accession';

/** What the chaos and the kill suite submit. */
export const sheep = (alias: string): EnaSample => ({
  alias,
  title: `sheep ${alias}`,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
});

export const one = (alias = 's1'): EnaDocument => add({ samples: [sheep(alias)] }, { hold: true });

export const many = (count: number): EnaDocument[] =>
  Array.from({ length: count }, (_, i) =>
    add({ samples: [sheep(`m${i}`)] }, { hold: true, alias: `submission m${i}` }),
  );
export const namesOf = (documents: readonly EnaDocument[]): string[] =>
  documents.map(({ submission }) => submission?.alias ?? '');

/** Objects that refer to each other: all of them are stored, or none. */
export const family = (): EnaDocument =>
  add(
    {
      projects: [
        {
          alias: 'flock',
          title: 'Microbes of the rumen of sheep in summer',
          description: 'What lives in sheep on high pastures, sequenced once a month.',
        },
      ],
      samples: [sheep('s1'), sheep('s2')],
      experiments: [
        {
          alias: 'e1',
          title: 'rumen 1',
          study: { alias: 'flock' },
          samples: [{ alias: 's1' }],
          libraryDescriptor: {
            libraryStrategy: 'WGS',
            librarySource: 'METAGENOMIC',
            librarySelection: 'RANDOM',
            libraryLayout: 'SINGLE',
          },
          instrumentModel: 'Illumina MiSeq',
        },
      ],
    },
    { hold: true },
  );
export const FAMILY = ['flock', 's1', 's2', 'e1'];

export const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
