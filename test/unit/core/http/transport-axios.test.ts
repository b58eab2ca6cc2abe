import type http from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { BioSamples, type CallError, type ServiceOptions, token } from 'accession';
import selfsigned from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { serve, type TestServer } from '../../../support/http-server.ts';

const stored = { name: 'liver 1', accession: 'SAMEA1' };
const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function server(
  handler: http.RequestListener,
  tls?: { key: string; cert: string },
): Promise<TestServer> {
  const started = await serve(handler, tls);
  open.push(started);
  return started;
}

function client(url: string, options: ServiceOptions = {}): BioSamples {
  const made = new BioSamples({ url, retries: 0, auth: token('tok-1234567'), ...options });
  open.push(made);
  return made;
}

const json: http.RequestListener = (_, response) => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(stored));
};

const failure = (work: Promise<unknown>): Promise<CallError> =>
  work.then(
    () => {
      throw new Error('it should have failed');
    },
    (error) => error as CallError,
  );

describe('over real sockets', () => {
  it('keeps the connection for the next call', async () => {
    const { url, ...state } = await server(json);
    const samples = client(url).samples;
    for (let i = 0; i < 5; i += 1) await samples.get('SAMEA1');
    expect(state.connections).toBeLessThanOrEqual(1);
  });

  it('sends a body with its length, once, as JSON', async () => {
    let seen: { headers: http.IncomingHttpHeaders; body: string } | undefined;
    const { url } = await server((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen = { headers: request.headers, body };
        json(request, response);
      });
    });
    await client(url).samples.create({ name: 'Größe', release: '2026-01-01' });
    expect(JSON.parse(seen?.body ?? '')).toEqual({ name: 'Größe', release: '2026-01-01T00:00:00Z' });
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer tok-1234567',
    });
    expect(Number(seen?.headers['content-length'])).toBe(Buffer.byteLength(seen?.body ?? ''));
  });

  it('reads what comes compressed', async () => {
    const { url } = await server((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(stored)));
    });
    await expect(client(url).samples.get('SAMEA1')).resolves.toEqual(stored);
  });

  it('a refused connection never left', async () => {
    const { url, close } = await serve(json);
    await close();
    await expect(failure(client(url).samples.get('SAMEA1'))).resolves.toMatchObject({
      code: 'connection',
      reason: 'ECONNREFUSED',
      outcome: 'not-sent',
    });
  });

  it('a connection broken before the answer, or in the middle of it, leaves a doubt', async () => {
    const cut = await server((request) => request.socket.destroy());
    const half = await server((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"name":');
      setImmediate(() => response.destroy());
    });
    for (const { url } of [cut, half]) {
      const error = await failure(client(url).samples.create({ name: 'a', release: '2026-01-01' }));
      expect(error).toMatchObject({ code: 'connection', outcome: 'unknown' });
    }
  });

  it('a server that never answers is given up after timeoutMs', async () => {
    const { url } = await server(() => {});
    const read = await failure(client(url).samples.get('SAMEA1', { timeoutMs: 50 }));
    expect(read).toMatchObject({ code: 'timeout', outcome: 'refused' });
    const write = client(url).samples.create({ name: 'a', release: '2026-01-01' }, { timeoutMs: 50 });
    await expect(failure(write)).resolves.toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  it('a server that stalls in the middle of the body is given up too', async () => {
    const { url } = await server((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"name":');
    });
    await expect(failure(client(url).samples.get('SAMEA1', { timeoutMs: 50 }))).resolves.toMatchObject({
      code: 'timeout',
    });
  });

  it("the caller's signal reaches the socket", async () => {
    const stop = new AbortController();
    const closed = deferred();
    const { url } = await server((request) => {
      request.socket.on('close', () => closed.resolve(undefined));
      stop.abort();
    });
    await expect(failure(client(url).samples.get('SAMEA1', { signal: stop.signal }))).resolves.toMatchObject({
      code: 'aborted',
    });
    await closed.promise;
  });

  it('an answer larger than allowed is refused without being read whole', async () => {
    let written = 0;
    const { url } = await server((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && written < 64 * 1024 * 1024) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536, 32))) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const error = await failure(client(url, { maxAnswerBytes: 1024 * 1024 }).samples.get('SAMEA1'));
    expect(error).toMatchObject({ code: 'too-large' });
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('closing a client closes what is idle, and lets calls under way have their answers', async () => {
    const arrived = deferred();
    const answer = deferred();
    const { url, server: http } = await server((request, response) => {
      if (request.method === 'GET') return json(request, response);
      arrived.resolve(undefined);
      void answer.promise.then(() => json(request, response));
    });
    const one = client(url);
    const create = one.samples.create({ name: 'a', release: '2026-01-01' });
    await arrived.promise;
    await one.samples.get('SAMEA1');
    const connections = () =>
      new Promise<number>((resolve) => http.getConnections((_, count) => resolve(count)));
    expect(await connections()).toBe(2);
    one.close();
    await expect.poll(connections).toBe(1);
    answer.resolve(undefined);
    await expect(create).resolves.toEqual(stored);
    await expect.poll(connections).toBe(0);
    await expect(one.samples.get('SAMEA1')).resolves.toEqual(stored);
  });

  it('nothing of axios is left in an error', async () => {
    const { url } = await server((request) => request.socket.destroy());
    const error = await failure(client(url).samples.get('SAMEA1'));
    expect(error.cause).toBeUndefined();
    expect(Object.keys(error)).not.toEqual(expect.arrayContaining(['config', 'request', 'response']));
  });
});

