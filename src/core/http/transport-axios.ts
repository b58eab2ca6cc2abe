import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { AxiosInstance, AxiosProxyConfig, AxiosResponse } from 'axios';
import { ConfigError } from '../errors/index.ts';
import {
  failureFrom,
  type Transport,
  TransportFailure,
  type WireRequest,
  type WireResponse,
} from './transport.ts';

export interface AxiosTransportOptions {
  /** PEM certificates trusted in addition to the public ones. */
  ca?: readonly (string | Buffer)[] | undefined;
  /** `http://user:password@host:port`; false goes straight; undefined reads HTTPS_PROXY, HTTP_PROXY, NO_PROXY. */
  proxy?: string | false | undefined;
}

/** Keeps idle connections a minute; equal to what axios sets on each socket, which saves a system call. */
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 60_000 };

/** The only file that knows axios. It is loaded by the first request, and an AxiosError never leaves it. */
export class AxiosTransport implements Transport {
  readonly #httpAgent: http.Agent;
  readonly #httpsAgent: https.Agent;
  readonly #proxy: AxiosProxyConfig | false | undefined;
  #axios: Promise<AxiosInstance> | undefined;

  constructor(options: AxiosTransportOptions = {}) {
    this.#httpAgent = new http.Agent(KEEP_ALIVE);
    // Giving `ca` replaces Node's own list, and the public repositories would no longer be trusted.
    const ca = options.ca?.length ? [...rootCertificates, ...options.ca] : undefined;
    this.#httpsAgent = new https.Agent({ ...KEEP_ALIVE, ...(ca && { ca }) });
    this.#proxy = typeof options.proxy === 'string' ? proxyFrom(options.proxy) : options.proxy;
  }

  #load(): Promise<AxiosInstance> {
    this.#axios ??= import('axios').catch(cannotLoad).then(({ default: axios }) =>
      axios.create({
        adapter: 'http',
        httpAgent: this.#httpAgent,
        httpsAgent: this.#httpsAgent,
        ...(this.#proxy !== undefined && { proxy: this.#proxy }),
        // Anything else keeps a whole upload in memory, and follows a redirect with the token on it.
        maxRedirects: 0,
        responseType: 'stream',
        transformRequest: [],
        transformResponse: [],
        validateStatus: null,
        allowAbsoluteUrls: true,
      }),
    );
    return this.#axios;
  }

  async send(request: WireRequest): Promise<WireResponse> {
    const axios = await this.#load();
    if (request.signal.aborted) throw new TransportFailure('ABORTED', false);
    const headers: Record<string, string> = { ...request.headers };
    let data: unknown;
    if (request.body) {
      try {
        data = await request.body.open(request.touch);
      } catch (error) {
        throw new TransportFailure((error as { code?: string }).code ?? 'EBODY', false);
      }
      if (request.body.contentType) headers['content-type'] ??= request.body.contentType;
      if (request.body.length !== undefined) headers['content-length'] = String(request.body.length);
    }
    // axios invents a Content-Type for bodies that have none.
    const contentType = headers['content-type'] ?? false;
    let response: AxiosResponse<Readable>;
    try {
      response = await axios.request<Readable>({
        method: request.method,
        url: request.url,
        headers: { ...headers, 'content-type': contentType },
        data,
        signal: request.signal,
      });
    } catch (error) {
      throw failureFrom(error);
    }
    const received: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers)) {
      received[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
    }
    return { status: response.status, headers: received, stream: response.data };
  }

  close(): void {
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }
}

/** Bundled wrongly, a package fails only now. That is no trouble of the network, and trying again mends nothing. */
function cannotLoad(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new ConfigError(`axios, which sends the requests, cannot be loaded: ${why}`, {
    hint: why.startsWith('Dynamic require')
      ? 'a bundle of ES modules has to make a `require` for packages that are CommonJS: docs/installing.md has the line'
      : 'install the packages anew',
  });
}

function proxyFrom(address: string): AxiosProxyConfig {
  const url = new URL(address);
  return {
    protocol: url.protocol.replace(':', ''),
    host: url.hostname,
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    ...(url.username && {
      auth: { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    }),
  };
}
