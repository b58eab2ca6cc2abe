import * as z from 'zod';
import { lazy, mapOf, openEnum, schemaOf } from '../../../core/schema.ts';
import { toInstant } from '../dates.ts';
import type {
  Characteristics,
  CharacteristicValue,
  ExternalReference,
  Relationship,
  Sample,
  SampleContent,
} from '../types.ts';

const STATUSES = ['DRAFT', 'PRIVATE', 'PUBLIC', 'CANCELLED', 'SUPPRESSED', 'KILLED'] as const;

// ---- answers: loose, no transforms (core/schema.ts, checkOutput) ----

const characteristicValue = schemaOf<CharacteristicValue>()(
  z.looseObject({
    text: z.string().optional(),
    ontologyTerms: z.array(z.string()).optional(),
    unit: z.string().optional(),
    tag: z.string().optional(),
  }),
);

export const relationship = schemaOf<Relationship>()(
  z.looseObject({ source: z.string().optional(), type: z.string(), target: z.string() }),
);

export const externalReference = schemaOf<ExternalReference>()(
  z.looseObject({ url: z.string(), duo: z.array(z.string()).optional() }),
);

const texts = () => z.looseObject({});

const content = () => ({
  name: z.string(),
  taxId: z.union([z.number(), z.string()]).optional(),
  status: openEnum(STATUSES).optional(),
  release: z.string().optional(),
  update: z.string().optional(),
  submitted: z.string().optional(),
  create: z.string().optional(),
  domain: z.string().nullable().optional(),
  sraAccession: z.string().optional(),
  webinSubmissionAccountId: z.string().nullable().optional(),
  characteristics: schemaOf<Characteristics>()(mapOf(z.array(characteristicValue))).optional(),
  relationships: z.array(relationship).optional(),
  externalReferences: z.array(externalReference).optional(),
  organization: z.array(texts()).optional(),
  contact: z.array(texts()).optional(),
  publications: z.array(texts()).optional(),
  certificates: z.array(texts()).optional(),
  structuredData: z.array(texts()).optional(),
  data: z.array(z.unknown()).optional(),
  submittedVia: z.string().optional(),
  _links: z.looseObject({}).optional(),
});

export const sample = lazy(() => schemaOf<Sample>()(z.looseObject({ accession: z.string(), ...content() })));

/** The echo of a validation: a sample that need not have an accession. */
export const sampleEcho = lazy(() =>
  schemaOf<SampleContent>()(z.looseObject({ accession: z.string().optional(), ...content() })),
);

export const link = z.looseObject({ href: z.string() });

/** One page of samples, in cursor mode (no `page`) or page mode. */
export const samplePage = lazy(() =>
  z.looseObject({
    _embedded: z.looseObject({ samples: z.array(sample()).optional() }).optional(),
    _links: z.looseObject({ next: link.optional(), self: link.optional() }).optional(),
    page: z
      .looseObject({
        number: z.number(),
        size: z.number(),
        totalElements: z.number(),
        totalPages: z.number(),
      })
      .optional(),
  }),
);
export type SamplePage = z.output<ReturnType<typeof samplePage>>;

// ---- inputs: strict about what we know, open for what the repository may learn ----

export const instant = z
  .union([z.string(), z.date()], { error: 'is required: a Date, "2026-01-31" or "2026-01-31T12:00:00Z"' })
  .transform((value, context) => {
    const written = toInstant(value);
    if (written !== undefined) return written;
    context.addIssue({
      code: 'custom',
      message: 'is not a date; write "2026-01-31" or "2026-01-31T12:00:00Z"',
    });
    return z.NEVER;
  });

/** The repository takes blanks away from both ends; so do we before names are compared, and matched with its answers. */
const name = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'is required (the name you know the sample by)' : 'must be a text',
  })
  .trim()
  .min(1, 'must not be empty');

const valueIn = z.looseObject(
  {
    text: z.string({ error: 'must be a text: write numbers in quotes' }).optional(),
    ontologyTerms: z.array(z.string(), { error: 'must be a list of IRIs or ids' }).optional(),
    unit: z.string().optional(),
    tag: z.string().optional(),
  },
  { error: 'must be an object such as { text: "liver" }' },
);

export const characteristicsIn = z
  .object({})
  .catchall(z.array(valueIn, { error: 'must be a list of values: [{ text: "…" }]' }));

export const relationshipIn = z.looseObject({
  source: z.string().trim().optional(),
  type: z.string().trim().min(1, 'must not be blank'),
  target: z.string().trim().min(1, 'must not be blank'),
});

const TAXON = 'must be an NCBI taxon number';

