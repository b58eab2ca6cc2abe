import type { Issue } from '../../core/errors/index.ts';
import { KINDS, type Kind } from './kinds.ts';
import type {
  Analysis,
  EnaDocument,
  EnaFile,
  EnaObject,
  Experiment,
  ObjectOf,
  Project,
  Study,
} from './types.ts';
import { ANALYSIS_FIELDS } from './vocabulary.ts';

/** Fields that ENA's JSON reader drops without a word, or has no place for. */
const XML_ONLY: { readonly [K in Kind | 'submission']: readonly string[] } = {
  submission: ['contacts', 'comment'],
  projects: ['organism', 'collaborators'],
  studies: ['abstract'],
  samples: [],
  experiments: [],
  runs: [],
  analyses: [],
};
const XML_ONLY_LIBRARY = [
  'nominalLength',
  'nominalSdev',
  'poolingStrategy',
  'libraryConstructionProtocol',
] as const;
const XML_ONLY_FILE: readonly (keyof EnaFile)[] = [
  'readLabel',
  'unencryptedChecksum',
  'qualityScoringSystem',
  'qualityEncoding',
  'asciiOffset',
];

const LOST = 'would be lost in JSON; use format "auto" or "xml"';

/** All that the JSON form of a document would silently lose. */
export function lostInJson(document: EnaDocument): Issue[] {
  const paths: string[] = [];
  const given = (at: string, object: object, fields: readonly string[]) => {
    for (const field of fields) {
      if ((object as Record<string, unknown>)[field] !== undefined) paths.push(`${at}.${field}`);
    }
  };
  const shared = (at: string, object: Pick<EnaObject, 'links' | 'otherXml'>) => {
    if (object.otherXml?.length) paths.push(`${at}.otherXml`);
    object.links?.forEach(({ xrefLink, urlLink }, index) => {
      if (xrefLink?.label !== undefined) paths.push(`${at}.links[${index}].xrefLink.label`);
      else if (!xrefLink && !urlLink) paths.push(`${at}.links[${index}]`);
    });
  };
  if (document.submission) {
    shared('submission', document.submission);
    given('submission', document.submission, XML_ONLY.submission);
    document.submission.actions?.forEach((action, index) => {
      given(`submission.actions[${index}]`, action, ['source', 'schema']);
    });
  }
  for (const kind of KINDS) {
    (document[kind] as ObjectOf[Kind][] | undefined)?.forEach((object, index) => {
      const at = `${kind}[${index}]`;
      shared(at, object);
      given(at, object, XML_ONLY[kind]);
      paths.push(...SPECIAL[kind](object as never).map((field) => `${at}.${field}`));
    });
  }
  document.xml?.forEach((_, index) => {
    paths.push(`xml[${index}]`);
  });
  return paths.map((path) => ({ path, message: LOST }));
}

const lostFiles = ({ files = [] }: { files?: EnaFile[] }): string[] =>
  files.flatMap((file, index) =>
    XML_ONLY_FILE.filter((field) => file[field] !== undefined).map((field) => `files[${index}].${field}`),
  );

const SPECIAL: { readonly [K in Kind]: (object: ObjectOf[K]) => string[] } = {
  projects: ({ relationships = [] }: Project) =>
    relationships.flatMap(({ peerProject }, index) =>
      peerProject ? [`relationships[${index}].peerProject`] : [],
    ),
  studies: ({ studyType = 'Other' }: Study) => (studyType === 'Other' ? [] : ['studyType']),
  samples: () => [],
  experiments: ({ libraryDescriptor, samples }: Experiment) => [
    ...XML_ONLY_LIBRARY.filter((field) => libraryDescriptor[field] !== undefined).map(
      (field) => `libraryDescriptor.${field}`,
    ),
    ...(samples.length > 1 ? ['samples[1]'] : []),
  ],
  runs: lostFiles,
  analyses: (analysis: Analysis) => [...lostFiles(analysis), ...lostAttributes(analysis)],
};

/** Of types with fields of their own the server keeps only those, and of repeated ones only the last. */
function lostAttributes({ analysisType, attributes = [] }: Analysis): string[] {
  const known = ANALYSIS_FIELDS[analysisType];
  if (!known) return [];
  return attributes.flatMap(({ tag }, index) => {
    const repeated = attributes.some((other, later) => later > index && other.tag === tag);
    return known.includes(tag) && !repeated ? [] : [`attributes[${index}]`];
  });
}

/** A document in ENA's JSON. */
export function documentToJson(document: EnaDocument): string {
  const { xml: _xml, experiments, ...rest } = document;
  return JSON.stringify({
    ...rest,
    ...(experiments && { experiments: experiments.map(jsonExperiment) }),
  });
}

/** The server's reader knows PAIRED in any case, and `single` in lower case only; the text may be empty, not missing. */
const jsonExperiment = (experiment: Experiment): Experiment => ({
  ...experiment,
  designDescription: experiment.designDescription ?? '',
  libraryDescriptor: {
    ...experiment.libraryDescriptor,
    libraryLayout:
      experiment.libraryDescriptor.libraryLayout.toUpperCase() === 'SINGLE' ? 'single' : 'PAIRED',
  },
});
