import {
  type Built,
  built,
  dates,
  freezing,
  histories,
  type Kind,
  many,
  one,
  people,
  permId,
  plainKind,
} from './kind.ts';
import type { DataSetRow, Entity, ExperimentRow, ProjectRow, SampleRow, SpaceRow } from './model.ts';
import type { Store } from './store.ts';
import { Dto, type Wire } from './wire.ts';

export const PROJECT_FLAGS = ['frozen', 'frozenForExperiments', 'frozenForSamples'];
export const SPACE_FLAGS = ['frozen', 'frozenForProjects', 'frozenForSamples'];
export const EXPERIMENT_FLAGS = ['frozen', 'frozenForDataSets', 'frozenForSamples'];
export const SAMPLE_FLAGS = [
  'frozen',
  'frozenForComponents',
  'frozenForChildren',
  'frozenForParents',
  'frozenForDataSets',
];
export const DATA_SET_FLAGS = [
  'frozen',
  'frozenForChildren',
  'frozenForParents',
  'frozenForComponents',
  'frozenForContainers',
];

/** The samples that properties of the data type SAMPLE point to. */
function sampleProperties(row: Entity, store: Store): Built {
  return {
    build: (options, render) => {
      const out: Record<string, Wire> = {};
      for (const [code, value] of Object.entries(row.properties)) {
        if (store.tables.propertyType.get(code)?.dataType !== 'SAMPLE') continue;
        out[code] =
          typeof value === 'string'
            ? render('sample', value, options)
            : value.map((id) => render('sample', id, options));
      }
      return out;
    },
  };
}

const entityParts = {
  type: (row: Entity) => one('entityType', row.type),
  properties: (row: Entity) => built(row.properties as Wire),
  materialProperties: () => built({}),
  sampleProperties,
  tags: (row: Entity) => many('tag', row.tags),
  ...people,
};

/** Notes on relations; the sandbox keeps none, so every relation has empty ones. */
function relationships(ids: readonly string[]): Built {
  const empty = () => new Dto('as.dto.common.Relationship', { childAnnotations: {}, parentAnnotations: {} });
  return { build: () => Object.fromEntries(ids.map((id) => [id, empty()])) };
}

export const space: Kind<SpaceRow> = {
  ...plainKind('space.Space', 'space.fetchoptions.Space'),
  fields: (row) => ({
    permId: permId('as.dto.space.id.SpacePermId', row.id),
    code: row.code,
    description: row.description,
    ...dates(row),
    ...freezing(row.frozen, SPACE_FLAGS),
  }),
  parts: {
    registrator: people.registrator,
    projects: (row, { tables }) => many('project', tables.project.find('space', row.id)),
    samples: (row, { tables }) => many('sample', tables.sample.find('space', row.id)),
  },
};

export const project: Kind<ProjectRow> = {
  ...plainKind('project.Project', 'project.fetchoptions.Project'),
  fields: (row, store) => ({
    permId: permId('as.dto.project.id.ProjectPermId', row.id),
    identifier: new Dto('as.dto.project.id.ProjectIdentifier', {
      identifier: store.projectIdentifier(row.id),
    }),
    code: row.code,
    description: row.description,
    ...dates(row),
    ...freezing(row.frozen, PROJECT_FLAGS),
  }),
  parts: {
    space: (row) => one('space', row.space),
    ...people,
    leader: (row) => one('person', row.leader),
    experiments: (row, { tables }) => many('experiment', tables.experiment.find('project', row.id)),
    samples: (row, { tables }) => many('sample', tables.sample.find('project', row.id)),
    attachments: () => built([]),
    ...histories('history', 'spaceHistory', 'experimentsHistory', 'samplesHistory', 'unknownHistory'),
  },
};

export const experiment: Kind<ExperimentRow> = {
  ...plainKind('experiment.Experiment', 'experiment.fetchoptions.Experiment'),
  fields: (row, store) => ({
    permId: permId('as.dto.experiment.id.ExperimentPermId', row.id),
    identifier: new Dto('as.dto.experiment.id.ExperimentIdentifier', {
      identifier: store.experimentIdentifier(row.id),
    }),
    code: row.code,
    ...dates(row),
    ...freezing(row.frozen, EXPERIMENT_FLAGS),
    metaData: row.metaData,
  }),
  parts: {
    ...entityParts,
    project: (row) => one('project', row.project),
    dataSets: (row, { tables }) => many('dataSet', tables.dataSet.find('experiment', row.id)),
    samples: (row, { tables }) => many('sample', tables.sample.find('experiment', row.id)),
    attachments: () => built([]),
    ...histories(
      'history',
      'propertiesHistory',
      'projectHistory',
      'samplesHistory',
      'dataSetsHistory',
      'unknownHistory',
    ),
  },
};

