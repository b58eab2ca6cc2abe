import type { Answer } from '../../answer.ts';
import type { Call, Route, Rpc } from '../../routes.ts';
import type { OpenBis } from './instance.ts';
import { METHODS } from './methods.ts';
import { executeOperations } from './operations.ts';
import { dereferenced, isObj, type Obj } from './params.ts';
import type { OpenBisRule } from './rule.ts';
import { type OpenBisRefusal, refuse } from './rules.ts';
import { OPEN_METHODS, SERVER_METHODS } from './server-methods.ts';
import { toJson, type Wire } from './wire.ts';

const TYPE = 'application/json-rpc';
const FAILURE = 'ch.systemsx.cisd.common.exceptions';
const CLASSES: Readonly<Record<OpenBisRule['thrown'], string>> = {
  user: `${FAILURE}.UserFailureException`,
  plain: `${FAILURE}.UserFailureException`,
  session: `${FAILURE}.InvalidSessionException`,
  masked: `${FAILURE}.MasqueradingException`,
  runtime: 'java.lang.RuntimeException',
  jackson: 'com.fasterxml.jackson.databind.exc.InvalidTypeIdException',
  protocol: '',
  html: '',
};

/** One server's worth of methods: what a call of each does. */
export type Dispatch = (
  method: string,
  args: readonly unknown[],
  call: Call,
) => Wire | Promise<Wire> | undefined;

/** A JSON-RPC address. `prefix` stands before the names of its operations. */
export function rpcRoute(
  pattern: string,
  prefix: string,
  names: readonly string[],
  dispatch: Dispatch,
): Route {
  const rpc: Rpc = {
    operations: names.map((name) => `${prefix}.${name}`),
    read: (body) => read(body, prefix, names),
  };
  return {
    service: 'openbis',
    operation: `${prefix}.rpc`,
    method: 'POST',
    pattern,
    rpc,
    shape: 'map',
    handle: async (call) => {
      const request = parsed(call.body);
      const { method, params = [] } = request;
      if (typeof method !== 'string' || !(Array.isArray(params) || params === null))
        throw refuse('rpc.invalid');
      const found = dispatch(method, (params ?? []).map(dereferenced), call);
      if (found === undefined) throw refuse('rpc.method');
      const value = toJson(await found);
      return envelope(request, `"result":${value}`);
    },
  };
}

function parsed(body: string): Obj {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw refuse('rpc.parse');
  }
  if (!isObj(value)) throw refuse('rpc.invalid');
  return value;
}

/** Which method a body calls, and the body without token and password, which have no names to be found by. */
function read(body: string, prefix: string, names: readonly string[]): ReturnType<Rpc['read']> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { operation: undefined, shown: body };
  }
  if (!isObj(value) || typeof value.method !== 'string') return { operation: undefined, shown: body };
  const { method, params } = value;
  const secret = OPEN_METHODS.includes(method) ? 1 : 0;
  const shown = Array.isArray(params)
    ? {
        ...value,
        params: params.map((param, i) => (i === secret && typeof param === 'string' ? '[scrubbed]' : param)),
      }
    : value;
  return {
    operation: names.includes(method) ? `${prefix}.${method}` : undefined,
    shown: JSON.stringify(shown),
  };
}

/** A call without an id is carried out and answered with nothing. */
function envelope(request: Obj, rest: string, status = 200): Answer {
  const { id } = request;
  if (id === undefined || id === null) return { status: 200, headers: { 'content-type': TYPE } };
  const body = `{"jsonrpc":${JSON.stringify(request.jsonrpc ?? '2.0')},"id":${JSON.stringify(id)},${rest}}`;
  return { status, headers: { 'content-type': TYPE }, body };
}

/** A refusal as an error object; HTTP says 200 unless the call itself was broken. */
export function rpcRefusal(call: Call, refusal: OpenBisRefusal): Answer {
  const { openbis: rule, values } = refusal;
  if (call.body.trim() === '') return { status: 400, headers: { 'content-type': TYPE } };
  let request: Obj = { id: 'null' };
  try {
    const value: unknown = JSON.parse(call.body);
    if (isObj(value)) request = value;
  } catch {
    // A body that is no JSON has no id to give back.
  }
  const message =
    rule.thrown === 'user' ? `${refusal.message} (Context: [${values.context ?? ''}])` : refusal.message;
  if (rule.thrown === 'protocol') {
    const error = JSON.stringify({ code: rule.code, message });
    return envelope({ id: 'null', ...request }, `"error":${error}`, rule.status);
  }
  const name = CLASSES[rule.thrown];
  const stackTrace = `${name}: ${message}\n\tat ch.ethz.sis.openbis.generic.server.asapi.v3.ApplicationServerApi\n`;
  const error = { code: 0, message, data: { '@id': 1, exceptionTypeName: name, message, stackTrace } };
  return envelope(request, `"error":${JSON.stringify(error)}`);
}

/** The methods of the application server. */
export function applicationServer(openbis: OpenBis): { names: readonly string[]; dispatch: Dispatch } {
  const names = [...SERVER_METHODS.keys(), ...METHODS.keys(), 'executeOperations'];
  const dispatch: Dispatch = (name, args, call) => {
    const server = SERVER_METHODS.get(name);
    if (server) {
      if (args.length !== server.params) throw refuse('rpc.params');
      return server.run(openbis, args, call);
    }
    const method = METHODS.get(name);
    const params = name === 'executeOperations' ? 2 : method?.params;
    if (params === undefined) return undefined;
    if (args.length !== params + 1) throw refuse('rpc.params');
    const [token, ...rest] = args;
    const work = openbis.work(call, openbis.sessions.caller(token));
    if (!method) {
      const [operations, options] = rest;
      const results = openbis.store.transaction(() =>
        executeOperations(work, operations, isObj(options) ? options : {}),
      );
      work.commit();
      return results;
    }
    if (!method.writes) return method.run(work, rest, work.writer());
    const value = openbis.store.transaction(() => method.run(work, rest, work.writer()));
    work.commit();
    return method.silent ? null : value;
  };
  return { names, dispatch };
}
