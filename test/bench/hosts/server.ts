/**
 * A server that answers at once what it has ready, so that what is measured are its clients. All below a path that says
 * how it answers: `/0/…` at once, `/50/…` after 50 ms.
 *
 * - `/samples/of-BYTES`: one sample of about so many bytes
 * - `/samples?page=N&size=100`: 10,000 samples, page by page
 * - POST `/samples`: takes a sample, and gives it back with an accession; PUT `/samples/ACCESSION`: as it is
 * - PUT `/files/…`: takes bytes; `/files/RATE/…` no more than so many a second
 * - GET `/files/BYTES`: so many bytes
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageOf, sampleOfBytes } from './samples.ts';
import { hosting } from './serve.ts';

const TOTAL = 10_000;
const bodies = new Map<string, Buffer>();
const piece = Buffer.alloc(64 * 1024, 'accession ');
let accessions = 0;

function once(key: string, make: () => string): Buffer {
  let body = bodies.get(key);
  if (!body) {
    body = Buffer.from(make());
    bodies.set(key, body);
  }
  return body;
}

function json(response: ServerResponse, body: Buffer, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench.invalid');
  const [, delay = '0', kind = '', name = '', more = ''] = pathname.split('/');
  const later = (send: () => void): void => void (delay === '0' ? send() : setTimeout(send, Number(delay)));
  if (kind === 'files') {
    if (request.method === 'GET') sendBytes(response, Number(name));
    else takeBytes(request, response, more === '' ? 0 : Number(name));
  } else if (kind !== 'samples') {
    json(response, Buffer.from('{}'), 404);
  } else if (request.method !== 'GET') {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const sent = Buffer.concat(parts);
      if (request.method === 'PUT') later(() => json(response, sent));
      else later(() => json(response, stored(sent.toString()), 201));
    });
  } else {
    const at = `http://${request.headers.host}/${delay}/samples`;
    const body =
      name === '' ? page(at, searchParams) : once(name, () => sampleOfBytes(Number(name.slice(3))));
    later(() => json(response, body));
  }
}

/** By number as it is asked for; also by cursor, which is a number here. */
function page(at: string, query: URLSearchParams): Buffer {
  const cursor = query.get('cursor');
  const number = Number(query.get('page') ?? (cursor === '*' ? 0 : cursor));
  const size = Number(query.get('size'));
  const by = cursor === null ? 'page' : 'cursor';
  return once(`${at} ${by} ${number} ${size}`, () => JSON.stringify(pageOf(number, size, TOTAL, at, by)));
}

/** What was sent, with an accession in front: parsing it here would take time from those who are measured. */
function stored(sample: string): Buffer {
  accessions += 1;
  return Buffer.from(`{"accession":"SAMEA${accessions}",${sample.slice(sample.indexOf('{') + 1)}`);
}

function sendBytes(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes });
  let left = bytes;
  const pump = (): void => {
    while (left > 0) {
      const part = left >= piece.length ? piece : piece.subarray(0, left);
      left -= part.length;
      if (!response.write(part)) {
        response.once('drain', pump);
        return;
      }
    }
    response.end();
  };
  response.on('close', () => {
    left = 0;
  });
  pump();
}

/** @param rate bytes a second; 0 is as fast as they come */
function takeBytes(request: IncomingMessage, response: ServerResponse, rate: number): void {
  const begun = performance.now();
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    const ahead = rate > 0 ? (bytes / rate) * 1000 - (performance.now() - begun) : 0;
    if (ahead > 5) {
      request.pause();
      setTimeout(() => request.resume(), ahead);
    }
  });
  request.on('end', () => json(response, Buffer.from(`{"bytes":${bytes}}`), 201));
  // Who is measured may have gone.
  request.on('error', () => {});
}

await hosting(
  () =>
    new Promise((resolve) => {
      const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0, headersTimeout: 0 }, answer);
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        resolve({
          ready: { url: `http://127.0.0.1:${port}` },
          end: async () => {
            server.closeAllConnections();
            server.close();
          },
        });
      });
    }),
);
