import * as z from 'zod';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import { isInstant } from '../dates.ts';
import { fetchIssues, type Wanted } from '../fetch.ts';
import type { RecordRef, SpaceRef } from '../ids.ts';
import type { OpenBisCondition, OpenBisRange } from '../query-types.ts';

const filled = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .refine((text) => text.trim() !== '', `must be ${what}, but is empty`);

const refSchema = (what: string) => {
  const message = `must be ${what}: its path, its permId, or what was read`;
  return z.union(
    [
      filled(what),
      z.looseObject({ permId: filled('a permId') }),
      z.looseObject({ identifier: filled('a path') }),
    ],
    { error: message },
  ) as unknown as z.ZodType<RecordRef>;
};
export const projectRef = lazy(() => refSchema('a project'));
export const collectionRef = lazy(() => refSchema('a collection'));
export const objectRef = lazy(() => refSchema('an object'));
export const tagRef = lazy(() =>
  z.union([filled('a tag'), z.looseObject({ permId: filled('a permId') })], {
    error: 'must be a tag: its code, /owner/CODE, or what was read',
  }),
);
export const datasetRef = lazy(
  () =>
    z.union([filled('a dataset'), z.looseObject({ permId: filled('a permId') })], {
      error: 'must be a dataset: its permId, or what was read',
    }) as unknown as z.ZodType<string | { permId: string }>,
);
export const spaceRef = lazy(
  () =>
    z.union([filled('the code of a space'), z.looseObject({ code: filled('the code of a space') })], {
      error: 'must be a space: its code, or what was read',
    }) as unknown as z.ZodType<SpaceRef>,
);

const texts = (what: string) =>
  z.union([filled(what), z.array(filled(what))], { error: `must be ${what}, or a list of them` });
const instant = z
  .union([z.string(), z.date()], { error: 'must be a date: a Date, "2024-01-31", or "2024-01-31T10:00:00Z"' })
  .refine(isInstant, 'cannot be read as a date; write "2024-01-31", "2024-01-31T10:00:00Z", or give a Date');
const rangeIn = {
  from: instant.optional(),
  after: instant.optional(),
  until: instant.optional(),
  before: instant.optional(),
};
const range = schemaOf<OpenBisRange>()(z.strictObject(rangeIn));
const number = z.number({ error: 'must be a number' });
const text = z.string({ error: 'must be a text' });
const condition = schemaOf<OpenBisCondition>()(
  z.strictObject({
    equals: z.union([text, number, z.boolean(), z.date()]).optional(),
    in: z.array(z.union([text, number])).optional(),
    contains: text.optional(),
    startsWith: text.optional(),
    endsWith: text.optional(),
    greaterThan: number.optional(),
    atLeast: number.optional(),
    lessThan: number.optional(),
    atMost: number.optional(),
    ...rangeIn,
    exists: z.boolean().optional(),
  }),
);
const where = mapOf(
  z.union([text, number, z.boolean(), z.date(), condition], {
    error: 'must be a value, or a condition such as { atLeast: 2 } or { contains: "leaf" }',
  }),
);

const whole = z
  .number({ error: 'must be a whole number' })
  .int('must be a whole number')
  .min(0, 'must be 0 or more');
const paging = {
  pageSize: whole.min(1, 'must be 1 or more').max(100_000, 'must be at most 100000').optional(),
  start: whole.optional(),
  cursor: z
    .string()
    .regex(/^from=\d+$/, 'must be the `cursor` or `nextCursor` of a page')
    .optional(),
};

/** A cursor is the item at which a page begins. */
function placed<Q extends { cursor?: string | undefined; start?: number | undefined }>({
  cursor,
  ...query
}: Q) {
  return cursor === undefined ? query : { ...query, start: Number(cursor.slice('from='.length)) };
}

const PLAIN_SORTS = ['code', 'registrationDate', 'modificationDate'];
const sortBy = (more: readonly string[], properties: boolean) => {
  const names = [...PLAIN_SORTS, ...more];
  const message = `must be one of ${names.join(', ')}${properties ? ', or property:CODE' : ''}; with - in front the other way round`;
  return z.string({ error: message }).refine((given) => {
    const plain = given.replace(/^-/, '');
    return names.includes(plain) || (properties && /^property:.+/.test(plain));
  }, message);
};
/** Parts to fetch, checked against the parts that the kind of record has. */
const fetch = (kind: string) =>
  z
    .unknown()
    .superRefine((given, context) => {
      for (const { path, message } of fetchIssues(kind, given)) {
        context.addIssue({ code: 'custom', message, path: path ? path.split('.') : [] });
      }
    })
    .transform((given) => given as Wanted | undefined)
    .optional();

const common = {
  code: texts('a code').optional(),
  permId: texts('a permId').optional(),
  registered: range.optional(),
  modified: range.optional(),
  registrator: filled('a user name').optional(),
};
const annotated = {
  type: texts('the code of a type').optional(),
  where: where.optional(),
  tags: texts('the code of a tag').optional(),
  modifier: filled('a user name').optional(),
  text: filled('a text').optional(),
};
const identifier = texts('a path such as /SPACE/PROJECT/CODE').optional();

export const spaceQuery = lazy(() =>
  z
    .strictObject({ ...common, sort: sortBy([], false).optional(), ...paging, fetch: fetch('space') })
    .transform(placed),
);

