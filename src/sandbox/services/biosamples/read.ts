/** Reading JSON the way the server's data binder does: scalars become text where text is wanted. */
export type JsonObject = Record<string, unknown>;

/** The binder's complaint; callers turn it into the refusal of their endpoint. */
export class BindError extends Error {
  override readonly name = 'BindError';
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BindError(text.trim() === '' ? 'Required request body is missing' : 'Unexpected character');
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown, what: string): JsonObject {
  if (isObject(value)) return value;
  throw new BindError(`Cannot deserialize ${what}: an object was expected`);
}

/** null and absent are the same: undefined. */
export function textOf(value: unknown, what: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new BindError(`Cannot deserialize ${what}: a text was expected`);
}

/** null and absent are the empty array. */
export function arrayOf(value: unknown, what: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new BindError(`Cannot deserialize ${what}: an array was expected`);
}

export function textsOf(value: unknown, what: string): string[] {
  return arrayOf(value, what).map((item) => textOf(item, what) ?? '');
}
