import { SandboxError } from './errors.ts';
import type { RequestRecord } from './journal.ts';

/** What an injected fault does. Several fields may be given together. */
export interface FaultEffect {
  /** Answers with this status; the request is not handled. */
  status?: number;
  /** With `status`: the Retry-After header, in seconds or as an HTTP date. */
  retryAfter?: number | string;
  /** With `status`: the body; an object is sent as JSON. Default: the service's usual error object. */
  body?: unknown;
  /** Holds the answer back for so many real milliseconds. The request itself is handled at once. */
  delayMs?: number;
  /** Sends the head and so many bytes of the body, then nothing more; the connection stays open. */
  stallAfterBytes?: number;
  /** Cuts the connection before the request is handled. */
  reset?: boolean;
  /** Handles the request, stores what it stores, then cuts the connection without an answer. */
  resetAfterCommit?: boolean;
  /** Announces the whole body, sends so many bytes of it (`true`: half) and cuts the connection. */
  truncateBody?: number | boolean;
  /** A load balancer's HTML page with status 200 in place of the answer; the request is not handled. */
  html?: boolean;
  /** The answer's body breaks off in the middle, with a Content-Length that agrees with the rest. */
  malformedJson?: boolean;
  /** An enum field of the answer carries a word that nobody knows yet. */
  unknownEnum?: boolean;
  /** The records of the answer carry fields that nobody knows yet. */
  extraFields?: boolean;
  /** The token of this request counts as expired, in this request and all later ones. */
  expireToken?: boolean;
}

/** Which requests a fault meets and what it does to them. Without a selector it meets every request. */
export interface Fault {
  service?: string;
  operation?: string;
  method?: string;
  /** Exact path; a text that ends in `*` is a prefix. */
  path?: string | RegExp;
  /** The first matching request it strikes, counted from 1 since the fault was added. Default 1. */
  nth?: number;
  /** How many matching requests in a row it strikes. Default 1; may be Infinity. */
  times?: number;
  /** `'reset'` is short for `{ reset: true }`. */
  effect: FaultEffect | 'reset';
}

/** What a rule can see of a request; like the journal, without secrets. */
export interface FaultRequest
  extends Pick<RequestRecord, 'n' | 'service' | 'operation' | 'method' | 'path' | 'query'> {
  /** The whole body as text; empty where the server takes it as a stream (files). */
  body: string;
}

/** Decides for each request what happens to it; undefined: nothing. */
export type FaultRule = (request: FaultRequest) => FaultEffect | 'reset' | undefined;

/** A fault or a rule that was added. */
export interface FaultHandle {
  readonly id: number;
  /** Requests it has struck. */
  readonly hits: number;
  /** Requests it has matched, struck or not. */
  readonly matched: number;
  remove(): void;
}

export interface LabFaults {
  add(fault: Fault): FaultHandle;
  /**
   * Asks the rule at every request to a service, except to ENA's upload area. Where faults were added as well, their effects
   * are laid over that of the rule. A rule that throws is answered with 500, and its error is in the journal (`crash`).
   */
  decide(rule: FaultRule): FaultHandle;
  clear(): void;
}

/** What a fault can see of a request. */
export interface FaultTarget {
  service: string | null;
  operation: string | null;
  method: string;
  path: string;
  /** Only a fault that names its operation meets it. */
  shy?: boolean;
}

type Kind = 'flag' | 'count' | 'status' | 'any';
const EFFECTS: Readonly<Record<keyof FaultEffect, Kind>> = {
  status: 'status',
  retryAfter: 'any',
  body: 'any',
  delayMs: 'count',
  stallAfterBytes: 'count',
  reset: 'flag',
  resetAfterCommit: 'flag',
  truncateBody: 'any',
  html: 'flag',
  malformedJson: 'flag',
  unknownEnum: 'flag',
  extraFields: 'flag',
  expireToken: 'flag',
};
const SELECTORS = new Set(['service', 'operation', 'method', 'path', 'nth', 'times', 'effect']);

interface Armed {
  id: number;
  fault: Fault;
  effect: FaultEffect;
  first: number;
  last: number;
  matched: number;
  hits: number;
}

interface Ruling {
  id: number;
  rule: FaultRule;
  matched: number;
  hits: number;
}

export class Faults implements LabFaults {
  #armed: Armed[] = [];
  #rulings: Ruling[] = [];
  #lastId = 0;

  /** Whether somebody looks at bodies before a request is struck. */
  get hasRules(): boolean {
    return this.#rulings.length > 0;
  }

  add(fault: Fault): FaultHandle {
    const effect = checked(fault);
    const first = fault.nth ?? 1;
    const armed: Armed = {
      id: ++this.#lastId,
      fault,
      effect,
      first,
      last: first + (fault.times ?? 1) - 1,
      matched: 0,
      hits: 0,
    };
    this.#armed.push(armed);
    return this.#handle(armed);
  }

