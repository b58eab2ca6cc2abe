import {
  add,
  aliasFor,
  Ena,
  type EnaDocument,
  type EnaSample,
  type Experiment,
  fromXml,
  InputError,
  type Issue,
  modify,
  type NoticeEvent,
  platformOf,
  toJson,
  token,
  toXml,
  vocabulary,
} from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';

const sample = { alias: 's1', organism: { taxonId: 9606 } };
const file = { fileName: 'a.fastq.gz', fileType: 'fastq', checksum: '9b8932f85caa54e687eba62fca3edce2' };
const experiment: Experiment = {
  alias: 'e1',
  study: { alias: 'p1' },
  samples: [{ alias: 's1' }],
  libraryDescriptor: {
    libraryStrategy: 'rna-seq',
    librarySource: 'Transcriptomic',
    librarySelection: 'CDNA',
    libraryLayout: 'SINGLE',
  },
  instrumentModel: 'nextseq 550',
};
const analysis = {
  alias: 'z1',
  title: 'variants',
  study: { alias: 'p1' },
  analysisType: 'SEQUENCE_VARIATION',
  files: [{ ...file, fileType: 'vcf' }],
};
const inYears = (years: number) => `${new Date().getUTCFullYear() + years}-01-31`;

const problems = (document: object): string[] => {
  try {
    toXml(document as EnaDocument);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues.map(({ path, message }: Issue) => `${path}: ${message}`);
  }
};

describe('a document that cannot be meant is told so, with what to write instead', () => {
  it.each<[object, string]>([
    [{}, ': there is nothing in it to add'],
    [{ samples: sample }, 'samples: must be a list, also of one'],
    [{ sample: [sample] }, 'sample: is called `samples`, and is a list'],
    [{ dacs: [] }, 'dacs: exists in XML only: give it as text in `xml`'],
    [
      add({ samples: [{ organism: { taxonId: 9606 } }] }),
      'samples[0].alias: is required: your own name for it, by which ENA knows a repetition',
    ],
    [
      modify({ samples: [{ organism: { taxonId: 9606 } }] }),
      'samples[0].alias: or an accession is required, to say what is to be replaced',
    ],
    [
      add({ samples: [sample, sample] }),
      'samples[1].alias: "s1" is also the alias of samples[0]; aliases of a kind must differ',
    ],
    [
      { samples: [{ alias: 's1', taxId: 9606, organism: { taxonId: 1 } }] },
      'samples[0].taxId: is written `organism: { taxonId: 9606 }`',
    ],
    [
      { samples: [{ ...sample, organism: { taxonId: 'human' } }] },
      'samples[0].organism.taxonId: must be an NCBI taxon number such as 9606',
    ],
    [
      { samples: [{ ...sample, attributes: [{ tag: 'a', value: 1, units: 'm' }] }] },
      'samples[0].attributes[0].units: is called `unit` in ENA’s JSON',
    ],
    [
      { samples: [{ ...sample, title: 'a\u0007b' }] },
      'samples[0].title: holds a control character, which XML and ENA cannot take',
    ],
    [
      {
        projects: [
          { alias: 'p', title: 't', description: 'd', relationships: [{ parentProject: { alias: 'x' } }] },
        ],
      },
      'projects[0].relationships[0].parentProject.accession: is required (a text)',
    ],
    [
      { projects: [{ alias: 'p', title: 't', description: 'd', centreName: 'x' }] },
      'projects[0].centreName: is spelt `centerName`',
    ],
    [
      { projects: [{ alias: 'p', title: 't', description: 'd', adminProject: {}, sequencingProject: {} }] },
      'projects[0].adminProject: and sequencingProject exclude each other: an umbrella has no data of its own',
    ],
    [
      { experiments: [{ ...experiment, study: { refname: 'p1', alias: 'p1' } }] },
      'experiments[0].study.refname: is called `alias` here',
    ],
    [
      { experiments: [{ ...experiment, samples: [{}] }] },
      'experiments[0].samples[0]: needs an alias or an accession',
    ],
    [
      { runs: [{ alias: 'r', experiment: { alias: 'e' }, files: [{ ...file, filename: 'x' }] }] },
      'runs[0].files[0].filename: would be dropped by ENA; it is spelt `fileName`',
    ],
    [
      { runs: [{ alias: 'r', experiment: { alias: 'e' }, files: [{ ...file, checksum: 'abc' }] }] },
      'runs[0].files[0].checksum: must be the MD5',
    ],
    [
      { runs: [{ alias: 'r', experiment: { alias: 'e' }, files: [file, file, file] }] },
      'runs[0].files: with more than two fastq files every one needs a `readType`, such as ["paired"] or ["cell_barcode"]',
    ],
    [
      { analyses: [{ ...analysis, analysisType: 'genome_map' }] },
      'analyses[0].attributes: a GENOME_MAP needs { tag: "PROGRAM", value: … }',
    ],
    [
      { submission: { actions: [{ type: 'CANCEL' }] } },
      'submission.actions[0].target: is required for CANCEL: an accession or an alias',
    ],
    [
      { submission: { actions: [{ type: 'ADDD' }] } },
      'submission.actions[0].type: must be one of ADD, MODIFY',
    ],
    [
      add({ samples: [sample] }, { hold: '2027-02-30' }),
      'submission.actions[1].holdUntilDate: is no day of the calendar',
    ],
    [add({ samples: [sample] }, { hold: inYears(3) }), 'submission.actions[1].holdUntilDate: '],
    [add({ xml: ['<DAC_SET>'] }), 'xml[0]: is not XML'],
  ])('%j', (document, expected) => {
    expect(
      problems(document).find((problem) => problem.startsWith(expected)) ?? problems(document),
    ).toContain(expected);
  });

  it('says whatever ENA takes no issue with', () => {
    expect(problems(add({ samples: [{ ...sample, alias: 'a: "b" #1 <&>' }] }, { hold: true }))).toEqual([]);
    expect(
      problems({
        submission: { actions: [{ type: 'suppress', target: 'ERS1', holdUntilDate: '2090-01-01' }] },
      }),
    ).toEqual([]);
  });
});

