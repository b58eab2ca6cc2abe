import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { type Answer, json, Refusal } from './answer.ts';
import { answerInstead, spoil } from './effects.ts';
import type { FaultEffect, Faults } from './faults.ts';
import { BODY_LIMIT, type Journal, type RequestRecord } from './journal.ts';
import { type Call, RouteTable, type Selection } from './routes.ts';
import type { Context, Service } from './service.ts';
import type { Watchers } from './watch.ts';
import { bodyBytes, bodyLength, cut, end, fileStream, isFile, pause, sendPart } from './wire.ts';

/** What the request pipeline works with. */
export interface Engine {
  context: Context;
  services: readonly Service[];
  journal: Journal;
  faults: Faults;
  watchers: Watchers;
  /** Aborted when the sandbox closes; ends injected delays. */
  closing: AbortSignal;
}

export type SandboxApp = Hono<{ Bindings: HttpBindings }>;

/** The whole sandbox as one application: the admin routes, then every emulated service. */
export function createApp(engine: Engine, admin: SandboxApp): SandboxApp {
  const tables = new Map(engine.services.map((service) => [service, new RouteTable(service.routes)]));
  const everything = new RouteTable(engine.services.flatMap((service) => service.routes));
  const app: SandboxApp = new Hono();
  app.route('/_sandbox', admin);
  app.all('*', (c) =>
    new Exchange(engine, tables, everything, c.req.raw, c.env.incoming, c.env.outgoing).run(),
  );
  return app;
}

/** One request and its answer. */
class Exchange {
  readonly #url: URL;
  #path: string;
  #selection: Selection | null = null;
  #service: Service | null = null;
  #raw: Buffer = Buffer.alloc(0);
  #body = '';
  #isTaken = false;
  #stream: Readable = Readable.from([]);

  constructor(
    private readonly engine: Engine,
    private readonly tables: ReadonlyMap<Service, RouteTable>,
    private readonly everything: RouteTable,
    private readonly request: Request,
    private readonly incoming: IncomingMessage,
    private readonly outgoing: ServerResponse,
  ) {
    this.#url = new URL(request.url);
    // The URL class resolves dot segments; a server sees what was sent.
    const sent = incoming.url ?? this.#url.pathname;
    this.#path = (sent.startsWith('/') ? sent : this.#url.pathname).split('?', 1)[0] ?? '/';
  }

