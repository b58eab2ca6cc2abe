import * as z from 'zod';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import type { StructuredData } from '../types.ts';
import { accession, withoutAnswerFields } from './samples.ts';

const cell = z.looseObject({
  value: z.string().nullable().optional(),
  iri: z.string().nullable().optional(),
});
export const structuredData = lazy(() =>
  schemaOf<StructuredData>()(
    z.looseObject({
      accession: z.string(),
      create: z.string().optional(),
      update: z.string().optional(),
      data: z.array(
        z.looseObject({
          type: z.string(),
          webinSubmissionAccountId: z.string().nullable().optional(),
          domain: z.string().nullable().optional(),
          schema: z.string().nullable().optional(),
          content: z.array(mapOf(cell)),
        }),
      ),
      _links: z.looseObject({}).optional(),
    }),
  ),
);

export const structuredDataIn = lazy(() =>
  z
    .looseObject({
      accession,
      data: z
        .array(
          z.looseObject({
            type: z
              .string({ error: 'is required: the kind of table, such as "AMR"' })
              .min(1, 'must not be empty'),
            content: z.array(
              z
                .object({})
                .catchall(
                  z.looseObject(
                    { value: z.string().nullable().optional(), iri: z.string().nullable().optional() },
                    { error: 'must be a cell such as { value: "17" }' },
                  ),
                ),
            ),
            webinSubmissionAccountId: z.string().nullable().optional(),
            domain: z.string().nullable().optional(),
          }),
          { error: 'is required: the tables' },
        )
        .min(1, 'must hold at least one table'),
    })
    .transform(withoutAnswerFields),
);
