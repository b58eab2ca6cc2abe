import * as z from 'zod';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import type { BrowserRecords, PortalField, PortalResult, TaxonSuggestion } from '../portal-types.ts';
import { filled } from './parts.ts';

const FIELD = 'must be names of fields such as "run_accession"';
const fields = z.array(z.string().regex(/^\w+$/, FIELD)).min(1, FIELD);
const whole = z.int('must be a whole number').min(0, 'must be a whole number from 0');

const result = z
  .string({ error: 'is required: what to search, such as "read_run" or "sample"' })
  .regex(/^\w+$/, 'must be a word such as "read_run"');

const SIZE = 10_000;

/** A query as people give it, and the page that it stands at. */
export const portalQuery = lazy(() =>
  z
    .strictObject({
      result,
      query: filled.optional(),
      fields: fields.optional(),
      limit: whole.min(1, 'must be a whole number from 1').optional(),
      offset: whole.optional(),
      size: whole.min(1, 'must be a whole number from 1').optional(),
      dataPortal: filled.optional(),
      includeMetagenomes: z.boolean().optional(),
    })
    .transform(({ offset = 0, size = SIZE, ...query }) => ({ ...query, offset, size })),
);

export const countQuery = lazy(() =>
  z.strictObject({
    result,
    query: filled.optional(),
    dataPortal: filled.optional(),
    includeMetagenomes: z.boolean().optional(),
  }),
);

export const fileReport = lazy(() =>
  z
    .strictObject({ accession: filled, result: result.optional(), fields: fields.optional() })
    .transform(({ result: kind = 'read_run', ...rest }) => ({ ...rest, result: kind })),
);

export const resultName = lazy(() => result);
export const nothing = lazy(() => z.strictObject({}));

/** Flat objects of texts; what else may come stays. */
export const rows = lazy(() => z.array(mapOf(z.unknown())));
export const count = lazy(() => z.number());
export const results = lazy(() =>
  z.array(
    schemaOf<PortalResult>()(z.looseObject({ resultId: z.string(), description: z.string().optional() })),
  ),
);
export const returnFields = lazy(() =>
  z.array(
    schemaOf<PortalField>()(
      z.looseObject({
        columnId: z.string(),
        description: z.string().optional(),
        type: z.string().optional(),
      }),
    ),
  ),
);

const ACCESSION = 'must be an accession such as "SAMEA112654119", or a list of them';
export const accessions = lazy(() =>
  z
    .union([filled, z.array(filled).min(1, ACCESSION)], { error: ACCESSION })
    .transform((given) => [given].flat())
    .refine((all) => all.every((one) => /^[\w.-]+$/.test(one)), ACCESSION),
);
export const records = lazy(() =>
  schemaOf<BrowserRecords>()(z.object({ xml: z.string(), document: z.custom<BrowserRecords['document']>() })),
);

export const taxId = lazy(() =>
  z
    .union([z.string(), z.number()], { error: 'must be an NCBI taxon number such as 9606' })
    .transform(String)
    .refine((id) => /^\d+$/.test(id), 'must be an NCBI taxon number such as 9606'),
);
export const taxonName = lazy(() => filled);

/** As the service gives it: truth values are texts. */
const taxon = z.looseObject({
  taxId: z.union([z.string(), z.number()]),
  scientificName: z.string(),
  commonName: z.string().nullish(),
  formalName: z.union([z.string(), z.boolean()]).nullish(),
  rank: z.string().nullish(),
  division: z.string().nullish(),
  lineage: z.string().nullish(),
  geneticCode: z.string().nullish(),
  mitochondrialGeneticCode: z.string().nullish(),
  submittable: z.union([z.string(), z.boolean()]).nullish(),
});
export const taxa = lazy(() => z.array(taxon));
export type TaxonWire = z.output<typeof taxon>;

export const suggestions = lazy(() =>
  z.array(
    schemaOf<TaxonSuggestion>()(
      z.looseObject({
        taxId: z.string(),
        scientificName: z.string(),
        displayName: z.string().optional(),
      }),
    ),
  ),
);
