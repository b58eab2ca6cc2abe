import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Seeded } from '../support/scale.ts';

/** Answers a request somehow. */
export type Garbage = (response: ServerResponse, request: IncomingMessage, chance: Seeded) => void;

const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;
export const FLOOD_MIB = 200;

/** Names that our schemas look for, and some that nobody should. */
const WORDS = [
  ...['_embedded', 'samples', 'curations', 'curationLinks', 'curationlinks', 'accessions', 'facets', 'page'],
  ...[
    '_links',
    'next',
    'href',
    'number',
    'totalPages',
    'totalElements',
    'accession',
    'name',
    'release',
    'update',
  ],
  ...['characteristics', 'relationships', 'data', 'content', 'errors', 'sampleName', 'dataPath', 'message'],
  ...[
    'submissions',
    'teams',
    'validationResults',
    'processingStatuses',
    'statusDescriptions',
    'links',
    'self',
  ],
  ...[
    'status',
    'alias',
    'id',
    'team',
    'validationStatus',
    'overallValidationOutcomeByAuthor',
    'errorMessages',
  ],
  ...['success', 'messages', 'error', 'submission', 'submissionId', 'report', 'domainName', 'statusName'],
  ...['__proto__', 'constructor', 'toString', 'length', 'then', 'toJSON', '', 'é', '0'],
];
const TEXTS = [
  '',
  'SAMEA1',
  'PUBLIC',
  '2020-01-01T00:00:00Z',
  '\u0000',
  '\ud800',
  '<html>',
  '/samples?page=1',
  '../..',
];

/** JSON of any shape; mostly of the kind that gets past the first checks. */
function anyJson(chance: Seeded, depth = 0): unknown {
  const leaf = depth > 5 || chance.below(3) === 0;
  if (leaf)
    return chance.pick([null, true, false, 0, -1, 1e308, 2 ** 53, chance.pick(TEXTS), chance.pick(TEXTS)]);
  const items = Array.from({ length: chance.below(5) }, () => anyJson(chance, depth + 1));
  if (chance.below(3) === 0) return items;
  return Object.fromEntries(items.map((item) => [chance.pick(WORDS), item]));
}

const XML_TYPE = { 'content-type': 'application/xml' };
const ELEMENTS = [
  'RECEIPT',
  'SAMPLE',
  'SAMPLE_SET',
  'RUN',
  'PROJECT',
  'MESSAGES',
  'ERROR',
  'ACTIONS',
  'EXT_ID',
  'POOL',
];

/** XML of any shape; mostly of names that somebody looks for. */
function anyXml(chance: Seeded, depth = 0): string {
  const name = depth === 0 ? 'RECEIPT' : chance.pick(ELEMENTS);
  const attributes = chance.pick(['', ' success="true"', ' success="false"', ' alias="a" accession="ERS1"']);
  const inner = Array.from({ length: depth > 5 ? 0 : chance.below(5) }, () => anyXml(chance, depth + 1));
  return `<${name}${attributes}>${inner.join('')}${chance.pick(['', 'a', '&lt;', '&#0;', '&unknown;', '<!--'])}</${name}>`;
}

