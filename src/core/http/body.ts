import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { WireBody } from './transport.ts';

/** Half the CPU of Node's default 64 KiB at twice the speed (docs/architecture.md, files). */
const READ_BYTES = 512 * 1024;

export function jsonBody(value: unknown): WireBody {
  const text = JSON.stringify(value);
  return textBody(text, 'application/json');
}

export function textBody(text: string | Buffer, contentType: string): WireBody {
  return { contentType, length: Buffer.byteLength(text), open: () => text };
}

/** Bytes that can be read more than once: a path, a buffer, or a function that opens a new stream each time. */
export type Source = string | Buffer | { open(): Readable; length?: number; name?: string };

interface OpenedSource {
  data: Buffer | Readable;
  length: number | undefined;
  name: string | undefined;
}

async function openSource(source: Source): Promise<OpenedSource> {
  if (Buffer.isBuffer(source)) return { data: source, length: source.length, name: undefined };
  if (typeof source === 'string') {
    const { size } = await stat(source);
    return {
      data: createReadStream(source, { highWaterMark: READ_BYTES }),
      length: size,
      name: basename(source),
    };
  }
  return { data: source.open(), length: source.length, name: source.name };
}

/** One part of a multipart form: a text field, or a file. */
export type Part =
  | { name: string; value: string }
  | { name: string; file: Source; fileName?: string; contentType?: string };

/** multipart/form-data, streamed; every attempt opens its files again. */
export function formBody(parts: readonly Part[]): WireBody {
  // The boundary is part of the Content-Type, so it has to be known before the body is opened.
  const boundary = `----accession${Array.from({ length: 24 }, () => Math.floor(Math.random() * 10)).join('')}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: undefined,
    async open() {
      const { default: FormData } = await import('form-data');
      const form = new FormData();
      form.setBoundary(boundary);
      for (const part of parts) {
        if ('value' in part) {
          form.append(part.name, part.value);
          continue;
        }
        const { data, length, name } = await openSource(part.file);
        form.append(part.name, data, {
          filename: part.fileName ?? name ?? part.name,
          ...(part.contentType && { contentType: part.contentType }),
          ...(length !== undefined && { knownLength: length }),
        });
      }
      return form as unknown as Readable;
    },
  };
}
