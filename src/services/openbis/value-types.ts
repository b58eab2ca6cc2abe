/** A value as its property defines it. `TIMESTAMP` is a Date; `DATE` stays `2024-01-31`: it has no time zone. */
export type OpenBisTypedValue =
  | string
  | number
  | boolean
  | Date
  | null
  | readonly (string | number | boolean | Date | null)[];

/** By the code of the property, in upper case. Every property of the type is there; null where there is no value. */
export interface OpenBisTypedValues {
  [code: string]: OpenBisTypedValue;
}