describe('certificates and proxies', () => {
  const certificate = () =>
    selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });

  it('an unknown authority is refused with a hint, and never repeated; `ca` makes it known', async () => {
    const { private: key, cert } = await certificate();
    const { url } = await server(json, { key, cert });
    const error = await failure(client(url, { retries: 5 }).samples.get('SAMEA1'));
    expect(error).toMatchObject({ code: 'connection', outcome: 'not-sent', attempts: 1 });
    expect(error.hint).toMatch(/ACCESSION_CA/);
    await expect(client(url, { ca: cert }).samples.get('SAMEA1')).resolves.toEqual(stored);
  });

  it('goes through a proxy: https by CONNECT, http by absolute address, NO_PROXY honoured', async () => {
    const { private: key, cert } = await certificate();
    const secure = await server(json, { key, cert });
    const plain = await server(json);
    const seen: string[] = [];
    const { server: proxy, port } = await server((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      json(request, response);
    });
    proxy.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.headers['proxy-authorization'] ?? ''}`.trim());
      const through = net.connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      socket.on('error', () => through.destroy());
      through.on('error', () => socket.destroy());
      socket.on('close', () => through.destroy());
    });
    const address = `http://me:pr0xy-pass@127.0.0.1:${port}`;
    const basic = `Basic ${Buffer.from('me:pr0xy-pass').toString('base64')}`;

    await expect(client(secure.url, { ca: cert, proxy: address }).samples.get('SAMEA1')).resolves.toEqual(
      stored,
    );
    await expect(client(plain.url, { proxy: address }).samples.get('SAMEA1')).resolves.toEqual(stored);
    await expect(client(plain.url, { proxy: false }).samples.get('SAMEA1')).resolves.toEqual(stored);
    expect(seen).toEqual([`CONNECT ${basic}`, `GET ${plain.url}/samples/SAMEA1 ${basic}`]);

    process.env.HTTPS_PROXY = address;
    try {
      await client(secure.url, { ca: cert }).samples.get('SAMEA1');
      expect(seen).toHaveLength(3);
      process.env.NO_PROXY = 'localhost';
      await client(secure.url, { ca: cert }).samples.get('SAMEA1');
      expect(seen).toHaveLength(3);
    } finally {
      delete process.env.HTTPS_PROXY;
      delete process.env.NO_PROXY;
    }
  });
});

function deferred(): { promise: Promise<unknown>; resolve: (value: unknown) => void } {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
