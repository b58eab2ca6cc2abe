import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { AxiosAdapter, AxiosProxyConfig, AxiosRequestConfig, AxiosResponse, AxiosStatic } from 'axios';
import { ConfigError } from '../errors/index.ts';
import {
  failureFrom,
  type Transport,
  TransportFailure,
  type WireRequest,
  type WireResponse,
} from './transport.ts';
import { loginIn } from './url.ts';

export interface AxiosTransportOptions {
  /** PEM certificates trusted in addition to the public ones. */
  ca?: readonly (string | Buffer)[] | undefined;
  /**
   * `http://user:password@host:port`; false goes straight; undefined reads HTTPS_PROXY, HTTP_PROXY, NO_PROXY: if there is
   * none at the first request, later ones are not looked for.
   */
  proxy?: string | false | undefined;
}

/** Keeps idle connections a minute; equal to what axios sets on each socket, which saves a system call. */
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 60_000 };

interface Loaded {
  readonly adapter: AxiosAdapter;
  readonly AxiosHeaders: AxiosStatic['AxiosHeaders'];
  readonly settings: AxiosRequestConfig;
}

/** The only file that knows axios. It is loaded by the first request, and an AxiosError never leaves it. */
export class AxiosTransport implements Transport {
  readonly #httpAgent: http.Agent;
  readonly #httpsAgent: https.Agent;
  readonly #proxy: AxiosProxyConfig | false | undefined;
  /** Connections that were in use when the client was closed. */
  readonly #leaving = new WeakSet<object>();
  #loaded: Promise<Loaded> | undefined;

  constructor(options: AxiosTransportOptions = {}) {
    this.#httpAgent = this.#keptUntilClosed(new http.Agent(KEEP_ALIVE));
    // Giving `ca` replaces Node's own list, and the public repositories would no longer be trusted.
    const ca = options.ca?.length ? [...rootCertificates, ...options.ca] : undefined;
    this.#httpsAgent = this.#keptUntilClosed(new https.Agent({ ...KEEP_ALIVE, ...(ca && { ca }) }));
    this.#proxy = typeof options.proxy === 'string' ? proxyFrom(options.proxy) : options.proxy;
  }

  /**
   * axios' adapter itself. What axios puts before it (merged configurations, interceptors, transforms, default headers)
   * is all off here, and would cost a fifth of a small call.
   */
  async #load(): Promise<Loaded> {
    const { default: axios } = await import('axios').catch(cannotLoad);
    const settings = {
      httpAgent: this.#httpAgent,
      httpsAgent: this.#httpsAgent,
      // axios would take the environment apart for each request.
      proxy: this.#proxy ?? (isProxyInEnvironment() ? undefined : false),
      // Anything else keeps a whole upload in memory, and follows a redirect with the token on it.
      maxRedirects: 0,
      responseType: 'stream' as const,
    };
    return { adapter: axios.getAdapter('http'), AxiosHeaders: axios.AxiosHeaders, settings };
  }

  async send({ method, url, signal, headers, body, touch }: WireRequest): Promise<WireResponse> {
    this.#loaded ??= this.#load();
    const { adapter, AxiosHeaders, settings } = await this.#loaded;
    if (signal.aborted) throw new TransportFailure('ABORTED', false);
    const sent = new AxiosHeaders(headers);
    let data: unknown;
    if (body) {
      try {
        data = await body.open(touch);
      } catch (error) {
        throw new TransportFailure((error as { code?: string }).code ?? 'EBODY', false);
      }
      if (body.contentType) sent.setContentType(body.contentType, false);
      if (body.length !== undefined) sent.setContentLength(body.length);
    }
    try {
      const answer: AxiosResponse<Readable> = await adapter({
        ...settings,
        method,
        url,
        signal,
        headers: sent,
        data,
      });
      return { status: answer.status, headers: plainHeaders(answer.headers), stream: answer.data };
    } catch (error) {
      throw failureFrom(error);
    }
  }

  /** What is idle is closed now; what carries a call, when that has its answer. */
  close(): void {
    for (const agent of [this.#httpAgent, this.#httpsAgent]) {
      for (const socket of socketsIn(agent.sockets)) this.#leaving.add(socket);
      for (const socket of socketsIn(agent.freeSockets)) socket.destroy();
    }
  }

  /** `agent.destroy()` would tear down calls under way, of which nobody could say then whether they were stored. */
  #keptUntilClosed<A extends http.Agent>(agent: A): A {
    const keep = agent.keepSocketAlive.bind(agent);
    agent.keepSocketAlive = (socket) => !this.#leaving.has(socket) && keep(socket);
    return agent;
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

const socketsIn = (byHost: NodeJS.ReadOnlyDict<Socket[]>): Socket[] =>
  Object.values(byHost).flatMap((sockets = []) => sockets);

/** Whatever its name and spelling: `https_proxy`, `ALL_PROXY`, `npm_config_proxy`. */
const isProxyInEnvironment = (): boolean => Object.keys(process.env).some((name) => /proxy/i.test(name));

function plainHeaders(received: object): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return headers;
}

function proxyFrom(address: string): AxiosProxyConfig {
  const url = new URL(address);
  return {
    protocol: url.protocol.replace(':', ''),
    host: url.hostname,
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    ...(url.username && { auth: loginIn(address) }),
  };
}
