import { element, leaf, type XmlElement } from '../../core/xml.ts';
import type { Kind } from './kinds.ts';
import { type Fields, giveAll, isGiven, type Part, takeChild, takeChildren } from './shape.ts';
import { analysis } from './shapes-analysis.ts';
import {
  attribute,
  attributesOf,
  common,
  files,
  group,
  identifiers,
  linksOf,
  list,
  nested,
  platform,
  reference,
  references,
  text,
  texts,
} from './shapes-common.ts';
import { vocabulary } from './vocabulary.ts';

const organismParts = [
  text('taxonId', 'TAXON_ID'),
  text('scientificName', 'SCIENTIFIC_NAME'),
  text('commonName', 'COMMON_NAME'),
];

const related = (field: string, name: string): Part =>
  nested(field, name, [attribute('accession', 'accession')]);

const project: readonly Part[] = [
  ...common,
  identifiers,
  text('name', 'NAME'),
  text('title', 'TITLE'),
  text('description', 'DESCRIPTION'),
  group('COLLABORATORS', [texts('collaborators', 'COLLABORATOR')]),
  group('SUBMISSION_PROJECT', [
    nested('sequencingProject', 'SEQUENCING_PROJECT', [texts('locusTagPrefixes', 'LOCUS_TAG_PREFIX')]),
    nested('organism', 'ORGANISM', [
      ...organismParts,
      text('strain', 'STRAIN'),
      text('breed', 'BREED'),
      text('cultivar', 'CULTIVAR'),
      text('isolate', 'ISOLATE'),
    ]),
  ]),
  nested('adminProject', 'UMBRELLA_PROJECT', []),
  list('relationships', 'RELATED_PROJECTS', 'RELATED_PROJECT', [
    related('childProject', 'CHILD_PROJECT'),
    related('parentProject', 'PARENT_PROJECT'),
    related('peerProject', 'PEER_PROJECT'),
  ]),
  linksOf('PROJECT'),
  attributesOf('PROJECT'),
];

const study: readonly Part[] = [
  ...common,
  identifiers,
  group('DESCRIPTOR', [
    text('title', 'STUDY_TITLE'),
    {
      take(from, to) {
        const type = takeChild(from, 'STUDY_TYPE');
        if (!type) return;
        to.studyType = type.attributes.new_study_type ?? type.attributes.existing_study_type;
      },
      give(from, to) {
        to.children.push(element('STUDY_TYPE', [], studyType(String(from.studyType ?? 'Other'))));
      },
    },
    text('abstract', 'STUDY_ABSTRACT'),
    text('description', 'STUDY_DESCRIPTION'),
  ]),
  linksOf('STUDY'),
  attributesOf('STUDY'),
];

const studyType = (type: string): Record<string, string> =>
  vocabulary.studyTypes.includes(type)
    ? { existing_study_type: type }
    : { existing_study_type: 'Other', new_study_type: type };

const sample: readonly Part[] = [
  ...common,
  identifiers,
  text('title', 'TITLE'),
  nested('organism', 'SAMPLE_NAME', organismParts),
  text('description', 'DESCRIPTION'),
  linksOf('SAMPLE'),
  attributesOf('SAMPLE'),
];

/** `<PAIRED NOMINAL_LENGTH="250"/>` */
const layout: Part = {
  take(from, to) {
    const found = takeChild(from, 'LIBRARY_LAYOUT')?.children[0];
    if (!found) return;
    to.libraryLayout = found.name;
    const { NOMINAL_LENGTH, NOMINAL_SDEV } = found.attributes;
    if (NOMINAL_LENGTH !== undefined) to.nominalLength = Number(NOMINAL_LENGTH);
    if (NOMINAL_SDEV !== undefined) to.nominalSdev = Number(NOMINAL_SDEV);
  },
  give(from, to) {
    const { libraryLayout, nominalLength, nominalSdev } = from;
    if (!isGiven(libraryLayout)) return;
    const attributes = {
      ...(isGiven(nominalLength) && { NOMINAL_LENGTH: String(nominalLength) }),
      ...(isGiven(nominalSdev) && { NOMINAL_SDEV: String(nominalSdev) }),
    };
    to.children.push(
      element('LIBRARY_LAYOUT', [element(String(libraryLayout).toUpperCase(), [], attributes)]),
    );
  },
};