  decide(rule: FaultRule): FaultHandle {
    if (typeof rule !== 'function') throw wrong('a rule is a function of a request');
    const ruling: Ruling = { id: ++this.#lastId, rule, matched: 0, hits: 0 };
    this.#rulings.push(ruling);
    return this.#handle(ruling);
  }

  #handle(added: Armed | Ruling): FaultHandle {
    return {
      id: added.id,
      get hits() {
        return added.hits;
      },
      get matched() {
        return added.matched;
      },
      remove: () => this.remove(added.id),
    };
  }

  remove(id: number): void {
    this.#armed = this.#armed.filter((armed) => armed.id !== id);
    this.#rulings = this.#rulings.filter((ruling) => ruling.id !== id);
  }

  clear(): void {
    this.#armed = [];
    this.#rulings = [];
  }

  /** What the rules say of a request. */
  decided(request: FaultRequest): FaultEffect {
    const effect: FaultEffect = {};
    for (const ruling of this.#rulings) {
      ruling.matched += 1;
      const said = ruling.rule(request);
      if (said === undefined) continue;
      ruling.hits += 1;
      Object.assign(effect, checkedEffect(said));
    }
    return effect;
  }

  /** Counts a request against every fault; the effects of all that strike it, laid over each other. */
  strike(target: FaultTarget): FaultEffect {
    const effect: FaultEffect = {};
    for (const armed of this.#armed) {
      if (!meets(armed.fault, target)) continue;
      armed.matched += 1;
      if (armed.matched < armed.first || armed.matched > armed.last) continue;
      armed.hits += 1;
      Object.assign(effect, armed.effect);
    }
    return effect;
  }
}

/** Whether the selectors of a fault fit a request. */
export function meets(fault: Omit<Fault, 'effect'>, target: FaultTarget): boolean {
  if (target.shy && fault.operation === undefined) return false;
  if (fault.service !== undefined && fault.service !== target.service) return false;
  if (fault.operation !== undefined && !sameOperation(fault.operation, target)) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== target.method) return false;
  const { path } = fault;
  if (path === undefined) return true;
  if (path instanceof RegExp)
    return new RegExp(path.source, path.flags.replace(/[gy]/g, '')).test(target.path);
  return path.endsWith('*') ? target.path.startsWith(path.slice(0, -1)) : target.path === path;
}

/** `samples.create` with `service: 'biosamples'` says the same as `biosamples.samples.create`. */
function sameOperation(wanted: string, target: FaultTarget): boolean {
  return wanted === target.operation || `${target.service}.${wanted}` === target.operation;
}

const wrong = (why: string) => new SandboxError('FAULT', `cannot add this fault: ${why}`);

function checked(fault: Fault): FaultEffect {
  if (typeof fault !== 'object' || fault === null) throw wrong('it is not an object');
  for (const key of Object.keys(fault)) {
    if (!SELECTORS.has(key)) throw wrong(`"${key}" is not a field of a fault (${[...SELECTORS].join(', ')})`);
  }
  if (fault.nth !== undefined && !(Number.isInteger(fault.nth) && fault.nth >= 1)) {
    throw wrong('nth counts matching requests from 1');
  }
  if (fault.times !== undefined && !(fault.times >= 1)) throw wrong('times is a number from 1 to Infinity');
  return checkedEffect(fault.effect);
}

/** @throws SandboxError it is none */
export function checkedEffect(given: unknown): FaultEffect {
  const effect: unknown = given === 'reset' ? { reset: true } : given;
  if (typeof effect !== 'object' || effect === null || Object.keys(effect).length === 0) {
    throw wrong(`effect names at least one of ${Object.keys(EFFECTS).join(', ')}`);
  }
  for (const [key, value] of Object.entries(effect)) {
    const kind = EFFECTS[key as keyof FaultEffect] as Kind | undefined;
    if (kind === undefined) throw wrong(`"${key}" is not an effect (${Object.keys(EFFECTS).join(', ')})`);
    if (kind === 'flag' && typeof value !== 'boolean') throw wrong(`${key} is true or false`);
    if (kind === 'count' && !(typeof value === 'number' && value >= 0))
      throw wrong(`${key} is a number from 0`);
    if (kind === 'status' && !(Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599)) {
      throw wrong(`${key} is a status from 200 to 599`);
    }
  }
  const { status, retryAfter, body } = effect as FaultEffect;
  if (status === undefined && (retryAfter !== undefined || body !== undefined)) {
    throw wrong('retryAfter and body belong to a status');
  }
  return { ...effect };
}
