import * as z from 'zod';
import type { OpenableSource } from '../../../core/http/upload.ts';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { OpenBisDownloadOptions, OpenBisFile } from '../file-types.ts';
import type { OpenBisUpload } from '../upload-types.ts';
import type {
  NewOpenBisCollection,
  NewOpenBisDataset,
  NewOpenBisObject,
  NewOpenBisProject,
  NewOpenBisSpace,
  OpenBisCollectionChange,
  OpenBisDatasetChange,
  OpenBisDatasetRef,
  OpenBisObjectChange,
  OpenBisProjectChange,
  OpenBisSpaceChange,
  OpenBisValue,
} from '../write-types.ts';
import { collectionRef, objectRef, projectRef, spaceRef } from './query.ts';

const CODE = /^[A-Za-z0-9_.-]+$/;
const CODE_RULE = 'must be letters, digits, "_", "-" and "." only';

/** Codes are kept in upper case. */
export const code = z
  .string({ error: 'must be a code: letters, digits, "_", "-" and "."' })
  .trim()
  .toUpperCase()
  .regex(CODE, CODE_RULE)
  .max(60, 'must be at most 60 characters');
/** Codes with `$` in front belong to the server. */
export const managedCode = z
  .string({ error: 'must be a code' })
  .trim()
  .toUpperCase()
  .regex(/^\$?[A-Za-z0-9_.-]+$/, CODE_RULE)
  .max(60, 'must be at most 60 characters');
export const filled = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .refine((text) => text.trim() !== '', `must be ${what}, but is empty`);
const typeCode = filled('the code of a type');
const description = z.string({ error: 'must be a text' });
const creationId = filled('a name of your own').optional();
const tag = filled('the code of a tag');

export const datasetRef = lazy(() =>
  schemaOf<OpenBisDatasetRef>()(
    z.union([filled('the permId of a dataset'), z.looseObject({ permId: filled('a permId') })], {
      error: 'must be a dataset: its permId, or what was read',
    }),
  ),
);

const created = z.strictObject({ creationId: filled('the creationId of another record of this call') });
/** A record that is there, or one of the same call. */
const orNew = <S extends z.ZodType>(ref: S) => z.union([created, ref]) as unknown as S;
const space = lazy(() => orNew(spaceRef()));
const project = lazy(() => orNew(projectRef()));
const collection = lazy(() => orNew(collectionRef()));
const object = lazy(() => orNew(objectRef()));
const objects = lazy(() => z.array(object(), { error: 'must be a list of objects' }));
const datasets = lazy(() => z.array(datasetRef(), { error: 'must be a list of datasets' }));
const tags = z.array(tag, { error: 'must be a list of tags' });

const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const values = lazy(() =>
  z.object({}, { error: 'must be an object such as { $NAME: "Leaf 1" }' }).catchall(
    z.union([scalar, z.date(), z.null(), z.array(scalar), z.undefined()], {
      error: 'must be a text, a number, true or false, a Date, null, or a list',
    }) as unknown as z.ZodType<OpenBisValue>,
  ),
);

export const newSpace = lazy(() =>
  schemaOf<NewOpenBisSpace>()(z.strictObject({ code, description: description.optional(), creationId })),
);

export const newProject = lazy(() =>
  schemaOf<NewOpenBisProject>()(
    z.strictObject({
      space: space(),
      code,
      description: description.optional(),
      leader: filled('a user name').optional(),
      creationId,
    }),
  ),
);

export const newCollection = lazy(() =>
  schemaOf<NewOpenBisCollection>()(
    z.strictObject({
      type: typeCode,
      project: project(),
      code,
      properties: values().optional(),
      tags: tags.optional(),
      creationId,
    }),
  ),
);

export const newObject = lazy(() =>
  schemaOf<NewOpenBisObject>()(
    z.strictObject({
      type: typeCode,
      code: code.optional(),
      collection: collection().optional(),
      project: project().optional(),
      space: space().optional(),
      properties: values().optional(),
      parents: objects().optional(),
      children: objects().optional(),
      container: object().optional(),
      components: objects().optional(),
      tags: tags.optional(),
      metaData: z.object({}).catchall(z.string()).optional(),
      creationId,
    }),
  ),
);

const owner = {
  object: lazy(() => object().optional()),
  collection: lazy(() => collection().optional()),
};
const OWNER = 'a dataset belongs to an object or to a collection: give one of them';

export const newDataset = lazy(() =>
  schemaOf<NewOpenBisDataset>()(
    z
      .strictObject({
        type: typeCode,
        code: code.optional(),
        object: owner.object(),
        collection: owner.collection(),
        properties: values().optional(),
        parents: datasets().optional(),
        children: datasets().optional(),
        components: datasets().optional(),
        containers: datasets().optional(),
        tags: tags.optional(),
        creationId,
      })
      .refine((given) => given.object !== undefined || given.collection !== undefined, { error: OWNER }),
  ),
);

