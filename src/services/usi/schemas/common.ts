import * as z from 'zod';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import { idOf, teamNameOf } from '../hal.ts';
import type { UsiLink, UsiLinks } from '../hal-types.ts';
import type { UsiLinkList, UsiReference } from '../types.ts';

// ---- answers: loose, no transforms ----

const link = schemaOf<UsiLink>()(z.looseObject({ href: z.string(), templated: z.boolean().optional() }));
export const links = schemaOf<UsiLinks>()(mapOf(z.union([link, z.array(link)])));
export const resource = { id: z.string().optional(), _links: links.optional() };

/** One page of a list: without `_embedded` when it is empty. */
export const pageOf = <const K extends string, S extends z.ZodType>(key: K, item: S) =>
  z.looseObject({
    _embedded: z
      .looseObject({ [key]: z.array(item).optional() } as { [P in K]: z.ZodOptional<z.ZodArray<S>> })
      .optional(),
    _links: links.optional(),
    page: z
      .looseObject({
        number: z.number(),
        size: z.number(),
        totalElements: z.number(),
        totalPages: z.number(),
      })
      .optional(),
  });

/** A page of a list, whatever is in it. */
export interface HalPage {
  _embedded?: { [key: string]: unknown } | undefined;
  _links?: UsiLinks | undefined;
  page?: { number: number; totalPages: number; totalElements: number } | undefined;
}

export const linkList = lazy(() => schemaOf<UsiLinkList>()(z.looseObject(resource)));
export const reference = lazy(() => schemaOf<UsiReference>()(z.looseObject(resource)));
export const counts = lazy(() => mapOf(z.number()));
export const countsByType = lazy(() => mapOf(mapOf(z.number())));
export const plainText = lazy(() => z.string());
export const nothing = lazy(() => z.undefined());
export const anything = lazy(() => z.looseObject({}));

// ---- inputs ----

/** An id, or the thing itself as the repository gave it. */
export const refTo = (what: string) => {
  const message = `must be ${what}: its id, or the object that the repository gave`;
  return z.union([z.string(), z.looseObject({})], { error: message }).transform((value, context) => {
    const id = idOf(value);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
};

/** A name, or the thing itself; `read` finds the reference in it. */
export const namedBy = (message: string, read: (given: unknown) => string | undefined) =>
  z.union([z.string(), z.looseObject({})], { error: message }).transform((value, context) => {
    const found = read(value);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export const submissionRef = refTo('a submission');
export const sampleRef = refTo('a sample');
export const teamRef = namedBy('must be a team: its name, or the team itself', teamNameOf);

export const some = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, `must be ${what}`);

export const noInput = lazy(() => z.undefined().optional());

/** What a page looks like as a cursor. */
const PAGE_CURSOR = /^page=(\d+)$/;

export const pagingIn = {
  /** The server cuts at 500. */
  size: z.number().int().min(1).max(500, 'must be at most 500, the most the repository gives').optional(),
  page: z.number().int().min(0).optional(),
  cursor: z.string().regex(PAGE_CURSOR, 'must be a cursor that pages() of this list gave').optional(),
  sort: z.string().optional(),
};

export function pageFromCursor<T extends { cursor?: string | undefined; page?: number | undefined }>(
  query: T,
): T {
  const page = PAGE_CURSOR.exec(query.cursor ?? '')?.[1];
  return page === undefined ? query : { ...query, cursor: undefined, page: Number(page) };
}

export const pageQuery = lazy(() => z.strictObject(pagingIn).transform(pageFromCursor));
