import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { UserError } from '../user-error.ts';

/** `-` is the standard input. */
export const isStdin = (path: string): boolean => path === '-';

/**
 * The text of a file, piece by piece. What is not UTF-8 is refused: it could not be written back byte for byte, and
 * would reach the repository as other characters.
 */
export async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const stream: Readable = isStdin(path)
    ? process.stdin
    : createReadStream(path, { highWaterMark: 256 * 1024 });
  let first = true;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (first && /^(?:\xFF\xFE|\xFE\xFF)/.test(chunk.toString('latin1', 0, 2)))
        throw new TypeError('UTF-16');
      first = false;
      yield decoder.decode(chunk, { stream: true });
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

export async function wholeTextOf(path: string): Promise<string> {
  const parts: string[] = [];
  for await (const part of textOf(path)) parts.push(part);
  return parts.join('').replace(/^\uFEFF/, '');
}

/** What is to be sent as it is. */
export async function wholeBytesOf(path: string): Promise<Buffer> {
  const stream: Readable = isStdin(path) ? process.stdin : createReadStream(path);
  const parts: Buffer[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) parts.push(chunk);
  } catch (error) {
    throw cannotRead(path, error);
  }
  return Buffer.concat(parts);
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
};

function cannotRead(path: string, error: unknown): unknown {
  const name = isStdin(path) ? 'the standard input' : path;
  if (error instanceof TypeError) {
    return new UserError(
      `${name} is not UTF-8 text`,
      'Save it as text with the encoding UTF-8; from a spreadsheet tab-separated or comma-separated (not "Unicode", not Excel).',
    );
  }
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : new UserError(`${name} cannot be read: ${WHY[code] ?? code}`);
}
