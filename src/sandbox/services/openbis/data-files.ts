import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Files, StoredFile } from '../../files.ts';
import type { DataFile } from './model.ts';
import type { Piece } from './workspaces.ts';

/** A file that lives in the seed. */
export function inlineFile(path: string, text: string): DataFile {
  const bytes = Buffer.from(text);
  return { path, directory: false, size: bytes.length, crc32: crc32(bytes), text };
}

export function diskFile(path: string, { path: file, size, crc32: crc }: StoredFile): DataFile {
  return { path, directory: false, size, crc32: crc, file };
}

export const folder = (path: string): DataFile => ({ path, directory: true, size: 0, crc32: 0 });

/** Adds the folders that the files lie in, and gives folders the size of what is in them. */
export function withFolders(files: readonly DataFile[]): DataFile[] {
  const all = new Map<string, DataFile>();
  for (const file of files) {
    const parts = file.path.split('/');
    for (let i = 1; i < parts.length; i++) {
      const path = parts.slice(0, i).join('/');
      if (!all.has(path)) all.set(path, folder(path));
    }
    all.set(file.path, file);
  }
  const inside = (path: string): number =>
    files.reduce(
      (sum, file) => sum + (!file.directory && file.path.startsWith(`${path}/`) ? file.size : 0),
      0,
    );
  return [...all.values()].map((file) => (file.directory ? { ...file, size: inside(file.path) } : file));
}

/** With the root, whose path is empty. */
export function listing(files: readonly DataFile[]): DataFile[] {
  const size = files.reduce((sum, file) => sum + (file.directory ? 0 : file.size), 0);
  return [{ ...folder(''), size }, ...files];
}

export async function readPart(file: DataFile, start: number, length: number): Promise<Buffer> {
  if (file.text !== undefined) return Buffer.from(file.text).subarray(start, start + length);
  if (file.file === undefined || length === 0) return Buffer.alloc(0);
  const handle = await open(file.file);
  try {
    const part = Buffer.alloc(length);
    const { bytesRead } = await handle.read(part, 0, length, start);
    return part.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** One file of pieces that came in any order. Holes are filled with zeros; where pieces overlap the later one starts. */
export async function joined(files: Files, pieces: readonly Piece[]): Promise<StoredFile> {
  const ordered = [...pieces].filter(({ file }) => file.size > 0).sort((a, b) => a.start - b.start);
  const [first] = ordered;
  if (first && ordered.length === 1 && first.start === 0) return first.file;
  return files.keep(Readable.from(bytes(ordered)));
}

async function* bytes(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const [i, { start, file }] of pieces.entries()) {
    if (start > at) yield Buffer.alloc(start - at);
    const end = Math.min(file.size, (pieces[i + 1]?.start ?? Number.POSITIVE_INFINITY) - start);
    if (end > 0) yield* createReadStream(file.path, { end: end - 1 }) as AsyncIterable<Buffer>;
    at = start + Math.max(0, end);
  }
}
