import * as z from 'zod';
import { lazy, mapOf } from '../../../core/schema.ts';

/** Any schema, for those who only hand it on. */
export type Schema<T = unknown> = z.ZodType<T, unknown>;
/** What a schema gives. */
export type Checked<S extends Schema> = z.output<S>;

/** An answer of a method, after references were resolved. */
export const answerOf = <S extends z.ZodType>(result: S) => z.looseObject({ result });

/** One page of a search. */
export const found = <S extends z.ZodType>(item: S) =>
  z.looseObject({ objects: z.array(item), totalCount: z.number() });
/** No record at all: a word that a server of tomorrow adds to a map. */
const stranger = z.looseObject({
  permId: z.never().optional(),
  code: z.never().optional(),
  userId: z.never().optional(),
});
/** What a get gives: what is there, by the text of the id. */
export const byId = <S extends z.ZodType>(item: S) => mapOf(z.union([item, stranger]));

export const noInput = lazy(() => z.undefined());
export const nothing = lazy(() => z.null());
export const text = lazy(() => z.string());
export const textOrNull = lazy(() => z.string().nullable());
export const yesOrNo = lazy(() => z.boolean());
export const anything = lazy(() => z.unknown());
/** permIds of what was created, in the order of the creations. */
export const ids = lazy(() => z.array(z.string()));
