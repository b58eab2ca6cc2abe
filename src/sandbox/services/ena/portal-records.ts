import type { EnaArchive } from './archive.ts';
import { reportTime } from './dates.ts';
import type { Kind } from './kinds.ts';
import { analysisTypeOf, type StoredObject, textOf, titleOf } from './model.ts';
import type { PortalRecord } from './portal-query.ts';
import { modelOf, scientificName } from './report-rows.ts';
import { taxonObject } from './taxa.ts';
import { child, children, textAt } from './xml.ts';

const COMMON = ['center_name', 'broker_name', 'first_public', 'last_updated'];
const STUDY = ['study_accession', 'secondary_study_accession'];
const SAMPLE = ['sample_accession', 'secondary_sample_accession', 'tax_id', 'scientific_name'];
const LIBRARY = ['library_name', 'library_strategy', 'library_source', 'library_selection', 'library_layout'];
const MACHINE = ['instrument_platform', 'instrument_model'];
const EXPERIMENT = [
  ...['experiment_accession', 'experiment_alias', 'experiment_title'],
  ...[...STUDY, ...SAMPLE, ...LIBRARY, ...MACHINE],
];
const SUBMITTED = ['submitted_ftp', 'submitted_md5', 'submitted_format'];
const STUDIES = [...STUDY, 'study_alias', 'study_title', 'description', ...COMMON];

/** The fields of each result; the first is its accession. */
export const RESULTS: Readonly<Record<string, readonly string[]>> = {
  study: STUDIES,
  read_study: STUDIES,
  sample: [
    ...[...SAMPLE, 'sample_alias', 'sample_title', 'description', 'country', 'collection_date', 'checklist'],
    ...COMMON,
  ],
  read_experiment: [...EXPERIMENT, ...COMMON],
  read_run: [
    ...['run_accession', 'run_alias', ...EXPERIMENT, 'fastq_ftp', 'fastq_md5', 'fastq_bytes'],
    ...[...SUBMITTED, ...COMMON],
  ],
  analysis: [
    ...['analysis_accession', 'analysis_alias', 'analysis_title', 'analysis_type', ...STUDY, ...SAMPLE],
    ...[...SUBMITTED, ...COMMON],
  ],
  taxon: ['tax_id', 'scientific_name', 'common_name', 'rank', 'division', 'lineage'],
};

const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  study: ['project', 'study'],
  read_study: ['project', 'study'],
  sample: ['sample'],
  read_experiment: ['experiment'],
  read_run: ['run'],
  analysis: ['analysis'],
};

/** What everybody may see of a result. */
export function portalRecords(archive: EnaArchive, result: string): PortalRecord[] {
  if (result === 'taxon') {
    return archive.taxonomy.list().map((taxon) => {
      const {
        taxId = '',
        scientificName = '',
        commonName = '',
        rank = '',
        division = '',
        lineage = '',
      } = taxonObject(taxon);
      const names = { tax_id: taxId, scientific_name: scientificName, common_name: commonName };
      return { ...names, rank, division, lineage };
    });
  }
  const kinds = KINDS[result] ?? [];
  const shown = [...archive.store.objects()].filter(
    (item) => kinds.includes(item.kind) && archive.isPublic(item),
  );
  if (result !== 'read_study') return shown.map((object) => recordOf(archive, object));
  return shown.filter((study) => hasReads(archive, study)).map((object) => recordOf(archive, object));
}

function hasReads(archive: EnaArchive, study: StoredObject): boolean {
  return [...archive.store.objects()].some(
    (item) => item.kind === 'experiment' && item.refs.some(({ accession }) => accession === study.accession),
  );
}

function parent(archive: EnaArchive, object: StoredObject, kinds: readonly Kind[]): StoredObject | undefined {
  const found = object.refs.find(({ kind }) => kinds.includes(kind));
  return found && archive.store.object(found.accession);
}

function recordOf(archive: EnaArchive, object: StoredObject): PortalRecord {
  const since = archive.publicSince(object);
  const common = {
    center_name: object.center,
    broker_name: object.broker ?? '',
    first_public: since === null ? '' : reportTime(since).slice(0, 10),
    last_updated: reportTime(object.updated).slice(0, 10),
  };
  return { ...own(archive, object), ...common };
}

