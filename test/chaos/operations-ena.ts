import { add, Ena, type EnaDocument } from 'accession';
import { enaFilesOperations } from './operations-ena-files.ts';
import type { ServiceOperations } from './operations-shared.ts';

const HOLD = { hold: true } as const;
const WAIT = { pollMs: 1, timeoutMs: 1 };
const QUEUED = { submissionId: 'ERA12944374' };
const reference = { alias: 'a' };

const sample = (word: string) => ({ alias: word, title: word, organism: { taxonId: 9606 } });
const project = (word: string) => ({
  alias: word,
  title: `A study of many things: ${word}`,
  description: 'What became of it is told in twenty letters and more.',
});
const experiment = (word: string) => ({
  alias: word,
  title: word,
  study: reference,
  samples: [reference],
  libraryDescriptor: {
    libraryStrategy: 'WGS',
    librarySource: 'GENOMIC',
    librarySelection: 'RANDOM',
    libraryLayout: 'SINGLE',
    // Only XML can say this.
    libraryConstructionProtocol: word,
  },
  instrumentModel: 'Illumina MiSeq',
});
const files = [{ fileName: 'a.bam', fileType: 'bam', checksum: 'a'.repeat(32) }];
const run = (word: string) => ({ alias: word, title: word, experiment: reference, files });
const analysis = (word: string) => ({
  alias: word,
  title: word,
  study: reference,
  analysisType: 'REFERENCE_ALIGNMENT',
  files,
});
const document = (word: string): EnaDocument => add({ samples: [sample(word)] }, HOLD);

export const ena: ServiceOperations = {
  service: 'ena',
  simplest: 'samples.get',
  open(options) {
    // Files do not go by the transport that a test may replace: nobody listens there.
    const client = new Ena({ ftpUrl: 'ftp://127.0.0.1:1', ...options });
    const { submissions, projects, studies, samples, experiments, runs, analyses } = client;
    return {
      client,
      close: () => client.close(),
      operations: {
        'submissions.submit': (word, options) =>
          submissions.submit(document(word), { ...options, onDuplicate: 'accept' }),
        'submissions.enqueue': (word, options) =>
          submissions.enqueue(add({ experiments: [experiment(word)] }, HOLD), {
            ...options,
            transfer: 'multipart',
          }),
        'submissions.poll': (_, options) => submissions.poll(QUEUED, options),
        'submissions.waitUntil': (_, { timeoutMs, ...options }) =>
          submissions.waitUntil(QUEUED, { ...options, ...WAIT }),
        'submissions.validate': (word, options) => submissions.validate(document(word), options),
        'submissions.receipt': (word, options) => submissions.receipt(word, options),
        'submissions.hold': (_, options) => submissions.hold('ERS123456', undefined, options),
        'submissions.release': (word, options) => submissions.release(word, options),
        'submissions.cancel': (word, options) => submissions.cancel(word, options),
        'submissions.createMany': (word, options, journal) =>
          submissions
            .createMany([document(word), document(`${word}2`)], { ...options, journal, reconcileForMs: 0 })
            .done({ orThrow: true }),
        'projects.get': (_, options) => projects.get('PRJEB1', options),
        'projects.update': (word, options) => projects.update(project(word), options),
        'projects.patch': (word, options) => projects.patch('PRJEB1', { title: word }, options),
        'studies.get': (_, options) => studies.get('ERP000001', options),
        'studies.update': (word, options) => studies.update({ alias: 'a', title: word }, options),
        'studies.patch': (word, options) => studies.patch('ERP000001', { title: word }, options),
        'samples.get': (_, options) => samples.get('ERS000001', options),
        'samples.update': (word, options) => samples.update(sample(word), options),
        'samples.patch': (word, options) => samples.patch('ERS000001', { title: word }, options),
        'experiments.get': (_, options) => experiments.get('ERX000001', options),
        'experiments.update': (word, options) => experiments.update(experiment(word), options),
        'experiments.patch': (word, options) => experiments.patch('ERX000001', { title: word }, options),
        'runs.get': (_, options) => runs.get('ERR000001', options),
        'runs.update': (word, options) => runs.update(run(word), options),
        'runs.patch': (word, options) => runs.patch('ERR000001', { title: word }, options),
        'analyses.get': (_, options) => analyses.get('ERZ000001', options),
        'analyses.update': (word, options) => analyses.update(analysis(word), options),
        'analyses.patch': (word, options) => analyses.patch('ERZ000001', { title: word }, options),
        ...enaFilesOperations(client),
      },
    };
  },
};
