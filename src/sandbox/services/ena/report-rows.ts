import type { EnaArchive } from './archive.ts';
import { reportTime } from './dates.ts';
import type { Kind } from './kinds.ts';
import { analysisTypeOf, type StoredObject, textOf, titleOf } from './model.ts';
import { viewProcessing } from './processing.ts';
import { child, textAt } from './xml.ts';

export type Row = Record<string, string | null>;

/** Files that nothing was submitted with are kept for two months. */
const KEPT_MS = 60 * 86_400_000;

function common(archive: EnaArchive, object: StoredObject): Row {
  const since = archive.publicSince(object);
  const isPublic = archive.isPublic(object);
  return {
    id: object.accession,
    alias: object.alias,
    firstCreated: reportTime(object.created),
    firstPublic: isPublic && since !== null ? reportTime(since) : null,
    releaseStatus: archive.status(object),
    submissionAccountId: object.account,
    holdDate: isPublic || object.holdUntil === null ? null : object.holdUntil,
  };
}

function refTo(archive: EnaArchive, object: StoredObject, kinds: readonly Kind[]): StoredObject | undefined {
  const ref = object.refs.find(({ kind }) => kinds.includes(kind));
  return ref && archive.store.object(ref.accession);
}

/** The study number of an object, which is an ERP even where the study is a project. */
function studyId(study: StoredObject | undefined): string | null {
  if (!study) return null;
  return study.kind === 'project' ? (study.secondary ?? null) : study.accession;
}

/** One row about an object, as the report of its type has it. `as`: a study can be looked at as a project. */
export function objectRow(archive: EnaArchive, object: StoredObject, as: Kind = object.kind): Row {
  const row = common(archive, object);
  const { accession, secondary = null } = object;
  const study = refTo(archive, object, ['study', 'project']);
  const experiment = refTo(archive, object, ['experiment']);
  switch (object.kind) {
    case 'project':
    case 'study': {
      const turned = as !== object.kind;
      const ids: Row = turned ? { id: secondary, secondaryId: accession } : { secondaryId: secondary };
      return { ...row, ...ids, title: titleOf(object) ?? null };
    }
    case 'sample':
      return {
        ...row,
        secondaryId: secondary,
        title: titleOf(object) ?? null,
        taxId: textOf(object, 'SAMPLE_NAME', 'TAXON_ID') ?? null,
        scientificName: scientificName(archive, object),
        commonName: textOf(object, 'SAMPLE_NAME', 'COMMON_NAME') ?? null,
      };
    case 'experiment':
      return {
        ...row,
        instrumentModel: modelOf(object),
        studyId: studyId(study),
        sampleId: refTo(archive, object, ['sample'])?.accession ?? null,
      };
    case 'run':
      return {
        ...row,
        instrumentModel: modelOf(object) ?? (experiment ? modelOf(experiment) : null),
        studyId: experiment ? studyId(refTo(archive, experiment, ['study', 'project'])) : null,
        experimentId: experiment?.accession ?? null,
        sampleId: (experiment && refTo(archive, experiment, ['sample'])?.accession) ?? null,
      };
    case 'analysis':
      return {
        ...row,
        analysisType: analysisTypeOf(object) ?? null,
        studyId: studyId(study),
        sampleId: refTo(archive, object, ['sample'])?.accession ?? null,
      };
    default:
      return { ...row, title: titleOf(object) ?? null };
  }
}

export function modelOf(object: StoredObject): string | null {
  return textAt(child(object.element, 'PLATFORM')?.children[0], 'INSTRUMENT_MODEL') ?? null;
}

/** The name in the table of taxa, not the one that was sent. */
export function scientificName(archive: EnaArchive, object: StoredObject): string | null {
  const taxId = Number(textOf(object, 'SAMPLE_NAME', 'TAXON_ID'));
  return archive.taxonomy.resolve(taxId, [])?.scientificName ?? null;
}

export function processRow(archive: EnaArchive, object: StoredObject): Row {
  const { status, error, start, end, acc } = viewProcessing(archive, object);
  const row: Row = {
    id: object.accession,
    processingStatus: status,
    processingError: error,
    processingStart: start,
    processingEnd: end,
  };
  return object.kind === 'analysis' ? { ...row, analysisType: analysisTypeOf(object) ?? null, acc } : row;
}

/** One row per file of a run or analysis. Files of the test service are never archived. */
export function fileRows(archive: EnaArchive, object: StoredObject): Row[] {
  const archived = object.production || (!archive.isTest && object.processing?.ended?.status === 'COMPLETED');
  return object.files.map(({ name, type, method, checksum }) => {
    const upload = archive.uploads.get(object.account, name.replace(/^\/+/, ''));
    const row: Row = {
      id: object.accession,
      fileName: name,
      fileFormat: type,
      bytes: upload ? String(upload.file.size) : null,
      checksumMethod: method,
      checksum,
      archiveStatus: archived ? 'ARCHIVED' : 'NOT_ARCHIVED',
      uploadDate: upload ? reportTime(upload.at) : null,
    };
    return object.kind === 'analysis' ? { ...row, analysisType: analysisTypeOf(object) ?? null } : row;
  });
}

/** What lies in the upload area and is named by nothing that was submitted. */
export function unsubmittedRows(archive: EnaArchive, account: string): Row[] {
  const named = new Set<string>();
  for (const object of archive.store.objects()) {
    if (object.account !== account || object.cancelled) continue;
    for (const { name } of object.files) named.add(name.replace(/^\/+/, ''));
  }
  return archive.uploads
    .list(account)
    .filter(({ path }) => !named.has(path))
    .map(({ path, file, at }) => ({
      fileName: path,
      bytes: String(file.size),
      uploadDate: reportTime(at),
      expirationDate: reportTime(at + KEPT_MS),
    }));
}
