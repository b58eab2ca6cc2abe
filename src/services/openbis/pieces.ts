import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { joinedCrc32 } from '../../core/http/crc32.ts';
import { Upload } from '../../core/http/upload.ts';
import type { Piece } from './endpoints/uploads.ts';
import type { Gathered } from './gather.ts';

/** Proxies in front of data stores often take no larger bodies; and so much has to be sent again after a cut. */
const PIECE_BYTES = 10 * 1024 * 1024;

/** Part of a file, ready to be sent. */
export interface PieceToSend {
  file: Gathered;
  piece: Piece;
  /** Of its bytes; when they have gone out. */
  crc32(): number;
}

/** A file in pieces, which may go out in any order. Those of a stream cannot be opened in the middle: it goes whole. */
export async function* piecesOf(
  uploadId: string,
  files: readonly Gathered[],
  onBytes: (file: Gathered, startByte: number, bytes: number) => void,
): AsyncGenerator<PieceToSend> {
  for (const file of files) {
    const { name, size, source } = file;
    const filename = `${uploadId}/${name}`;
    if (size === undefined || source === undefined) {
      yield { file, piece: { filename, startByte: 0, endByte: 0 }, crc32: () => 0 };
      continue;
    }
    const whole = typeof source !== 'string' && !Buffer.isBuffer(source);
    const step = whole ? Math.max(size, 1) : PIECE_BYTES;
    // A file without content is one piece as well.
    for (let startByte = 0; startByte === 0 || startByte < size; startByte += step) {
      const endByte = Math.min(startByte + step, size);
      const length = endByte - startByte;
      const body = await Upload.from(
        { open: () => openPart(source, startByte, length), length, name },
        {
          contentType: 'application/octet-stream',
          digests: ['crc32'],
          onProgress: ({ transferred }) => onBytes(file, startByte, transferred),
        },
      );
      const crc32 = () => Number.parseInt(body.digests().crc32 ?? '0', 16);
      yield { file, piece: { filename, startByte, endByte, size: length, body }, crc32 };
    }
  }
}

function openPart(source: NonNullable<Gathered['source']>, start: number, length: number): Readable {
  if (Buffer.isBuffer(source))
    return Readable.from([source.subarray(start, start + length)], { objectMode: false });
  if (typeof source !== 'string') return source.open();
  // `end` is the last byte itself: no bytes cannot be said with it.
  if (length === 0) return Readable.from([], { objectMode: false });
  return createReadStream(source, { start, end: start + length - 1, highWaterMark: 512 * 1024 });
}

/** Eight hex digits, by reading the file. */
export async function crc32OfWhole({ source }: Gathered): Promise<string> {
  const body = await Upload.from(source ?? Buffer.alloc(0), { digests: ['crc32'] });
  for await (const _ of body.open()) {
    // Only the checksum is wanted.
  }
  return body.digests().crc32 ?? '';
}

/** Checksums of whole files, from those of their pieces. */
export class Checksums {
  readonly #parts = new Map<Gathered, { startByte: number; size: number; crc32: number }[]>();

  add({ file, piece: { startByte, size = 0 }, crc32 }: PieceToSend): void {
    const parts = this.#parts.get(file) ?? [];
    parts.push({ startByte, size, crc32: crc32() });
    this.#parts.set(file, parts);
  }

  /** Eight hex digits. */
  of(file: Gathered): string {
    const parts = (this.#parts.get(file) ?? []).toSorted((a, b) => a.startByte - b.startByte);
    const value = parts.reduce((crc, part) => joinedCrc32(crc, part.crc32, part.size), 0);
    return value.toString(16).padStart(8, '0');
  }
}