export const contentIn = {
  name,
  taxId: z.union([z.number().int(TAXON), z.string().regex(/^\d+$/, TAXON)], { error: TAXON }).optional(),
  status: z.enum(STATUSES, { error: `must be one of ${STATUSES.join(', ')}` }).optional(),
  characteristics: characteristicsIn.optional(),
  relationships: z.array(relationshipIn).optional(),
  externalReferences: z
    .array(
      z.looseObject({ url: z.string().min(1, 'must not be empty'), duo: z.array(z.string()).optional() }),
    )
    .optional(),
  organization: z.array(z.looseObject({})).optional(),
  contact: z.array(z.looseObject({})).optional(),
  publications: z
    .array(z.looseObject({ doi: z.string().optional(), pubmed_id: z.string().optional() }))
    .optional(),
  webinSubmissionAccountId: z.string().nullable().optional(),
  submittedVia: z.string().optional(),
  data: z
    .array(z.unknown())
    .max(0, 'is no longer taken by the repository; put tables with structuredData.put')
    .optional(),
};

/** Fields of answers that must not go back: links, and the day-only dates of old records. */
const ANSWER_ONLY = ['_links', 'releaseDate', 'updateDate', 'submittedDate', 'reviewedDate'];

export const withoutAnswerFields = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !ANSWER_ONLY.includes(key))) as T;

const noAccession = (what: string) => z.never({ error: `is given by the repository; ${what}` }).optional();

export const forNew = {
  accession: noAccession('for a sample that has one use update'),
  sraAccession: noAccession('leave it out of a new sample'),
};

export const newSample = lazy(() =>
  z.looseObject({ ...contentIn, ...forNew, release: instant }).transform(withoutAnswerFields),
);

export const sampleUpdate = lazy(() =>
  z
    .looseObject({
      ...contentIn,
      accession: z
        .string({ error: 'is required: the sample to replace (for a new one use create)' })
        .refine((text) => text.trim() !== '', 'must not be empty'),
      release: instant,
    })
    .transform(withoutAnswerFields),
);

export const sampleReservation = lazy(() =>
  z.looseObject({ ...contentIn, ...forNew, release: instant.optional() }).transform(withoutAnswerFields),
);

export const sampleToValidate = lazy(() =>
  z.object({
    sample: z.looseObject({ ...contentIn, release: instant.optional() }).transform(withoutAnswerFields),
    checklist: z.string().min(1, 'must be an id such as "BSDC00001"').optional(),
  }),
);

export const accession = z
  .string({ error: 'must be an accession such as "SAMEA112654119"' })
  .trim()
  .min(1, 'must be an accession such as "SAMEA112654119"');

export const sampleRef = lazy(() =>
  z.union([
    accession.transform((text) => ({ accession: text, applyCurations: undefined })),
    z.strictObject({ accession, applyCurations: z.boolean().optional() }),
  ]),
);

/** What a page by number looks like as a cursor. */
const PAGE_CURSOR = /^page=(\d+)$/;

export function pageFromCursor<T extends { cursor?: string | undefined; page?: number | undefined }>(
  query: T,
): T & { page?: number | undefined } {
  const page = PAGE_CURSOR.exec(query.cursor ?? '')?.[1];
  return page === undefined ? query : { ...query, cursor: undefined, page: Number(page) };
}

export const filterIn = z.union([z.string(), z.array(z.string()).readonly()]).optional();
export const pagingIn = {
  size: z.number().int().min(1).max(1000).optional(),
  cursor: z.string().regex(PAGE_CURSOR, 'must be a cursor that pages() of this list gave').optional(),
  page: z.number().int().min(0).optional(),
};

export const sampleQuery = lazy(() =>
  z
    .strictObject({
      text: z.string().optional(),
      filter: z.union([z.string(), z.array(z.string()).readonly()]).optional(),
      size: z.number().int().min(1).max(200, 'must be at most 200, the most the repository gives').optional(),
      cursor: z.string().min(1).optional(),
      page: z
        .number()
        .int()
        .min(0)
        .max(500, 'must be at most 500; read further by cursor (leave page out)')
        .optional(),
      sort: z.union([z.string(), z.array(z.string()).readonly()]).optional(),
      applyCurations: z.boolean().optional(),
    })
    .transform(pageFromCursor)
    .refine((query) => query.sort === undefined || query.page !== undefined, {
      path: ['sort'],
      message: 'works only when reading by page number; add page: 0',
    })
    .refine((query) => query.cursor === undefined || query.page === undefined, {
      path: ['cursor'],
      message: 'and page exclude each other',
    }),
);
export type CheckedSampleQuery = z.output<ReturnType<typeof sampleQuery>>;

/** The framework's page of anything: zero-based, with `prev` instead of `previous`. */
export const framePage = z
  .looseObject({ number: z.number(), size: z.number(), totalElements: z.number(), totalPages: z.number() })
  .optional();
export const pageLinks = z.looseObject({ next: link.optional() }).optional();

export const pageOf = <const K extends string, S extends z.ZodType>(key: K, item: S) =>
  z.looseObject({
    _embedded: z
      .looseObject({ [key]: z.array(item).optional() } as { [P in K]: z.ZodOptional<z.ZodArray<S>> })
      .optional(),
    _links: pageLinks,
    page: framePage,
  });
