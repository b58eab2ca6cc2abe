import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { Recommendation } from '../types.ts';
import { filterIn, sampleEcho } from './samples.ts';

export const facetQuery = lazy(() =>
  z.strictObject({
    text: z.string().optional(),
    filter: filterIn,
    facet: z.union([z.string(), z.array(z.string()).readonly()]).optional(),
  }),
);

export const facets = lazy(() =>
  z.looseObject({
    _embedded: z
      .looseObject({
        facets: z
          .array(
            z.looseObject({
              type: z.string(),
              label: z.string(),
              count: z.number(),
              content: z.array(z.looseObject({ label: z.string(), count: z.number() })),
            }),
          )
          .optional(),
      })
      .optional(),
    _links: z.looseObject({}).optional(),
  }),
);

export const recommendation = lazy(() =>
  schemaOf<Recommendation>()(
    z.looseObject({
      recommendations: z.looseObject({
        SampleQuality: z.number().optional(),
        knownAttributes: z.array(z.string()).optional(),
        unknownAttributes: z.array(z.string()).optional(),
        AttributeRecommendations: z
          .array(z.looseObject({ attribute: z.string(), recommendation: z.string() }))
          .optional(),
      }),
      sample: sampleEcho(),
    }),
  ),
);

export const downloadQuery = lazy(() =>
  z.strictObject({
    text: z.string().optional(),
    filter: filterIn,
    format: z.enum(['json', 'accessions'], { error: 'must be json or accessions' }).optional(),
    zip: z.boolean().optional(),
    count: z
      .number()
      .int()
      .min(1)
      .max(100_000, 'must be at most 100,000, the most the repository gives')
      .optional(),
  }),
);
export const file = lazy(() => z.unknown());
