import { createHash } from 'node:crypto';
import { SandboxError } from './errors.ts';
import { checkedEffect, type Fault, type FaultRequest, type FaultRule, meets } from './faults.ts';

/** A fault that strikes a share of the requests that it fits. */
export interface RandomFault extends Omit<Fault, 'nth' | 'times'> {
  /** From 0 to 1. */
  share: number;
}

/** One decision of {@link randomFaults}. */
export interface FaultDraw {
  /** `biosamples.samples.create` */
  operation: string;
  /** What the request is about. */
  item: string;
  /** 1 when this operation is asked of this item for the first time. */
  attempt: number;
  request: FaultRequest;
  /** What strikes it; undefined: nothing. */
  fault: RandomFault | undefined;
}

export interface RandomFaultOptions {
  /** The same seed gives the same faults. */
  seed: number;
  /** At most one of them strikes a request; their shares add up to 1 at most. */
  faults: readonly RandomFault[];
  /**
   * Names what a request is about. Default: its path, query and body. Where those hold accessions, take the names of the
   * records instead: accessions are given in the order in which requests come.
   */
  itemOf?(request: FaultRequest): string;
  /** Told of every decision. */
  onDraw?(draw: FaultDraw): void;
}

/**
 * A rule for `lab.faults.decide`. What strikes a request is decided by a hash of the seed, the operation, the item and the
 * attempt: however many requests are under way, and in whatever order they come, the same attempt at the same thing meets the
 * same fault. It remembers how often each item was asked for; a new rule begins anew.
 */
export function randomFaults({ seed, faults, itemOf = wholeOf, onDraw }: RandomFaultOptions): FaultRule {
  check(seed, faults);
  const attempts = new Map<string, number>();
  return (request) => {
    const { operation } = request;
    // Where no route is, nothing can be asked for a second time.
    if (operation === null) return undefined;
    const item = itemOf(request);
    const asked = digest(operation, item).toString('base64url');
    const attempt = (attempts.get(asked) ?? 0) + 1;
    attempts.set(asked, attempt);
    const drawn = digest(String(seed), operation, item, String(attempt)).readUIntBE(0, 6) / 2 ** 48;
    const fault = pick(faults, drawn, request);
    onDraw?.({ operation, item, attempt, request, fault });
    return fault?.effect;
  };
}

/** Each fault has a place of its own between 0 and 1, so that one that does not fit leaves its place empty. */
function pick(faults: readonly RandomFault[], drawn: number, request: FaultRequest): RandomFault | undefined {
  let upTo = 0;
  for (const fault of faults) {
    upTo += fault.share;
    if (drawn < upTo) return meets(fault, request) ? fault : undefined;
  }
  return undefined;
}

function wholeOf({ path, query, body }: FaultRequest): string {
  return `${path}?${JSON.stringify(query)}\n${body}`;
}

function digest(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function check(seed: number, faults: readonly RandomFault[]): void {
  const wrong = (why: string) => new SandboxError('FAULT', `cannot make these random faults: ${why}`);
  if (!Number.isSafeInteger(seed)) throw wrong('seed is a whole number');
  if (!Array.isArray(faults) || faults.length === 0) throw wrong('faults is a list of at least one');
  let sum = 0;
  for (const { share, effect } of faults) {
    if (!(share >= 0 && share <= 1)) throw wrong('share is a number from 0 to 1');
    checkedEffect(effect);
    sum += share;
  }
  // A little more than 1: shares are written as decimal fractions.
  if (sum > 1 + 1e-9) throw wrong(`the shares add up to ${sum}, which is more than 1`);
}
