import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { Curation, CurationLink } from '../types.ts';
import {
  accession,
  externalReference,
  filterIn,
  pageFromCursor,
  pageOf,
  pagingIn,
  relationship,
  relationshipIn,
} from './samples.ts';

const attribute = z.looseObject({
  type: z.string(),
  value: z.string(),
  iri: z.array(z.string()).nullable().optional(),
  unit: z.string().nullable().optional(),
  tag: z.string().nullable().optional(),
});

export const curation = lazy(() =>
  schemaOf<Curation>()(
    z.looseObject({
      attributesPre: z.array(attribute),
      attributesPost: z.array(attribute),
      externalReferencesPre: z.array(externalReference),
      externalReferencesPost: z.array(externalReference),
      relationshipsPre: z.array(relationship),
      relationshipsPost: z.array(relationship),
      // The serialiser writes these lists a second time under other names.
      externalPre: z.array(externalReference).optional(),
      externalPost: z.array(externalReference).optional(),
      hash: z.string().optional(),
      _links: z.looseObject({}).optional(),
    }),
  ),
);

export const curationLink = lazy(() =>
  schemaOf<CurationLink>()(
    z.looseObject({
      sample: z.string(),
      curation: curation(),
      webinSubmissionAccountId: z.string().nullable().optional(),
      domain: z.string().nullable().optional(),
      created: z.string().optional(),
      hash: z.string().optional(),
      _links: z.looseObject({}).optional(),
    }),
  ),
);

const attributeIn = z.looseObject({
  type: z.string().min(1, 'must not be empty'),
  value: z.string({ error: 'must be a text: write numbers in quotes' }),
  iri: z.array(z.string()).nullable().optional(),
  unit: z.string().nullable().optional(),
  tag: z.string().nullable().optional(),
});
const referenceIn = z.looseObject({
  url: z.string().min(1, 'must not be empty'),
  duo: z.array(z.string()).optional(),
});
const relationshipInCuration = relationshipIn.extend({
  source: z.string({ error: 'is required in a curation: the accession that the sentence begins with' }),
});

const listOf = <S extends z.ZodType>(item: S) => z.array(item).default([]);

export const newCurationLink = lazy(() =>
  z.looseObject({
    sample: accession,
    curation: z
      .object({
        attributesPre: listOf(attributeIn),
        attributesPost: listOf(attributeIn),
        externalReferencesPre: listOf(referenceIn),
        externalReferencesPost: listOf(referenceIn),
        relationshipsPre: listOf(relationshipInCuration),
        relationshipsPost: listOf(relationshipInCuration),
      })
      .refine(
        (lists) => Object.values(lists).some((list) => list.length > 0),
        'changes nothing: all its lists are empty',
      ),
  }),
);

export const linkRef = lazy(() => z.object({ sample: accession, hash }));

const hash = z
  .string({ error: 'must be a hash' })
  .regex(/^[0-9a-f]{64}$/, 'must be a hash: 64 digits of 0-9 and a-f');
export const hashOnly = lazy(() => hash);
export const nothing = lazy(() => z.undefined());

export const curationPage = lazy(() => pageOf('curations', curation()));
export const curationLinkPage = lazy(() => pageOf('curationLinks', curationLink()));
export const accessionPage = lazy(() => pageOf('accessions', z.string()));

/** A list that is read by page number; a cursor is a page that was met before. */
export const pagedQuery = lazy(() => z.strictObject(pagingIn).transform(pageFromCursor));
export const curationLinkQuery = lazy(() =>
  z.strictObject({ sample: accession, ...pagingIn }).transform(pageFromCursor),
);
export const curationSamplesQuery = lazy(() =>
  z.strictObject({ hash, ...pagingIn }).transform(pageFromCursor),
);
export const accessionQuery = lazy(() =>
  z.strictObject({ text: z.string().optional(), filter: filterIn, ...pagingIn }).transform(pageFromCursor),
);
