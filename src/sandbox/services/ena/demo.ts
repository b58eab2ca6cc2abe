import type { EnaSeed } from './seed.ts';

const attribute = (tag: string, value: string) => ({ tag, value });

function sample(
  alias: string,
  accession: string,
  title: string,
  taxonId: number,
  country: string,
  day: string,
) {
  return {
    alias,
    accession,
    title,
    organism: { taxonId },
    attributes: [
      attribute('ENA-CHECKLIST', 'ERC000011'),
      attribute('collection date', day),
      attribute('geographic location (country and/or sea)', country),
    ],
  };
}

/** What the demo's flock, field and donors were sequenced for; samples are those of the BioSamples demo. Invented. */
export function demoEna(): EnaSeed {
  return {
    submissions: [
      {
        account: 'Webin-12345',
        created: '2021-03-02T08:30:00Z',
        secondary: { PRJEB1000003: 'ERP1000003', ERS1000003: 'SAMEA1000003' },
        document: {
          submission: {
            alias: 'flock-2021',
            actions: [{ type: 'ADD' }, { type: 'HOLD', holdUntilDate: '2021-03-02' }],
          },
          projects: [
            {
              alias: 'texel-liver',
              accession: 'PRJEB1000003',
              name: 'Texel liver',
              title: 'Gene expression in the liver of Texel ewes',
              description:
                'RNA sequencing of liver tissue from a small flock of Texel ewes kept on one pasture.',
              sequencingProject: {},
            },
          ],
          samples: [
            sample(
              'ewe-17-liver-rna',
              'ERS1000003',
              'Liver RNA of ewe 17',
              9940,
              'Netherlands',
              '2021-02-11',
            ),
          ],
          experiments: [
            {
              alias: 'ewe-17-liver-rnaseq',
              accession: 'ERX1000003',
              title: 'RNA-Seq of the liver of ewe 17',
              study: { alias: 'texel-liver' },
              samples: [{ alias: 'ewe-17-liver-rna' }],
              designDescription: 'One library per animal',
              libraryDescriptor: {
                libraryName: 'ewe-17-liver',
                libraryStrategy: 'RNA-Seq',
                librarySource: 'TRANSCRIPTOMIC',
                librarySelection: 'PolyA',
                libraryLayout: 'PAIRED',
              },
              instrumentPlatform: 'ILLUMINA',
              instrumentModel: 'Illumina NovaSeq 6000',
            },
          ],
          runs: [
            {
              alias: 'ewe-17-liver-run-1',
              accession: 'ERR1000003',
              experiment: { alias: 'ewe-17-liver-rnaseq' },
              files: ['1', '2'].map((n) => ({
                fileName: `ewe-17/liver_${n}.fastq.gz`,
                fileType: 'fastq',
                checksumMethod: 'MD5',
                checksum: n.repeat(32),
              })),
            },
          ],
        },
      },
      {
        account: 'Webin-12345',
        created: '2024-05-06T10:00:00Z',
        secondary: { PRJEB1000004: 'ERP1000004', ERS1000004: 'SAMEA1000004' },
        document: {
          submission: {
            alias: 'barley-2024',
            actions: [{ type: 'ADD' }, { type: 'HOLD', holdUntilDate: '2120-01-01' }],
          },
          projects: [
            {
              alias: 'barley-field-3',
              accession: 'PRJEB1000004',
              title: 'Barley of the third field, still private',
              description: 'Whole genome sequencing of barley plants that were grown on the third field.',
              sequencingProject: { locusTagPrefixes: ['BF3'] },
            },
          ],
          samples: [sample('barley field 3', 'ERS1000004', 'Barley field 3', 4513, 'Germany', '2022-05-12')],
        },
      },
      {
        account: 'Webin-54321',
        created: '2022-09-09T12:00:00Z',
        secondary: { PRJEB1000006: 'ERP1000006', ERS1000006: 'SAMEA1000006' },
        document: {
          submission: {
            alias: 'gut-2022',
            centerName: 'GUT INSTITUTE',
            actions: [{ type: 'ADD' }, { type: 'HOLD', holdUntilDate: '2022-09-09' }],
          },
          projects: [
            {
              alias: 'gut',
              accession: 'PRJEB1000006',
              title: 'Microbes of the human gut in autumn',
              description: 'Metagenomes of a few volunteers, taken every week from September to November.',
              sequencingProject: {},
            },
          ],
          samples: [sample('gut-A1', 'ERS1000006', 'Gut of volunteer A', 408170, 'Spain', '2022-08-30')],
        },
      },
    ],
  };
}
