import * as z from 'zod';
import { lazy, mapOf, openEnum } from '../../../core/schema.ts';
import type {
  OpenBisCollection,
  OpenBisDataStore,
  OpenBisDataset,
  OpenBisObject,
  OpenBisProject,
  OpenBisSpace,
} from '../types.ts';

/**
 * Other records are looked at only when they are the answer itself: answers can be cyclic. A number in their place is a
 * reference to something that the answer does not hold.
 */
export const other = z.union([z.looseObject({}), z.number()]).nullish();
export const others = z.array(z.union([z.looseObject({}), z.number()])).nullish();
export const text = z.string().nullish();
export const number = z.number().nullish();
export const yesOrNo = z.boolean().nullish();
export const metaData = z.looseObject({}).nullish();
/** Ties the fields that are looked at to the interface; the others are other records. */
export const recordOf =
  <T>() =>
  <S extends z.ZodType>(schema: S): z.ZodType<T> =>
    schema as unknown as z.ZodType<T>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const properties = mapOf(z.union([scalar, z.array(scalar)])).nullish();

const base = {
  permId: z.string(),
  code: z.string(),
  registrationDate: number,
  modificationDate: number,
  registrator: other,
  modifier: other,
  frozen: yesOrNo,
};
const annotated = { type: other, properties, sampleProperties: other, tags: others, metaData };

export const space = lazy(() =>
  recordOf<OpenBisSpace>()(z.looseObject({ ...base, description: text, projects: others, samples: others })),
);
export const project = lazy(() =>
  recordOf<OpenBisProject>()(
    z.looseObject({
      ...base,
      identifier: z.string(),
      description: text,
      space: other,
      leader: other,
      experiments: others,
      samples: others,
    }),
  ),
);
export const collection = lazy(() =>
  recordOf<OpenBisCollection>()(
    z.looseObject({
      ...base,
      ...annotated,
      identifier: z.string(),
      project: other,
      samples: others,
      dataSets: others,
    }),
  ),
);
export const object = lazy(() =>
  recordOf<OpenBisObject>()(
    z.looseObject({
      ...base,
      ...annotated,
      identifier: z.string(),
      space: other,
      project: other,
      experiment: other,
      parents: others,
      children: others,
      container: other,
      components: others,
      dataSets: others,
    }),
  ),
);
const physicalData = z
  .looseObject({
    size: number,
    status: openEnum([
      'AVAILABLE',
      'LOCKED',
      'ARCHIVED',
      'UNARCHIVE_PENDING',
      'ARCHIVE_PENDING',
      'BACKUP_PENDING',
    ]).nullish(),
    shareId: text,
    location: text,
    complete: openEnum(['YES', 'NO', 'UNKNOWN']).nullish(),
  })
  .nullish();
export const dataset = lazy(() =>
  recordOf<OpenBisDataset>()(
    z.looseObject({
      ...base,
      ...annotated,
      kind: openEnum(['PHYSICAL', 'CONTAINER', 'LINK']).nullish(),
      sample: other,
      experiment: other,
      parents: others,
      children: others,
      containers: others,
      components: others,
      dataStore: z.union([z.looseObject({ code: z.string(), downloadUrl: text }), z.number()]).nullish(),
      physicalData: z.union([physicalData, z.number()]),
      linkedData: other,
    }),
  ),
);
export const dataStore = lazy(() =>
  recordOf<OpenBisDataStore>()(
    z.looseObject({ code: z.string(), downloadUrl: text, remoteUrl: text, registrationDate: number }),
  ),
);
