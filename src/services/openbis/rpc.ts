import { jsonBody } from '../../core/http/body.ts';
import { type Effect, type Endpoint, endpoint, type Rejection } from '../../core/http/endpoint.ts';
import { path } from '../../core/http/url.ts';
import { lazy } from '../../core/schema.ts';
import { type RpcError, rejectionFrom } from './explain.ts';
import { fromWire, toWire } from './references.ts';
import { answerOf, type Checked, type Schema } from './schemas/common.ts';

export const DOC =
  'https://openbis.readthedocs.io/en/latest/software-developer-documentation/apis/java-javascript-v3-api.html';

/** An answer of a method: what it gives, or its error. */
export interface RpcAnswer<Result> {
  result: Result;
  error?: RpcError;
}

/** One method of openBIS, as data. */
export interface RpcShape<Out, Result, S extends Schema> {
  /** As openBIS calls it: `searchSamples`. The endpoint is called `openbis.searchSamples`. */
  method: string;
  /** All methods are POSTs: only this says what the call does. */
  effect: Effect;
  doc?: string;
  /** Default `required`: the session token is put before the parameters. `none`: nothing is. */
  auth?: 'required' | 'none';
  /** The data store server instead of the application server; its address is the base `store`. */
  server?: 'application' | 'store';
  input: () => S;
  /** The parameters without the token. */
  params: (input: Checked<S>) => readonly unknown[];
  /** Of the result as people see it: references resolved, ids as text, no `@type`. */
  output: () => Schema;
  result?: (result: Result, input: Checked<S>) => Out;
  /** The result says no, in a way of its own. */
  rejection?: (result: Result, input: Checked<S>) => Rejection | undefined;
  /** The result may be anything: numbers directly in it are numbers. */
  anyJson?: boolean;
  /** The result is a token. */
  answerIsSecret?: boolean;
  hint?: (status: number) => string | undefined;
}

/** The session token in what a credential gives: ours as it is, others as the header they would send. */
export const tokenIn = ({ session, authorization }: Readonly<Record<string, string>>): string | undefined =>
  session ?? authorization?.replace(/^\w+ /, '');

/** Declares a method of the application server or the data store server. */
export const rpc =
  <In, Out, Result = Out>() =>
  <S extends Schema>(shape: RpcShape<Out, Result, S>): Endpoint<In, Out> =>
    endpoint<In, Out, RpcAnswer<Result>>()(rpcShape<Out, Result, S>(shape));

/** The parts of an endpoint that all methods have in common. */
export function rpcShape<Out, Result, S extends Schema>(shape: RpcShape<Out, Result, S>) {
  const { method, effect, doc = DOC, auth = 'required', server, input, params, output } = shape;
  const call = (values: readonly unknown[]) =>
    jsonBody({ jsonrpc: '2.0', id: '1', method, params: values.map(toWire) });
  return {
    name: `openbis.${method}`,
    doc,
    method: 'POST' as const,
    effect,
    auth,
    base: server === 'store' ? 'store' : 'api',
    input,
    path: () =>
      server === 'store' ? path`/rmi-data-store-server-v3.json` : path`/rmi-application-server-v3.json`,
    body: (value: Checked<S>) => call(params(value)),
    ...(auth === 'required' && {
      authorise: (given: Readonly<Record<string, string>>, value: Checked<S>) => ({
        body: call([tokenIn(given) ?? null, ...params(value)]),
      }),
    }),
    parse: ({ text }: { text: string }) => answerFrom(text, shape.anyJson),
    output: lazy(() => answerOf(output())),
    rejection: ({ result, error }: RpcAnswer<Result>, value: Checked<S>) =>
      error ? rejectionFrom(error) : shape.rejection?.(result, value),
    result: ({ result }: RpcAnswer<Result>, value: Checked<S>) =>
      shape.result ? shape.result(result, value) : (result as unknown as Out),
    ...(shape.hint && { hint: shape.hint }),
    ...(shape.answerIsSecret && { answerIsSecret: true }),
  };
}

/** Checks that it is an answer, and makes plain objects of its result. */
function answerFrom(text: string, anyJson: boolean | undefined): RpcAnswer<unknown> {
  const answer = JSON.parse(text) as { result?: unknown; error?: RpcError | null } | null;
  if (typeof answer !== 'object' || answer === null) throw new SyntaxError('no answer');
  if (answer.error) return { result: undefined, error: answer.error };
  if (!('result' in answer)) throw new SyntaxError('neither a result nor an error');
  return { result: fromWire(answer.result, anyJson) };
}
