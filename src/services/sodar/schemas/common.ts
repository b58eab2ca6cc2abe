import * as z from 'zod';
import { lazy } from '../../../core/schema.ts';

/** What a list answers: a page, or before 1.0 the whole list. */
export const pageSchema = <S extends z.ZodType>(item: S) =>
  z.union([
    z.array(item),
    z.looseObject({
      count: z.number(),
      next: z.string().nullish(),
      previous: z.string().nullish(),
      results: z.array(item),
    }),
  ]);

/** Answers that only say that it was done. */
export const detail = lazy(() => z.looseObject({ detail: z.string() }));
export const nothing = lazy(() => z.undefined());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID, or the thing itself. Upper case matches no address on the server, so it is lowered. */
export const refTo = (what: string) => {
  const message = `must be ${what}: its UUID, or the object that SODAR gave`;
  return z.union([z.string(), z.looseObject({})], { error: message }).transform((value, context) => {
    const given = typeof value === 'string' ? value : value.sodar_uuid;
    const uuid = typeof given === 'string' ? given.trim().toLowerCase() : '';
    if (UUID.test(uuid)) return uuid;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
};

export const projectRef = refTo('a project');
export const userRef = refTo('a user');

export const some = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, `must be ${what}`);

export const noInput = lazy(() => z.undefined().optional());

const PAGE_CURSOR = /^page=(\d+)$/;

export const pagingIn = {
  cursor: z.string().regex(PAGE_CURSOR, 'must be a cursor that pages() of this list gave').optional(),
  page: z.number().int().min(1).optional(),
};

/** A cursor is a page by another name. */
export function pageFromCursor<T extends { cursor?: string | undefined; page?: number | undefined }>(
  query: T,
): T {
  const page = PAGE_CURSOR.exec(query.cursor ?? '')?.[1];
  return page === undefined ? query : { ...query, cursor: undefined, page: Number(page) };
}