describe('what is written', () => {
  it('has the words as ENA spells them, the platform of the model, and the layout that its JSON reader knows', () => {
    const [made] = JSON.parse(toJson(add({ experiments: [experiment] }))).experiments;
    expect(made).toMatchObject({
      instrumentPlatform: 'ILLUMINA',
      instrumentModel: 'NextSeq 550',
      designDescription: '',
      libraryDescriptor: {
        libraryStrategy: 'RNA-Seq',
        librarySource: 'TRANSCRIPTOMIC',
        librarySelection: 'cDNA',
        libraryLayout: 'single',
      },
    });
    expect(toXml(add({ experiments: [experiment] }))).toContain('<SINGLE/>');
  });

  it('has checksums in lower case, and the method that is usual', () => {
    const run = {
      alias: 'r',
      experiment: { alias: 'e' },
      files: [{ ...file, checksum: file.checksum.toUpperCase() }],
    };
    expect(JSON.parse(toJson(add({ runs: [run] }))).runs[0].files[0]).toEqual({
      ...file,
      checksumMethod: 'MD5',
    });
  });

  it('is the same for the same content, whatever the order of its keys', () => {
    expect(aliasFor('s', { a: 1, b: [2, { c: 3, d: undefined }] })).toBe(
      aliasFor('s', { b: [2, { c: 3 }], a: 1 }),
    );
    expect(aliasFor('s', { a: 1 })).not.toBe(aliasFor('s', { a: '1' }));
    const alias = (document: EnaDocument) => JSON.parse(toJson(document)).submission.alias;
    expect(alias(add({ samples: [sample] }))).toBe(
      alias({ samples: [{ organism: { taxonId: 9606 }, alias: 's1' }] }),
    );
    expect(alias(modify({ samples: [sample] }))).toBeUndefined();
  });

  it.each<[string, Omit<EnaDocument, 'submission'>]>([
    [
      'experiments[0].libraryDescriptor.nominalLength',
      {
        experiments: [
          { ...experiment, libraryDescriptor: { ...experiment.libraryDescriptor, nominalLength: 250 } },
        ],
      },
    ],
    [
      'experiments[0].samples[1]',
      { experiments: [{ ...experiment, samples: [{ alias: 's1' }, { alias: 's2' }] }] },
    ],
    [
      'samples[0].links[0].xrefLink.label',
      { samples: [{ ...sample, links: [{ xrefLink: { db: 'PUBMED', id: 1, label: 'a' } }] }] },
    ],
    [
      'projects[0].organism',
      { projects: [{ alias: 'p', title: 't', description: 'd', organism: { taxonId: 9606 } }] },
    ],
    ['studies[0].studyType', { studies: [{ alias: 's', title: 't', studyType: 'Metagenomics' }] }],
    [
      'runs[0].files[0].qualityEncoding',
      { runs: [{ alias: 'r', experiment: { alias: 'e' }, files: [{ ...file, qualityEncoding: 'ascii' }] }] },
    ],
    [
      'analyses[0].attributes[0]',
      { analyses: [{ ...analysis, attributes: [{ tag: 'my own', value: 'x' }] }] },
    ],
    [
      'analyses[0].attributes[0]',
      {
        analyses: [
          {
            ...analysis,
            attributes: [
              { tag: 'EXPERIMENT_TYPE', value: 'a' },
              { tag: 'experiment_type', value: 'b' },
            ],
          },
        ],
      },
    ],
    ['xml[0]', { xml: ['<DAC_SET><DAC alias="d"/></DAC_SET>'] }],
  ])('goes as XML when JSON would lose %s', async (path, objects) => {
    const document = add(objects);
    expect(() => toJson(document)).toThrow(`${path}: would be lost in JSON`);
    const transport = new FakeTransport({ body: '<RECEIPT success="true"/>' });
    const ena = new Ena({ auth: token('tok-1234567'), transport });
    await ena.submissions.submit(document).catch(() => {});
    expect(transport.sent[0]?.headers).toMatchObject({ accept: 'application/xml' });
    expect(transport.sent[0]?.body).toMatch(/^<\?xml/);
  });

  it('in JSON and in XML means the same', () => {
    const document = add(
      {
        projects: [
          {
            alias: 'p1',
            name: 'n',
            title: 'ß & <b> "q"',
            description: 'd\nd',
            sequencingProject: { locusTagPrefixes: ['BN2790'] },
          },
          {
            alias: 'p2',
            title: 't',
            description: 'd',
            adminProject: {},
            relationships: [{ childProject: { accession: 'PRJEB1' } }],
          },
        ],
        samples: [
          {
            ...sample,
            title: ' a  b ',
            organism: { taxonId: '9606', scientificName: 'Homo sapiens' },
          } as EnaSample,
        ],
        experiments: [
          { ...experiment, designDescription: 'd', attributes: [{ tag: 't', value: '1', unit: 'm' }] },
        ],
        runs: [
          {
            alias: 'r',
            experiment: { accession: 'ERX000001' },
            files: [{ ...file, readType: ['paired', 'single'] }],
          },
        ],
        analyses: [
          {
            ...analysis,
            sequences: [{ accession: 'CM1', label: 'I' }],
            attributes: [{ tag: 'PROGRAM', value: 'x' }],
          },
        ],
      },
      { hold: inYears(1), centerName: 'C' },
    );
    const plain = (one: EnaDocument) => {
      const text = JSON.stringify(one).replaceAll('"single"', '"SINGLE"');
      return JSON.parse(text);
    };
    const fromJson = plain(JSON.parse(toJson(document)));
    expect(plain(fromXml(toXml(document)))).toEqual(plain({ ...fromJson, runs: fromJson.runs }));
    expect(toXml(fromXml(toXml(document)))).toBe(toXml(document));
  });
});