const oneSample = list('samples', undefined, 'SAMPLE_DESCRIPTOR', [
  attribute('accession', 'accession'),
  attribute('alias', 'refname'),
]);

/** One sample, or a pool of several. */
const sampleDescriptor: Part = {
  take(from, to, at) {
    const pool = from.children.find(({ name }) => name === 'SAMPLE_DESCRIPTOR')?.children[0];
    const onlyPool = pool?.name === 'POOL' && pool.children.every(({ name }) => name === 'MEMBER');
    if (!onlyPool) {
      oneSample.take(from, to, at);
      return;
    }
    group('SAMPLE_DESCRIPTOR', [group('POOL', [references('samples', 'MEMBER')])]).take(from, to, at);
  },
  give(from, to, at) {
    const several = ((from.samples as unknown[] | undefined) ?? []).length > 1;
    if (several)
      group('SAMPLE_DESCRIPTOR', [group('POOL', [references('samples', 'MEMBER')])]).give(from, to, at);
    else oneSample.give(from, to, at);
  },
};

const experiment: readonly Part[] = [
  ...common,
  identifiers,
  text('title', 'TITLE'),
  reference('study', 'STUDY_REF'),
  group('DESIGN', [
    {
      // The element has to be there, the text need not.
      ...text('designDescription', 'DESIGN_DESCRIPTION'),
      give(from, to) {
        to.children.push(leaf('DESIGN_DESCRIPTION', String(from.designDescription ?? '')));
      },
    },
    sampleDescriptor,
    nested('libraryDescriptor', 'LIBRARY_DESCRIPTOR', [
      text('libraryName', 'LIBRARY_NAME'),
      text('libraryStrategy', 'LIBRARY_STRATEGY'),
      text('librarySource', 'LIBRARY_SOURCE'),
      text('librarySelection', 'LIBRARY_SELECTION'),
      layout,
      text('poolingStrategy', 'POOLING_STRATEGY'),
      text('libraryConstructionProtocol', 'LIBRARY_CONSTRUCTION_PROTOCOL'),
    ]),
  ]),
  platform,
  linksOf('EXPERIMENT'),
  attributesOf('EXPERIMENT'),
];

const run: readonly Part[] = [
  ...common,
  identifiers,
  text('title', 'TITLE'),
  reference('experiment', 'EXPERIMENT_REF'),
  platform,
  group('DATA_BLOCK', [files]),
  linksOf('RUN'),
  attributesOf('RUN'),
];

const actions: Part = {
  take(from, to) {
    const around = takeChild(from, 'ACTIONS');
    if (!around) return;
    to.actions = takeChildren(around, 'ACTION').flatMap(({ children }) => children.map(actionFrom));
  },
  give(from, to) {
    const given = (from.actions as Fields[] | undefined) ?? [];
    if (given.length > 0) {
      to.children.push(
        element(
          'ACTIONS',
          given.map((action) => element('ACTION', [actionElement(action)])),
        ),
      );
    }
  },
};

const ACTION: readonly Part[] = [
  attribute('source', 'source'),
  attribute('schema', 'schema'),
  attribute('target', 'target'),
  attribute('holdUntilDate', 'HoldUntilDate'),
];

function actionFrom(action: XmlElement): Fields {
  const fields: Fields = { type: action.name };
  for (const part of ACTION) part.take(action, fields, { path: '', others: [] });
  return fields;
}

const actionElement = (action: Fields): XmlElement =>
  giveAll(element(String(action.type)), action, ACTION, { path: '', others: [] });

export const SUBMISSION: readonly Part[] = [
  attribute('alias', 'alias'),
  attribute('accession', 'accession'),
  attribute('centerName', 'center_name'),
  attribute('labName', 'lab_name'),
  attribute('comment', 'submission_comment'),
  identifiers,
  text('title', 'TITLE'),
  list('contacts', 'CONTACTS', 'CONTACT', [
    attribute('name', 'name'),
    attribute('informOnStatus', 'inform_on_status'),
    attribute('informOnError', 'inform_on_error'),
  ]),
  actions,
  linksOf('SUBMISSION'),
  attributesOf('SUBMISSION'),
];

/** How each kind is written in XML, in the order of ENA's schemas. */
export const SHAPES: Readonly<Record<Kind, readonly Part[]>> = {
  projects: project,
  studies: study,
  samples: sample,
  experiments: experiment,
  runs: run,
  analyses: analysis,
};