export const sample: Kind<SampleRow> = {
  ...plainKind('sample.Sample', 'sample.fetchoptions.Sample'),
  fields: (row, store) => ({
    permId: permId('as.dto.sample.id.SamplePermId', row.id),
    identifier: new Dto('as.dto.sample.id.SampleIdentifier', { identifier: store.sampleIdentifier(row) }),
    code: row.code,
    ...dates(row),
    ...freezing(row.frozen, SAMPLE_FLAGS),
    metaData: row.metaData,
  }),
  parts: {
    ...entityParts,
    project: (row) => one('project', row.project),
    space: (row) => one('space', row.space),
    experiment: (row) => one('experiment', row.experiment),
    parents: (row) => many('sample', row.parents),
    children: (row, { tables }) => many('sample', tables.sample.find('parent', row.id)),
    container: (row) => one('sample', row.container),
    components: (row, { tables }) => many('sample', tables.sample.find('container', row.id)),
    dataSets: (row, { tables }) => many('dataSet', tables.dataSet.find('sample', row.id)),
    attachments: () => built([]),
    ...histories(
      'history',
      'propertiesHistory',
      'spaceHistory',
      'projectHistory',
      'experimentHistory',
      'parentsHistory',
      'childrenHistory',
      'containerHistory',
      'componentsHistory',
      'dataSetsHistory',
      'unknownHistory',
    ),
  },
};

/** Members that are there when another part is fetched: the relations' notes. */
export const NOTES: Readonly<Record<string, { of: string; build(row: SampleRow, store: Store): Built }>> = {
  parentsRelationships: { of: 'parents', build: (row) => relationships(row.parents) },
  childrenRelationships: {
    of: 'children',
    build: (row, { tables }) => relationships(tables.sample.find('parent', row.id)),
  },
};

const term = (vocabulary: string, code: string) => (): Wire =>
  new Dto('as.dto.vocabulary.VocabularyTerm', {
    permId: new Dto('as.dto.vocabulary.id.VocabularyTermPermId', { code, vocabularyCode: vocabulary }),
    code,
    label: null,
    description: null,
    ordinal: 1,
    official: true,
  });

function physicalData({ physical }: DataSetRow): Built {
  if (physical === null) return built(null);
  const { location, size, status, presentInArchive, archivingRequested } = physical;
  return {
    build: (options) => {
      const fetched = (part: string, value: () => Wire): Wire => (options[part] ? value() : null);
      return new Dto('as.dto.dataset.PhysicalData', {
        shareId: '1',
        location,
        size,
        complete: 'YES',
        status,
        presentInArchive,
        storageConfirmation: true,
        speedHint: -50,
        archivingRequested,
        storageFormat: fetched('storageFormat', term('$STORAGE_FORMAT', 'PROPRIETARY')),
        fileFormatType: fetched(
          'fileFormatType',
          () => new Dto('as.dto.dataset.FileFormatType', { code: 'PROPRIETARY', description: null }),
        ),
        locatorType: fetched(
          'locatorType',
          () => new Dto('as.dto.dataset.LocatorType', { code: 'RELATIVE_LOCATION', description: null }),
        ),
      });
    },
  };
}

function linkedData({ linked }: DataSetRow): Built {
  if (linked === null) return built(null);
  return {
    build: (options, render) => {
      const dms = (id: string): Wire =>
        options.externalDms
          ? render('externalDms', id, options.externalDms as Record<string, unknown>)
          : null;
      const [first] = linked.copies;
      return new Dto('as.dto.dataset.LinkedData', {
        externalCode: linked.externalCode,
        externalDms: first ? dms(first.externalDms) : null,
        contentCopies: linked.copies.map(
          ({ id, externalDms, ...rest }) =>
            new Dto('as.dto.dataset.ContentCopy', {
              id: permId('as.dto.dataset.id.ContentCopyPermId', id),
              externalDms: dms(externalDms),
              ...rest,
            }),
        ),
      });
    },
  };
}

export const dataSet: Kind<DataSetRow> = {
  ...plainKind('dataset.DataSet', 'dataset.fetchoptions.DataSet'),
  fields: (row) => ({
    permId: permId('as.dto.dataset.id.DataSetPermId', row.id),
    code: row.code,
    kind: row.kind,
    ...dates(row),
    accessDate: row.modificationDate,
    dataProducer: row.dataProducer,
    dataProductionDate: row.dataProductionDate,
    measured: row.measured,
    postRegistered: true,
    ...freezing(row.frozen, DATA_SET_FLAGS),
    metaData: row.metaData,
  }),
  parts: {
    ...entityParts,
    dataStore: (row) => one('dataStore', row.dataStore),
    physicalData,
    linkedData,
    experiment: (row) => one('experiment', row.experiment),
    sample: (row) => one('sample', row.sample),
    parents: (row) => many('dataSet', row.parents),
    children: (row, { tables }) => many('dataSet', tables.dataSet.find('parent', row.id)),
    containers: (row) => many('dataSet', row.containers),
    components: (row, { tables }) => many('dataSet', tables.dataSet.find('container', row.id)),
    ...histories(
      'history',
      'propertiesHistory',
      'experimentHistory',
      'sampleHistory',
      'parentsHistory',
      'childrenHistory',
      'containersHistory',
      'componentsHistory',
      'contentCopiesHistory',
      'unknownHistory',
    ),
  },
};