const change = <S extends z.ZodType>(item: S) =>
  z
    .strictObject(
      {
        add: z.array(item).optional(),
        remove: z.array(item).optional(),
        set: z.array(item).optional(),
      },
      { error: 'must be { add: […], remove: […] }, or { set: […] } to replace the whole list' },
    )
    .refine(({ add, remove, set }) => set === undefined || (add === undefined && remove === undefined), {
      error: '`set` replaces the whole list: leave out `add` and `remove`',
    })
    .optional();
const freezing = <const P extends readonly [string, ...string[]]>(...parts: P) => ({
  freeze: z.literal(true, { error: 'can only be true: what is frozen stays so' }).optional(),
  freezeFor: z.array(z.enum(parts, { error: `must be of ${parts.join(', ')}` })).optional(),
});
const cleared = description.nullable().optional();

export const spaceChange = lazy(() =>
  schemaOf<OpenBisSpaceChange>()(
    z.strictObject({ description: cleared, ...freezing('projects', 'samples') }),
  ),
);

export const projectChange = lazy(() =>
  schemaOf<OpenBisProjectChange>()(
    z.strictObject({
      description: cleared,
      leader: filled('a user name').nullable().optional(),
      space: spaceRef().optional(),
      ...freezing('experiments', 'samples'),
    }),
  ),
);

export const collectionChange = lazy(() =>
  schemaOf<OpenBisCollectionChange>()(
    z.strictObject({
      properties: values().optional(),
      project: projectRef().optional(),
      tags: change(tag),
      ...freezing('dataSets', 'samples'),
    }),
  ),
);

export const objectChange = lazy(() =>
  schemaOf<OpenBisObjectChange>()(
    z.strictObject({
      properties: values().optional(),
      collection: collectionRef().nullable().optional(),
      project: projectRef().nullable().optional(),
      space: spaceRef().optional(),
      parents: change(objectRef()),
      children: change(objectRef()),
      components: change(objectRef()),
      container: objectRef().nullable().optional(),
      tags: change(tag),
      ...freezing('components', 'children', 'parents', 'dataSets'),
    }),
  ),
);

export const datasetChange = lazy(() =>
  schemaOf<OpenBisDatasetChange>()(
    z.strictObject({
      properties: values().optional(),
      object: objectRef().nullable().optional(),
      collection: collectionRef().nullable().optional(),
      parents: change(datasetRef()),
      children: change(datasetRef()),
      components: change(datasetRef()),
      containers: change(datasetRef()),
      tags: change(tag),
      ...freezing('children', 'parents', 'components', 'containers'),
    }),
  ),
);

const uploadFile = z.union(
  [
    filled('a path on this disk'),
    z.strictObject({
      name: filled('the path that it gets in the dataset'),
      source: z.custom<Buffer | (OpenableSource & { length: number })>(
        (source) => typeof source === 'object' && source !== null,
        'must be a Buffer, or { open(), length }',
      ),
    }),
  ],
  { error: 'must be a path on this disk, or { name, source }' },
);

export const upload = lazy(() =>
  schemaOf<OpenBisUpload>()(
    z
      .strictObject({
        type: typeCode,
        object: objectRef().optional(),
        collection: collectionRef().optional(),
        properties: values().optional(),
        parents: datasets().optional(),
        files: z.union([uploadFile, z.array(uploadFile)], {
          error: 'must be a path on this disk, { name, source }, or a list of them',
        }),
        folder: filled('the name of a folder').optional(),
      })
      .refine((given) => (given.object === undefined) !== (given.collection === undefined), { error: OWNER }),
  ),
);

export const downloadOptions = lazy(() =>
  schemaOf<OpenBisDownloadOptions>()(
    z.looseObject({
      destination: filled('a folder on this machine'),
      files: z
        .union(
          [
            z.array(z.string()),
            z.custom<(file: OpenBisFile) => boolean>((value) => typeof value === 'function'),
          ],
          {
            error: 'must be a list of paths, or a function that says which',
          },
        )
        .optional(),
      defaultFolders: z.boolean().optional(),
      overwrite: z.boolean().optional(),
      concurrency: z
        .number()
        .int('must be a whole number from 1')
        .min(1, 'must be a whole number from 1')
        .optional(),
    }),
  ),
);

/** A record that is there, by its kind. */
export const refs = {
  Spaces: spaceRef,
  Projects: projectRef,
  Collections: collectionRef,
  Objects: objectRef,
  Datasets: datasetRef,
} as const;