export const projectQuery = lazy(() =>
  z
    .strictObject({
      ...common,
      space: spaceRef().optional(),
      identifier,
      sort: sortBy(['identifier'], false).optional(),
      ...paging,
      fetch: fetch('project'),
    })
    .transform(placed),
);

/** A query inside of another has no order and no pages of its own. */
const nested = <S extends z.ZodType>(fields: () => S) => ({
  and: z.array(z.lazy(fields)).optional(),
  or: z.array(z.lazy(fields)).min(1, 'must not be empty: nothing would be found').optional(),
  not: z.lazy(fields).optional(),
});

const collectionFields = lazy(() => ({
  ...common,
  ...annotated,
  space: spaceRef().optional(),
  project: projectRef().optional(),
  identifier,
}));
const innerCollections: () => z.ZodType<unknown> = lazy(() =>
  z.strictObject({ ...collectionFields(), ...nested(innerCollections) }),
);
export const collectionQuery = lazy(() =>
  z
    .strictObject({
      ...collectionFields(),
      ...nested(innerCollections),
      sort: sortBy(['identifier', 'type'], true).optional(),
      ...paging,
      fetch: fetch('collection'),
    })
    .transform(placed),
);

/** `true`, `false`, a record, or a description of one. */
const relative = (what: string, inner: () => z.ZodType<unknown>) =>
  z.unknown().superRefine((given, context) => {
    if (given === undefined || typeof given === 'boolean') return;
    const fits = (schema: z.ZodType<unknown>) => schema.safeParse(given);
    if (typeof given === 'string' ? given.trim() !== '' : isRecord(given)) return;
    if (typeof given !== 'object' || given === null) {
      context.addIssue({
        code: 'custom',
        message: `must be true, false, ${what}, or a query that describes one`,
      });
      return;
    }
    const checked = fits(inner());
    for (const issue of checked.error?.issues ?? [])
      context.addIssue({ ...issue } as z.core.$ZodSuperRefineIssue);
  });
/** Something that was read, not a query: it has both names, or only that of a reference. */
export const isRecord = (given: unknown): boolean => {
  if (typeof given !== 'object' || given === null) return false;
  const { permId, identifier: path } = given as { permId?: unknown; identifier?: unknown };
  const keys = Object.keys(given);
  const lone = keys.length === 1 && (keys[0] === 'permId' || keys[0] === 'identifier');
  const read = 'registrationDate' in given || (typeof permId === 'string' && typeof path === 'string');
  return (lone || read) && (typeof permId === 'string' || typeof path === 'string');
};

const objectFields = lazy(() => ({
  ...common,
  ...annotated,
  space: spaceRef().optional(),
  project: projectRef().optional(),
  collection: collectionRef().optional(),
  identifier,
  parents: relative('an object', innerObjects).optional(),
  children: relative('an object', innerObjects).optional(),
  container: relative('an object', innerObjects).optional(),
}));
const innerObjects: () => z.ZodType<unknown> = lazy(() =>
  z.strictObject({ ...objectFields(), ...nested(innerObjects) }),
);
export const objectQuery = lazy(() =>
  z
    .strictObject({
      ...objectFields(),
      ...nested(innerObjects),
      sort: sortBy(['identifier', 'type'], true).optional(),
      ...paging,
      fetch: fetch('object'),
    })
    .transform(placed),
);

const datasetFields = lazy(() => ({
  ...common,
  ...annotated,
  space: spaceRef().optional(),
  project: projectRef().optional(),
  collection: collectionRef().optional(),
  object: objectRef().optional(),
  parents: relative('a dataset', innerDatasets).optional(),
  children: relative('a dataset', innerDatasets).optional(),
  container: relative('a dataset', innerDatasets).optional(),
}));
const innerDatasets: () => z.ZodType<unknown> = lazy(() =>
  z.strictObject({ ...datasetFields(), ...nested(innerDatasets) }),
);
export const datasetQuery = lazy(() =>
  z
    .strictObject({
      ...datasetFields(),
      ...nested(innerDatasets),
      sort: sortBy(['type'], true).optional(),
      ...paging,
      fetch: fetch('dataset'),
    })
    .transform(placed),
);

export const codeQuery = lazy(() =>
  z.strictObject({ code: texts('a code').optional(), ...paging }).transform(placed),
);
export const termQuery = lazy(() =>
  z
    .strictObject({
      code: texts('a code').optional(),
      vocabulary: filled('the code of a vocabulary').optional(),
      ...paging,
    })
    .transform(placed),
);
export const personQuery = lazy(() =>
  z
    .strictObject({
      userId: texts('a user name').optional(),
      lastName: filled('a name').optional(),
      email: filled('an address').optional(),
      ...paging,
    })
    .transform(placed),
);
export const roleQuery = lazy(() =>
  z
    .strictObject({
      user: filled('a user name').optional(),
      group: filled('the code of a group').optional(),
      space: spaceRef().optional(),
      project: projectRef().optional(),
      ...paging,
    })
    .transform(placed),
);
export const pageQuery = lazy(() => z.strictObject(paging).transform(placed));

/** What is asked for by name, and what of it. */
export const getting = (kind: string, ref: () => z.ZodType, fetchable: boolean) =>
  z.strictObject({
    refs: z.array(ref(), { error: 'must be a list' }),
    need: z.boolean().optional(),
    ...(fetchable && { fetch: fetch(kind) }),
  }) as unknown as z.ZodType<{ refs: unknown[]; need?: boolean; fetch?: Wanted | undefined }, unknown>;
export const nameRef = (what: string) => lazy(() => filled(what));
