import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { UsiProject } from '../project-types.ts';
import { pageOf, refTo, submissionRef } from './common.ts';
import { alias, attributesIn, day, stored, withoutAnswerFields } from './documents.ts';

const publications = z.array(z.looseObject({ pubMedId: z.number().optional(), doi: z.string().optional() }));

// ---- answers ----

export const project = lazy(() =>
  schemaOf<UsiProject>()(
    z.looseObject({
      ...stored(),
      publications: publications.optional(),
    }),
  ),
);

export const projectPage = lazy(() => pageOf('projects', project()));

// ---- inputs ----

const projectRef = refTo('a project');
const projectAlias = alias('the project');
const publicationsIn = z.array(
  z.looseObject({
    pubMedId: z.number({ error: 'must be a number, without quotes' }).int().optional(),
    doi: z.string().optional(),
  }),
  { error: 'must be a list such as [{ pubMedId: 25035323 }]' },
);

export const newProject = lazy(() =>
  z
    .looseObject(
      {
        alias: projectAlias,
        title: z.string().optional(),
        description: z.string().optional(),
        attributes: attributesIn.optional(),
        publications: publicationsIn.optional(),
        accession: z.string().optional(),
        releaseDate: day.optional(),
      },
      { error: 'must be a project' },
    )
    .transform(withoutAnswerFields),
);

export const projectToCreate = lazy(() => z.object({ submission: submissionRef, project: newProject() }));

export const projectToUpdate = lazy(() => z.object({ id: projectRef, project: newProject() }));

export const projectToPatch = lazy(() =>
  z.object({
    id: projectRef,
    change: z
      .looseObject({
        alias: projectAlias.optional(),
        title: z.string().nullable().optional(),
        description: z.string().nullable().optional(),
        attributes: attributesIn.nullable().optional(),
        publications: publicationsIn.nullable().optional(),
        accession: z.string().nullable().optional(),
        releaseDate: day.optional(),
      })
      .transform(withoutAnswerFields)
      .refine((change) => Object.keys(change).length > 0, 'must change something'),
  }),
);

export const oneProject = lazy(() => z.object({ id: projectRef }));