function own(archive: EnaArchive, object: StoredObject): PortalRecord {
  switch (object.kind) {
    case 'project':
    case 'study':
      return {
        ...studyIds(object),
        study_alias: object.alias,
        study_title: titleOf(object) ?? '',
        description: textOf(object, 'DESCRIPTION') ?? textOf(object, 'DESCRIPTOR', 'STUDY_DESCRIPTION') ?? '',
      };
    case 'sample':
      return {
        ...sampleIds(archive, object),
        sample_alias: object.alias,
        sample_title: titleOf(object) ?? '',
        description: textOf(object, 'DESCRIPTION') ?? '',
        country: attribute(object, 'geographic location (country and/or sea)'),
        collection_date: attribute(object, 'collection date'),
        checklist: attribute(object, 'ena-checklist'),
      };
    case 'experiment':
      return experimentRecord(archive, object);
    case 'run': {
      const experiment = parent(archive, object, ['experiment']);
      const base = experiment ? experimentRecord(archive, experiment) : {};
      const fastq = object.files.filter(({ type }) => type === 'fastq');
      return {
        ...base,
        run_accession: object.accession,
        run_alias: object.alias,
        fastq_ftp: fastq.map((_file, i) => `ftp.sra.ebi.ac.uk/vol1/fastq/${fastqPath(object, i)}`).join(';'),
        fastq_md5: fastq.map(({ checksum }) => checksum).join(';'),
        fastq_bytes: '',
        ...submitted(object),
      };
    }
    default:
      return {
        analysis_accession: object.accession,
        analysis_alias: object.alias,
        analysis_title: titleOf(object) ?? '',
        analysis_type: analysisTypeOf(object) ?? '',
        ...studyIds(parent(archive, object, ['project', 'study'])),
        ...sampleIds(archive, parent(archive, object, ['sample'])),
        ...submitted(object),
      };
  }
}

function studyIds(study: StoredObject | undefined): PortalRecord {
  const ids = [study?.accession ?? '', study?.secondary ?? ''];
  const [project = '', other = ''] = study?.kind === 'study' ? ids.reverse() : ids;
  return { study_accession: project, secondary_study_accession: other };
}

function sampleIds(archive: EnaArchive, sample: StoredObject | undefined): PortalRecord {
  return {
    sample_accession: sample?.secondary ?? '',
    secondary_sample_accession: sample?.accession ?? '',
    tax_id: (sample && textOf(sample, 'SAMPLE_NAME', 'TAXON_ID')) ?? '',
    scientific_name: (sample && scientificName(archive, sample)) ?? '',
  };
}

function experimentRecord(archive: EnaArchive, experiment: StoredObject): PortalRecord {
  const library = child(experiment.element, 'DESIGN', 'LIBRARY_DESCRIPTOR');
  return {
    experiment_accession: experiment.accession,
    experiment_alias: experiment.alias,
    experiment_title: titleOf(experiment) ?? '',
    ...studyIds(parent(archive, experiment, ['project', 'study'])),
    ...sampleIds(archive, parent(archive, experiment, ['sample'])),
    library_name: textAt(library, 'LIBRARY_NAME') ?? '',
    library_strategy: textAt(library, 'LIBRARY_STRATEGY') ?? '',
    library_source: textAt(library, 'LIBRARY_SOURCE') ?? '',
    library_selection: textAt(library, 'LIBRARY_SELECTION') ?? '',
    library_layout: child(library, 'LIBRARY_LAYOUT')?.children[0]?.name ?? '',
    instrument_platform: child(experiment.element, 'PLATFORM')?.children[0]?.name ?? '',
    instrument_model: modelOf(experiment) ?? '',
  };
}

/** `ERR100/003/ERR1000003/ERR1000003_1.fastq.gz`: six characters, the digits beyond as a folder, the accession. */
function fastqPath({ accession, files }: StoredObject, i: number): string {
  const beyond = accession.slice(9);
  const folder = beyond === '' ? '' : `${beyond.padStart(3, '0')}/`;
  const part = files.length === 1 ? '' : `_${i + 1}`;
  return `${accession.slice(0, 6)}/${folder}${accession}/${accession}${part}.fastq.gz`;
}

function submitted({ accession, files }: StoredObject): PortalRecord {
  const place = `ftp.sra.ebi.ac.uk/vol1/run/${accession.slice(0, 6)}/${accession}`;
  return {
    submitted_ftp: files.map(({ name }) => `${place}/${name.split('/').at(-1) ?? name}`).join(';'),
    submitted_md5: files.map(({ checksum }) => checksum).join(';'),
    submitted_format: files.map(({ type }) => type.toUpperCase()).join(';'),
  };
}

function attribute({ element }: StoredObject, tag: string): string {
  const all = children(child(element, 'SAMPLE_ATTRIBUTES'), 'SAMPLE_ATTRIBUTE');
  const found = all.find((item) => textAt(item, 'TAG')?.toLowerCase() === tag);
  return textAt(found, 'VALUE') ?? '';
}