describe('what is doubtful', () => {
  const told = async (document: EnaDocument) => {
    const heard: string[] = [];
    const hear = (kind: string) => (event: NoticeEvent) =>
      heard.push(`${kind} ${event.path}: ${event.message}`);
    const transport = new FakeTransport({ body: { success: false, messages: { error: ['no'] } } });
    const hooks = { onWarning: hear('warning'), onDrift: hear('drift') };
    await new Ena({ auth: token('tok-1234567'), transport, hooks }).submissions
      .submit(document)
      .catch(() => {});
    return { heard, sent: transport.sent[0]?.body ?? '' };
  };

  it('is sent all the same: unknown words, days that are past, short titles', async () => {
    const { heard } = await told(
      add(
        {
          projects: [{ alias: 'p', title: 'short', description: 'a description that is long enough' }],
          experiments: [{ ...experiment, instrumentModel: 'Tomorrow 1', instrumentPlatform: 'ILLUMINA' }],
        },
        { hold: '2020-01-01' },
      ),
    );
    expect(heard).toEqual([
      'warning submission.actions[1].holdUntilDate: 2020-01-01 is past: the data will be public at once',
      'warning projects[0].title: has 5 characters; ENA takes 20 to 250',
      `warning experiments[0].instrumentModel: "Tomorrow 1" is not a word of ENA's list of ${vocabulary.version}`,
    ]);
  });

  it('takes the spelling of ENA’s own example as it is meant', async () => {
    const link = { xrefLink: { db: 'PUBMED', id: '25035323' } };
    const project = {
      alias: 'p',
      title: 'a title that is long enough',
      description: 'a description that is so too',
      project_links: [link],
    };
    const { heard, sent } = await told({
      submission: { alias: 'x', accession: '' },
      projects: [project as never],
    });
    expect(heard).toEqual([expect.stringContaining('drift projects[0].project_links')]);
    expect(JSON.parse(sent).projects[0]).toEqual({
      alias: 'p',
      title: project.title,
      description: project.description,
      links: [link],
      sequencingProject: {},
    });
  });
});

it('a model tells its platform', () => {
  expect(platformOf('illumina MISEQ')).toBe('ILLUMINA');
  expect(platformOf('Tomorrow 1')).toBeUndefined();
  expect(
    [vocabulary.strategies, vocabulary.sources, vocabulary.selections, vocabulary.runFileTypes].map(
      (list) => list.length,
    ),
  ).toEqual([41, 9, 31, 24]);
  expect(vocabulary.analysisFileTypes).toHaveLength(32);
});
