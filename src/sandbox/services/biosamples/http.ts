import type { Call } from '../../routes.ts';
import { refuse } from './rules.ts';

export const HAL = 'application/hal+json';
export const JSON_TYPE = 'application/json';
export const LD = 'application/ld+json';
export const PHENOPACKET = 'application/phenopacket+json';
/** What most endpoints answer with. */
export const HAL_OR_JSON: readonly string[] = [HAL, JSON_TYPE];

/** true/false as the server's binder reads it. */
export function flag(call: Call, name: string, otherwise: boolean): boolean {
  const value = call.query.get(name)?.toLowerCase();
  if (value === undefined || value === '') return otherwise;
  if (['true', 'on', 'yes', '1'].includes(value)) return true;
  if (['false', 'off', 'no', '0'].includes(value)) return false;
  throw refuse('http.parameter');
}

export function whole(call: Call, name: string): number | undefined {
  const value = call.query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^[+-]?\d+$/.test(value)) throw refuse('http.parameter');
  return Number(value);
}

/** Page number and size of the framework's own paging: bad values fall back to the defaults. */
export function framePaging(call: Call, defaultSize: number): { page: number; size: number } {
  const number = (name: string) => {
    const value = call.query.get(name) ?? '';
    return /^\d+$/.test(value) ? Number(value) : undefined;
  };
  const size = number('size');
  return {
    page: number('page') ?? 0,
    size: size === undefined || size < 1 ? defaultSize : Math.min(size, 2000),
  };
}

/** `text` and `filter` are decoded once more after the container has done so. */
export function decodedTwice(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw refuse('query.encoding', { value });
  }
}