  async run(): Promise<Response> {
    const { engine, outgoing } = this;
    this.#route();
    const rpc = this.#selection?.found ? this.#selection.route.rpc : undefined;
    const route = this.#selection?.found ? this.#selection.route : undefined;
    const isLookedAt = rpc !== undefined || (engine.faults.hasRules && !route?.streams);
    if (isLookedAt && !(await this.#take())) return this.#cut();
    const meant = rpc?.read(this.#body);
    const record = this.#record(meant?.operation);
    if (meant) this.#note(record, meant.shown);
    const effect = this.#strike(record, meant?.shown);
    record.faults = Object.keys(effect);
    await engine.watchers.tell('received', record);
    if (effect.reset) return this.#cut();

    if (!meant && !(await this.#receive(record))) return this.#cut();
    const call = this.#call(record);
    if (effect.expireToken) this.#expireToken(call);
    let answer = answerInstead(effect, this.#service, call) ?? (await this.#handle(call, record));
    if (record.committed) await engine.watchers.tell('committed', record);
    if (effect.resetAfterCommit) return this.#cut();
    if (effect.delayMs !== undefined && !(await pause(effect.delayMs, engine.closing))) return this.#cut();

    answer = spoil(answer, effect, this.#service, this.#selection?.route ?? null);
    answer.headers = {
      ...this.#service?.headers,
      ...answer.headers,
      'x-sandbox': `accession; request=${record.n}`,
    };
    record.status = answer.status;
    outgoing.once('close', () => void engine.watchers.tell('answered', record));
    return this.#send(answer, effect);
  }

  #strike(record: RequestRecord, shown: string | undefined): FaultEffect {
    const { faults, context } = this.engine;
    const struck = faults.hasRules ? this.#decided(record, shown ?? context.scrubber.body(this.#body)) : {};
    return Object.assign(struck, faults.strike(record));
  }

  /** A rule that fails is no fault of the caller; who wrote it finds its error in the journal. */
  #decided(record: RequestRecord, body: string): FaultEffect {
    const { n, service, operation, method, path, query } = record;
    try {
      return this.engine.faults.decided({ n, service, operation, method, path, query, body });
    } catch (error) {
      record.crash = crashOf(error);
      return { status: 500 };
    }
  }

  /** Takes the body in, or hands it on as it comes when the route streams. False: the caller went away. */
  async #receive(record: RequestRecord): Promise<boolean> {
    const route = this.#selection?.found ? this.#selection.route : null;
    if (route?.streams) {
      const counted = new PassThrough();
      counted.on('data', (chunk: Buffer) => {
        record.bodyBytes += chunk.length;
      });
      // Listening made it flow; it starts when the handler reads.
      counted.pause();
      this.incoming.on('aborted', () => counted.destroy(new Error('the caller went away')));
      this.incoming.pipe(counted);
      this.#stream = counted;
      return true;
    }
    if (!(await this.#take())) return false;
    this.#note(record, this.#body);
    return true;
  }

  async #take(): Promise<boolean> {
    if (this.#isTaken) return true;
    try {
      this.#raw = Buffer.from(await this.request.arrayBuffer());
    } catch {
      return false;
    }
    this.#isTaken = true;
    this.#body = this.#raw.toString('utf8');
    return true;
  }

  #note(record: RequestRecord, body: string): void {
    record.body = this.engine.context.scrubber.body(body).slice(0, BODY_LIMIT);
    record.bodyBytes = this.#raw.length;
  }

  #route(): void {
    const { headers, method } = this.request;
    const trimmed = this.#path.length > 1 ? this.#path.replace(/\/+$/, '') : this.#path;
    for (const service of this.engine.services) {
      if (!service.prefixes.some((prefix) => trimmed === prefix || trimmed.startsWith(`${prefix}/`)))
        continue;
      const path = service.exactPaths ? this.#path : trimmed;
      this.#service = service;
      const accept = headers.get('accept');
      const asked = service.negotiated?.(path, this.#url.searchParams, accept) ?? { path, accept };
      this.#path = asked.path;
      const table = this.tables.get(service);
      this.#selection = table?.select(method, asked.path, headers.get('content-type'), asked.accept) ?? null;
      return;
    }
  }

  #record(meant: string | undefined): RequestRecord {
    const { scrubber, clock } = this.engine.context;
    const operation = meant ?? this.#selection?.route?.operation ?? null;
    return this.engine.journal.add({
      time: new Date(clock.now()).toISOString(),
      service: this.#service?.name ?? null,
      operation,
      method: this.request.method,
      path: scrubber.text(this.#path),
      query: scrubber.query(this.#url.searchParams),
      headers: scrubber.headers(this.request.headers),
      body: '',
      bodyBytes: 0,
      status: null,
      faults: [],
      committed: false,
      rule: null,
      nearest: operation === null ? this.everything.nearest(this.request.method, this.#path) : [],
      crash: null,
    });
  }

  #call(record: RequestRecord): Call {
    const selection = this.#selection;
    return {
      method: this.request.method,
      path: this.#path,
      params: selection?.found ? selection.params : {},
      query: this.#url.searchParams,
      headers: this.request.headers,
      origin: this.#url.origin,
      body: this.#body,
      raw: this.#raw,
      stream: this.#stream,
      type: selection?.found ? selection.type : '',
      commit: () => {
        record.committed = true;
      },
    };
  }

  async #handle(call: Call, record: RequestRecord): Promise<Answer> {
    const service = this.#service;
    if (!service) return noService(record);
    try {
      const guarded = service.guard?.(call);
      if (guarded) return guarded;
      const selection = this.#selection;
      if (selection?.found) return await selection.route.handle(call);
      return service.unrouted(call, selection?.mismatch ?? null);
    } catch (error) {
      if (error instanceof Refusal) {
        record.rule = error.rule.id;
        return service.refused(call, error);
      }
      record.crash = crashOf(error);
      return service.error(call, 500);
    }
  }

  #expireToken(call: Call): void {
    const header = call.headers.get('authorization') ?? '';
    const token = this.#service?.tokenOf?.(call) ?? header.slice(header.indexOf(' ') + 1).trim();
    if (token !== '') this.engine.context.expired.add(token);
  }

  #cut(): Response {
    cut(this.outgoing);
    return RESPONSE_ALREADY_SENT;
  }

  async #send(answer: Answer, effect: FaultEffect): Promise<Response> {
    const { truncateBody, stallAfterBytes } = effect;
    if (truncateBody !== undefined && truncateBody !== false) {
      const whole = bodyLength(answer);
      const part =
        truncateBody === true ? Math.floor(whole / 2) : Math.min(truncateBody, Math.max(0, whole - 1));
      await sendPart(this.outgoing, answer, part);
      end(this.outgoing);
      return RESPONSE_ALREADY_SENT;
    }
    if (stallAfterBytes !== undefined) {
      await sendPart(this.outgoing, answer, stallAfterBytes);
      return RESPONSE_ALREADY_SENT;
    }
    const length = bodyLength(answer);
    const headers = new Headers(answer.headers);
    const bodiless = answer.status === 204 || answer.status === 304;
    if (!bodiless) headers.set('content-length', String(length));
    // What of a streamed body the handler did not read would be taken for the next request.
    if (this.#selection?.found && this.#selection.route.streams && !this.incoming.complete)
      headers.set('connection', 'close');
    const init = { status: answer.status, headers };
    if (bodiless || length === 0 || this.request.method === 'HEAD') return new Response(null, init);
    if (!isFile(answer.body)) return new Response(new Uint8Array(bodyBytes(answer.body)), init);
    return new Response(Readable.toWeb(fileStream(answer.body)) as ReadableStream, init);
  }
}

const crashOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function noService(record: RequestRecord): Answer {
  return json(
    {
      error: 'The sandbox emulates nothing at this path.',
      request: `${record.method} ${record.path}`,
      nearest: record.nearest,
    },
    { status: 404 },
  );
}
