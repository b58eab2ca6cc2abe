import * as z from 'zod';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import { toDay } from '../dates.ts';
import type { UsiAttributes } from '../types.ts';
import { resource } from './common.ts';
import { processingStatus, validationResult } from './results.ts';
import { submission, teamInside } from './submissions.ts';

// ---- what documents of all kinds have, in answers ----

export const attributes = schemaOf<UsiAttributes>()(
  mapOf(
    z.array(
      z.looseObject({
        value: z.string(),
        units: z.string().optional(),
        terms: z.array(z.looseObject({ url: z.string().optional() })).optional(),
      }),
    ),
  ),
);

/** What comes beside a document. */
export const beside = lazy(() =>
  z.looseObject({
    processingStatus: processingStatus().optional(),
    validationResult: validationResult().optional(),
    submission: submission().optional(),
  }),
);

/** The fields of every stored document; its content comes on top. */
export const stored = lazy(() => ({
  ...resource,
  alias: z.string().optional(),
  accession: z.string().optional(),
  team: teamInside().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  releaseDate: z.string().optional(),
  attributes: attributes.optional(),
  createdDate: z.string().optional(),
  lastModifiedDate: z.string().optional(),
  createdBy: z.string().optional(),
  lastModifiedBy: z.string().optional(),
  _embedded: beside().optional(),
}));

// ---- and in what is sent ----

export const day = z
  .union([z.string(), z.date()], { error: 'must be a day: "2026-01-31", or a Date' })
  .transform((value, context) => {
    const written = toDay(value);
    if (written !== undefined) return written;
    context.addIssue({ code: 'custom', message: 'is not a day; write "2026-01-31"' });
    return z.NEVER;
  });

export const notBlank = (message: string) =>
  z.string({ error: message }).refine((text) => text.trim() !== '', message);

/** A term without an address says nothing; examples of the repository's own clients have such. */
const terms = z
  .array(z.looseObject({ url: z.string().optional() }), {
    error: 'must be a list such as [{ url: "http://purl.obolibrary.org/obo/OBI_0100026" }]',
  })
  .transform((list) => list.filter(({ url, ...others }) => url || Object.keys(others).length > 0));

const valueIn = z.looseObject(
  {
    value: z.string({
      error: ({ input }) =>
        input === undefined ? 'is required (a text)' : 'must be a text: write numbers in quotes',
    }),
    units: z.string().optional(),
    terms: terms.optional(),
  },
  { error: 'must be an object such as { value: "liver" }' },
);

export const attributesIn = z
  .object({}, { error: 'must be an object such as { material: [{ value: "organism" }] }' })
  .catchall(z.array(valueIn, { error: 'must be a list of values: [{ value: "…" }]' }));

export const alias = (what: string) => notBlank(`is required: the name you know ${what} by`);

/** Fields of answers that the repository sets by itself. */
const ANSWER_ONLY = new Set([
  'id',
  '_links',
  '_embedded',
  'team',
  'submission',
  'dataType',
  'createdDate',
  'lastModifiedDate',
  'createdBy',
  'lastModifiedBy',
]);

export const withoutAnswerFields = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !ANSWER_ONLY.has(key))) as T;
