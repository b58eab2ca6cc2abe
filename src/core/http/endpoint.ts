import type * as z from 'zod';
import type { Issue, Outcome } from '../errors/index.ts';
import type { Dialect } from './dialects.ts';
import type { WireBody } from './transport.ts';
import type { Query, SafePath } from './url.ts';

/**
 * What a call does to the repository; decides what may be repeated (the HTTP verb decides nothing: openBIS reads
 * are POST). `read`, `replace` and `delete` may be sent again after any doubt; `create` and `transition` only when
 * the first try provably did nothing.
 */
export type Effect = 'read' | 'replace' | 'delete' | 'create' | 'transition';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'PROPFIND' | 'MKCOL';

/** What a repository's error answer means. */
export interface Explanation {
  /** The repository's own words. */
  message?: string | undefined;
  issues?: readonly Issue[] | undefined;
  /** True when a 5xx is really a refusal: nothing was stored and repeating is pointless. */
  permanent?: boolean | undefined;
  /** Repeat so often at most, whatever the client's `retries` allow. */
  repeats?: number | undefined;
  /** The status that fits what was said, where the server gave another one: decides the class of the error. */
  meant?: number | undefined;
  hint?: string | undefined;
}

/** What an envelope that says no says. */
export interface Rejection {
  message: string;
  issues?: readonly Issue[];
  /** The status that other repositories would give: the error is of its class. Default: a RejectedError. */
  means?: 400 | 401 | 403 | 404 | 409 | 500;
  /** Default `refused`; `unknown` for a write that `means: 500`. */
  outcome?: Outcome;
  hint?: string;
  /** The envelope itself, for {@link RejectedError.answer}. */
  answer?: unknown;
}

/** A whole text answer. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface EndpointShape<In, Out, S extends z.ZodType<unknown, unknown>, Wire> {
  /** `biosamples.samples.update`: the same name in errors, hooks, the docs' matrix and the sandbox. */
  name: string;
  /** The repository's own page about it. */
  doc: string;
  method: Method;
  effect: Effect;
  /** A refusal may come after part of it was stored: then even a 400 leaves a doubt. */
  partial?: boolean;
  /** `required` fails before anything is sent when there is no credential; `optional` uses one if there is. */
  auth: 'required' | 'optional' | 'none';
  /** Which of the service's addresses; default `api`. */
  base?: string;
  /** Strict about what we send. May transform (a Date becomes a text). */
  input: () => S;
  path: (input: z.output<S>) => SafePath;
  /** Where the interface has versions: the part of it that this belongs to (dialects.ts). Decides the Accept header. */
  speaks?: string;
  query?: (input: z.output<S>, dialect: Dialect) => Query;
  body?: (input: z.output<S>, dialect: Dialect) => WireBody;
  headers?: (input: z.output<S>, dialect: Dialect) => Readonly<Record<string, string>>;
  /**
   * For tokens that travel in the body or the address: is given what the credential would send as headers, which then
   * are not sent.
   */
  authorise?: (
    authorisation: Readonly<Record<string, string>>,
    input: z.output<S>,
  ) => { body?: WireBody; query?: Query };
  /** Sent as it is, but worth a word: reported to `onWarning`, and as a hint when the repository refuses. */
  warn?: (input: z.output<S>) => Issue[];
  /** What to do about a status, where this operation knows better than the service. */
  hint?: (status: number) => string | undefined;
  /** The Accept header, when the service's usual one does not do. */
  accept?: string;
  /** Default `json`. `file` goes into a sink (download.ts) as it comes. */
  answer?: 'json' | 'text' | 'nothing' | 'file';
  /** The answer is a token or a password: not even the beginning of it is shown. */
  answerIsSecret?: boolean;
  /** Reads an answer that is not, or not always, JSON; throws when it is not what the repository promises. */
  parse?: (answer: TextAnswer) => unknown;
  /** Loose about what we get: unknown fields stay, unknown words pass. */
  output: () => z.ZodType;
  /** From the checked wire answer to what the caller gets; without it the answer is handed on untouched. */
  result?: (wire: Wire, input: z.output<S>) => Out;
  /** HTTP said yes; does the envelope say no? Looked at before the answer's schema. */
  rejection?: (wire: never, input: z.output<S>) => Rejection | undefined;
  /**
   * For a file whose server answers 2xx with words when it has no file to give: noticed by the head of the answer, read
   * as text, and never written under the name of the file. A meaning that is undefined is a page of somebody else.
   */
  words?: {
    instead(headers: Readonly<Record<string, string>>, input: z.output<S>): boolean;
    meaning(answer: TextAnswer, input: z.output<S>): Rejection | undefined;
  };
  /** A status that is an answer here, not a failure (a 404 for `exists`). Undefined leaves it a failure. */
  otherwise?: (answer: TextAnswer, input: z.output<S>) => { value: Out } | undefined;
  /** Only to carry the types. */
  readonly types?: { in: In; out: Out };
}

export interface Endpoint<In, Out> extends EndpointShape<In, Out, z.ZodType, unknown> {}

/** One page of a list, as the wire gives it. */
export interface PageShape<Item, Wire, Checked> {
  items(wire: Wire): readonly Item[];
  /**
   * The query for the page after this one, or undefined at the end. `link` checks that an address that the server
   * gave is of the same origin, and returns it.
   */
  next(wire: Wire, input: Checked, link: (href: string) => URL): Checked | undefined;
  /** What identifies a page's place, for resuming and for noticing a circle. */
  cursor(input: Checked): string;
  /** Page number and count where the server tells: such pages are fetched ahead. */
  numbered?(wire: Wire, input: Checked): { number: number; pages: number; total?: number } | undefined;
  /** The query for a page by its number. */
  at?(input: Checked, number: number): Checked;
  /** Identity of an item, to leave out those that moved to the next page while we read. */
  key?(item: Item): string | undefined;
}

export interface PagedEndpoint<In, Item> extends Endpoint<In, unknown> {
  readonly paging: PageShape<Item, unknown, unknown>;
}

/** Declares one operation. Curried so that the types of input and result are named and the rest is inferred. */
export const endpoint =
  <In, Out, Wire = Out>() =>
  <S extends z.ZodType<unknown, unknown>>(shape: EndpointShape<In, Out, S, Wire>): Endpoint<In, Out> =>
    shape as unknown as Endpoint<In, Out>;

/** Declares an operation whose answer is one page of a list. */
export const pagedEndpoint =
  <In, Item, Wire>() =>
  <S extends z.ZodType<unknown, unknown>>(
    shape: EndpointShape<In, Wire, S, Wire> & { paging: PageShape<Item, Wire, z.output<S>> },
  ): PagedEndpoint<In, Item> =>
    shape as unknown as PagedEndpoint<In, Item>;