/** Each entity is ten of the one before. */
const laughs = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]><RECEIPT success="true">&a9;</RECEIPT>`;

const deep = (depth: number): string => `${'{"characteristics":{"a":['.repeat(depth)}1${']}}'.repeat(depth)}`;

/** Streams for as long as somebody listens, at the pace of who listens. */
function flood(response: ServerResponse, chunk: Buffer, count: number): void {
  let left = count;
  const send = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) {
        response.once('drain', send);
        return;
      }
    }
    response.end();
  };
  send();
}

const bomb = (() => {
  let packed: Buffer | undefined;
  return () => {
    packed ??= gzipSync(Buffer.alloc(FLOOD_MIB * MIB, ' '));
    return packed;
  };
})();

let pages = 0;

/** Whatever may come instead of the answer. Those whose name begins with "silence" never end by themselves. */
export const GARBAGE: Readonly<Record<string, Garbage>> = {
  'random bytes': (response, _, chance) =>
    response.writeHead(200, JSON_TYPE).end(chance.bytes(chance.below(4096))),
  'random JSON': (response, _, chance) =>
    response.writeHead(200, JSON_TYPE).end(JSON.stringify(anyJson(chance))),
  'random JSON with a random status': (response, _, chance) =>
    response.writeHead(200 + chance.below(400), JSON_TYPE).end(JSON.stringify(anyJson(chance))),
  'statuses that nobody has heard of': (response, _, chance) =>
    response.writeHead(600 + chance.below(400)).end('?'),
  'no content': (response) => response.writeHead(204).end(),
  'not modified': (response) => response.writeHead(304).end(),
  nothing: (response) => response.writeHead(200).end(),
  HTML: (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Hello</title>'),
  'HTML that calls itself JSON': (response) =>
    response.writeHead(200, JSON_TYPE).end('<!doctype html><title>x'),
  'JSON with a mark in front': (response) =>
    response.writeHead(200, JSON_TYPE).end('\ufeff{"accession":"SAMEA1"}'),
  'JSON in another alphabet': (response) =>
    response.writeHead(200, JSON_TYPE).end(Buffer.from('{"accession":"SAMEA1"}', 'utf16le')),
  'random XML': (response, _, chance) => response.writeHead(200, XML_TYPE).end(anyXml(chance)),
  'XML that is deep': (response, _, chance) =>
    response
      .writeHead(200, XML_TYPE)
      .end(
        `<RECEIPT success="true">${'<SAMPLE>'.repeat(20_000)}${chance.pick(['', '</SAMPLE>'.repeat(20_000)])}</RECEIPT>`,
      ),
  'XML that grows': (response, _, chance) =>
    response.writeHead(chance.pick([200, 400]), XML_TYPE).end(laughs),
  'JSON that is deep': (response) => response.writeHead(200, JSON_TYPE).end(deep(20_000)),
  'an error that is deep': (response) => response.writeHead(400, JSON_TYPE).end(deep(20_000)),
  'findings that are no texts': (response, _, chance) =>
    response
      .writeHead(chance.pick([400, 409, 422, 500]), JSON_TYPE)
      .end('[{"dataPath":{"toString":1},"errors":[[{"toString":1}],{"toString":null}]},null,7]'),
  'JSON with a prototype': (response) =>
    response
      .writeHead(200, JSON_TYPE)
      .end('{"__proto__":{"accession":"SAMEA1"},"accession":"SAMEA1","name":"a"}'),
  'chunks that break off': (response) => {
    response.writeHead(200, JSON_TYPE).write('{"accession":');
    setImmediate(() => response.destroy());
  },
  'more announced than sent': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' }).write('{}');
    setImmediate(() => response.socket?.end());
  },
  'less announced than sent': (response) => {
    response.socket?.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}and more`,
    );
  },
  'a size that is none': (response) => {
    response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}');
  },
  'chunks that are none': (response) => {
    response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n');
  },
  'no HTTP at all': (response, _, chance) => {
    response.socket?.end(chance.bytes(1 + chance.below(500)));
  },
  'gzip that is none': (response, _, chance) =>
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(chance.bytes(300)),
  'gzip that breaks off': (response) =>
    response
      .writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' })
      .end(gzipSync(JSON.stringify(WORDS)).subarray(0, 40)),
  'an encoding that is none': (response) =>
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'rot13' }).end('{}'),
  'redirects without end': (response, request, chance) =>
    response.writeHead(302, { location: `${request.url?.split('?')[0]}?again=${chance.below(1e9)}` }).end(),
  'a redirect to nowhere': (response, _, chance) =>
    response
      .writeHead(307, { location: chance.pick(['http://', '', '//', 'javascript:0', 'http://[']) })
      .end(),
  'a redirect elsewhere': (response) => response.writeHead(301, { location: 'http://elsewhere.test/' }).end(),
  'pages without end': (response, _, chance) => {
    // No page comes twice, or a client would notice the circle.
    pages += 1;
    const page = { number: chance.below(100), size: 1, totalElements: 1e12, totalPages: 1e12 };
    const next = { href: `/samples?cursor=c${pages}&page=${pages}` };
    response.writeHead(200, JSON_TYPE).end(JSON.stringify({ _embedded: {}, _links: { next }, page }));
  },
  'headers that are too large': (response) =>
    response.writeHead(200, { ...JSON_TYPE, 'x-large': 'x'.repeat(100_000) }).end('{}'),
  'many headers': (response) =>
    response
      .writeHead(200, Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x-${i}`, 'x'])))
      .end('{}'),
  'waits that are none': (response, _, chance) =>
    response
      .writeHead(chance.pick([429, 503]), {
        'retry-after': chance.pick(['-1', 'NaN', '1e99', 'soon', '', '0']),
      })
      .end(),
  'a cut': (response) => {
    response.socket?.resetAndDestroy();
  },
  silence: () => {},
  'silence after the head': (response) => response.writeHead(200, JSON_TYPE).flushHeaders(),
  'silence after half of a number': (response) => response.writeHead(200, JSON_TYPE).write('{"a":12'),
  'silence between hints': (response) => {
    response.writeContinue();
    response.writeProcessing();
  },
};

/** More than anybody should read into memory. */
export const FLOODS: Readonly<Record<string, Garbage>> = {
  'a list without end': (response) => {
    response.writeHead(200, JSON_TYPE).write('["');
    flood(response, Buffer.alloc(MIB, 'a'), FLOOD_MIB);
  },
  'a list with its size': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': String(FLOOD_MIB * MIB) });
    flood(response, Buffer.alloc(MIB, ' '), FLOOD_MIB);
  },
  'an error without end': (response) => {
    response.writeHead(500, { 'content-type': 'text/html' }).write('<html>');
    flood(response, Buffer.alloc(MIB, 'a'), FLOOD_MIB);
  },
  'little that unpacks to much': (response) =>
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb()),
  'an error that unpacks to much': (response) =>
    response.writeHead(400, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb()),
};
