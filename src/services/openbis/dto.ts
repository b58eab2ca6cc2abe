/** An object as openBIS takes it: its `@type`, and what is set. */
export interface Dto {
  '@type': string;
  [name: string]: unknown;
}

/** Puts the `@type` to what is sent; fields that are undefined are left out. */
export function dto(type: string, fields: Readonly<Record<string, unknown>> = {}): Dto {
  const made: Dto = { '@type': type };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) made[name] = value;
  return made;
}
