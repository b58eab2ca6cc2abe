import type { Readable } from 'node:stream';
import { jsonText } from '../json.ts';
import type { WireBody } from './transport.ts';
import type { Upload } from './upload.ts';

export function jsonBody(value: unknown): WireBody {
  return textBody(jsonText(value), 'application/json');
}

export function textBody(text: string | Buffer, contentType: string): WireBody {
  return { contentType, length: Buffer.byteLength(text), open: () => text };
}

/** One part of a multipart form: a text field, or a file. */
export type Part =
  | { name: string; value: string }
  | { name: string; file: Upload; fileName?: string; contentType?: string };

/** multipart/form-data, streamed; every attempt opens its files again. */
export function formBody(parts: readonly Part[]): WireBody {
  // The boundary is part of the Content-Type, so it has to be known before the body is opened.
  const digits = Array.from({ length: 24 }, () => Math.floor(Math.random() * 10));
  const boundary = `----accession${digits.join('')}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: undefined,
    async open(touch) {
      const { default: FormData } = await import('form-data');
      const form = new FormData();
      form.setBoundary(boundary);
      for (const part of parts) {
        if ('value' in part) {
          form.append(part.name, part.value);
          continue;
        }
        const { file, name, fileName = file.name ?? name, contentType = file.contentType } = part;
        form.append(name, file.open(touch), {
          filename: fileName,
          ...(contentType && { contentType }),
          ...(file.length !== undefined && { knownLength: file.length }),
        });
      }
      return form as unknown as Readable;
    },
    failure() {
      for (const part of parts) {
        const found = 'file' in part && part.file.failure();
        if (found) return found;
      }
      return undefined;
    },
  };
}
