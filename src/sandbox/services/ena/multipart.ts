import busboy from 'busboy';
import type { Call } from '../../routes.ts';

/** One part of multipart form data. */
export interface Part {
  name: string;
  /** undefined: the part has no file name, so it is a plain field. */
  filename?: string;
  text: string;
}

/** The parts of a request; none when the body cannot be read as multipart form data. */
export function parts(call: Call): Promise<Part[]> {
  return new Promise((resolve) => {
    const found: Part[] = [];
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({ headers: Object.fromEntries(call.headers), defParamCharset: 'utf8' });
    } catch {
      resolve([]);
      return;
    }
    parser.on('field', (name, text) => found.push({ name, text }));
    parser.on('file', (name, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        found.push({ name, filename: filename ?? '', text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    parser.on('error', () => resolve([]));
    parser.on('close', () => resolve(found));
    parser.end(call.raw);
  });
}
