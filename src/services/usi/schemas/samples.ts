import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { UsiRelationship, UsiSample, UsiValidationSummary } from '../types.ts';
import { pageFromCursor, pageOf, pagingIn, sampleRef, some, submissionRef, teamRef } from './common.ts';
import { alias as aliasOf, attributesIn, day, notBlank, stored, withoutAnswerFields } from './documents.ts';

// ---- answers ----

const relationship = schemaOf<UsiRelationship>()(
  z.looseObject({
    alias: z.string().optional(),
    accession: z.string().optional(),
    team: z.string().optional(),
    relationshipNature: z.string().optional(),
  }),
);

export const sample = lazy(() =>
  schemaOf<UsiSample>()(
    z.looseObject({
      ...stored(),
      taxonId: z.number().optional(),
      taxon: z.string().optional(),
      sampleRelationships: z.array(relationship).optional(),
      sampleExternalReferences: z.array(z.looseObject({ url: z.string().optional() })).optional(),
    }),
  ),
);

export const samplePage = lazy(() => pageOf('samples', sample()));

export const validationSummary = lazy(() =>
  schemaOf<UsiValidationSummary>()(
    z.looseObject({
      totalNumber: z.number().optional(),
      hasError: z.number().optional(),
      hasWarning: z.number().optional(),
    }),
  ),
);

// ---- inputs: strict about what we know, open for what the repository may learn ----

const relationshipIn = z
  .looseObject({
    alias: z.string().optional(),
    accession: z.string().optional(),
    team: z.string().optional(),
    relationshipNature: notBlank('is required: "derived from", "child of", "same as" or "recurated from"'),
  })
  .refine(({ alias, accession }) => Boolean(alias?.trim() || accession?.trim()), {
    path: ['alias'],
    message: 'is required, unless there is an accession: which sample is meant?',
  });

const alias = aliasOf('the sample');

const content = {
  title: z.string(),
  description: z.string(),
  taxonId: z.number({ error: 'must be an NCBI taxon number, without quotes' }).int('must be a whole number'),
  taxon: z.string(),
  attributes: attributesIn,
  sampleRelationships: z.array(relationshipIn, { error: 'must be a list of relationships' }),
  accession: notBlank('must be the accession of the archived sample that this is to change'),
  sampleExternalReferences: z.array(z.looseObject({ url: z.string() })),
};

const optional = {
  title: content.title.optional(),
  description: content.description.optional(),
  taxonId: content.taxonId.optional(),
  taxon: content.taxon.optional(),
  attributes: content.attributes.optional(),
  sampleRelationships: content.sampleRelationships.optional(),
  accession: content.accession.optional(),
  sampleExternalReferences: content.sampleExternalReferences.optional(),
  releaseDate: day.optional(),
};

/** A sample as it is sent. */
export const newSample = lazy(() =>
  z.looseObject({ alias, ...optional }, { error: 'must be a sample' }).transform(withoutAnswerFields),
);
export type CheckedSample = z.output<ReturnType<typeof newSample>>;

export const sampleToCreate = lazy(() => z.object({ submission: submissionRef, sample: newSample() }));

export const sampleToUpdate = lazy(() => z.object({ id: sampleRef, sample: newSample() }));

export const sampleToPatch = lazy(() =>
  z.object({
    id: sampleRef,
    change: z
      .looseObject({
        alias: alias.optional(),
        title: content.title.nullable().optional(),
        description: content.description.nullable().optional(),
        taxonId: content.taxonId.nullable().optional(),
        taxon: content.taxon.nullable().optional(),
        attributes: content.attributes.nullable().optional(),
        sampleRelationships: content.sampleRelationships.nullable().optional(),
        accession: content.accession.nullable().optional(),
        sampleExternalReferences: content.sampleExternalReferences.nullable().optional(),
        releaseDate: day.optional(),
      })
      .transform(withoutAnswerFields)
      .refine((change) => Object.keys(change).length > 0, 'must change something'),
  }),
);

export const oneSample = lazy(() => z.object({ id: sampleRef }));
export const byAccession = lazy(() => z.object({ accession: some('an accession such as "SAMEA112654119"') }));
export const aliasInSubmission = lazy(() =>
  z.object({ submission: submissionRef, alias: some('the alias of a sample') }),
);
export const aliasInTeam = lazy(() => z.object({ team: teamRef, alias: some('the alias of a sample') }));
export const historyQuery = lazy(() =>
  z
    .strictObject({ team: teamRef, alias: some('the alias of a sample'), ...pagingIn })
    .transform(pageFromCursor),
);
export const teamSamplesQuery = lazy(() =>
  z.strictObject({ team: teamRef, ...pagingIn }).transform(pageFromCursor),
);
export const submissionSamplesQuery = lazy(() =>
  z.strictObject({ submission: submissionRef, ...pagingIn }).transform(pageFromCursor),
);

const VALIDATION = ['Pending', 'Complete'] as const;
const validation = z.enum(VALIDATION, { error: 'must be Pending or Complete' }).optional();

/** Which samples of a list are wanted; looked at here, in what the list holds anyway. */
export const sampleFilter = lazy(() =>
  z.strictObject({
    status: validation,
    /** As the documentation of pyUSIrest spells `status`. */
    validationResult: validation,
    hasErrors: z.boolean().optional(),
    ignore: z.array(z.string()).readonly().optional(),
    ...pagingIn,
  }),
);
