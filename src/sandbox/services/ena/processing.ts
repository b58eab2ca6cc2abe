import { look } from '../../lifecycle.ts';
import type { EnaArchive } from './archive.ts';
import { uploadName } from './check-files.ts';
import { processTime } from './dates.ts';
import { analysisTypeOf, type NamedFile, type StoredObject } from './model.ts';

/** What a process report says about the files of a run or analysis. */
export interface ProcessView {
  status: string;
  error: string | null;
  start: string | null;
  end: string | null;
  /** Accessions that processing gave to an assembly. */
  acc: string | null;
}

const WRONG_CHECKSUM = 'Invalid file checksum';

/**
 * Looks at the processing of an object once. Checksums are compared here, not at submission; a file that is
 * uploaded again, or a MODIFY with another checksum, mends a wrong one. Only what went well is final.
 */
export function viewProcessing(archive: EnaArchive, object: StoredObject): ProcessView {
  const { processing } = object;
  const now = archive.context.clock.now();
  if (!processing) return { status: 'COMPLETED', error: null, start: null, end: null, acc: null };
  const start = processTime(processing.started);
  if (object.cancelled) return { status: 'CANCELLED', error: null, start, end: null, acc: null };
  if (processing.ended) return ended(object, processing.ended, start);
  const progress = { ...processing.progress };
  const done = look(progress, now);
  if (!done) {
    archive.store.put({ ...object, processing: { ...processing, progress } });
    return { status: 'QUEUED', error: null, start: null, end: null, acc: null };
  }
  const at = progress.doneAt ?? now;
  if (progress.fail !== undefined) {
    const end = { at, status: progress.fail, error: 'EXECUTION_ERROR' };
    archive.store.put({ ...object, processing: { ...processing, progress, ended: end } });
    return ended(object, end, start);
  }
  if (!object.files.every((file) => isRight(archive, object.account, file)))
    return { status: 'ERROR', error: WRONG_CHECKSUM, start, end: processTime(at), acc: null };
  const end = { at, status: 'COMPLETED', error: null };
  archive.store.put({ ...object, processing: { ...processing, progress, ended: end } });
  return ended(object, end, start);
}

function ended(
  object: StoredObject,
  { at, status, error }: { at: number; status: string; error: string | null },
  start: string,
): ProcessView {
  return {
    status,
    error,
    start,
    end: processTime(at),
    acc: status === 'COMPLETED' ? assembly(object) : null,
  };
}

/** Hex digits are compared as they are: upper case is a mismatch. */
function isRight(archive: EnaArchive, account: string, { name, method, checksum }: NamedFile): boolean {
  const found = archive.uploads.look(account, uploadName(name));
  if (!found) return false;
  return checksum === (method === 'MD5' ? found.md5 : found.sha256);
}

/** `genome:GCA_964187725.1`, with the digits of the analysis's own number. */
function assembly(object: StoredObject): string | null {
  if (analysisTypeOf(object) !== 'SEQUENCE_ASSEMBLY') return null;
  return `genome:GCA_9${object.accession.replace(/\D/g, '').slice(-8).padStart(8, '0')}.1`;
}
