import { unzipSync } from 'fflate';
import type { FilePart } from '../body.ts';
import { refuse } from '../rules.ts';

/** A file of a sheet, as text. */
export interface SheetFile {
  /** With its directory, if the archive has one. */
  path: string;
  text: string;
}

export interface Upload {
  files: SheetFile[];
  /** null: the sheet came as loose files. */
  archive: string | null;
}

const ZIP_TYPES = ['application/zip', 'application/x-zip-compressed'];
const TEXT_TYPES = ['text/plain', 'text/tab-separated-values'];

/** One part is an archive, several are the files themselves. */
export function readUpload(parts: readonly FilePart[]): Upload {
  const [only, second] = parts;
  if (!only) throw refuse('import.no-files');
  if (!second) return { files: unpacked(only), archive: only.name };
  return {
    archive: null,
    files: parts.map(({ name, type, content }) => {
      if (!TEXT_TYPES.includes(type)) throw refuse('import.part-type', { file: name, type });
      return { path: name, text: decoded(content, 'TSV files') };
    }),
  };
}

function unpacked({ type, content }: FilePart): SheetFile[] {
  if (!ZIP_TYPES.includes(type)) throw refuse('import.not-zip');
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(content);
  } catch {
    throw refuse('import.broken-zip');
  }
  const names = Object.keys(entries).filter((name) => !name.endsWith('/'));
  const investigations = names.filter((name) => /^i_.*\.txt$/.test(baseName(name)));
  if (investigations.length === 0) throw refuse('import.zip-without-investigation');
  if (investigations.length > 1) throw refuse('import.zip-two-investigations');
  return names.map((path) => ({ path, text: decoded(entries[path] ?? new Uint8Array(), 'zip archive') }));
}

function decoded(bytes: Uint8Array, kind: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const position = firstBadByte(bytes);
    const byte = `0x${(bytes[position] ?? 0).toString(16).padStart(2, '0')}`;
    throw refuse('import.encoding', { kind, byte, position: String(position) });
  }
}

/** Everything before it decodes, and it does not go on to. */
function firstBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let i = 0; i < bytes.length; i += 1) {
    try {
      decoder.decode(bytes.subarray(i, i + 1), { stream: true });
    } catch {
      return i;
    }
  }
  return Math.max(0, bytes.length - 1);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
