import * as z from 'zod';
import { lazy, openEnum, schemaOf } from '../../../core/schema.ts';
import type { SodarLandingZone, SodarZoneSettings } from '../zone-types.ts';
import { pageFromCursor, pagingIn, projectRef, refTo } from './common.ts';
import { someUser } from './irods.ts';

export const zoneRef = refTo('a landing zone');

export const zoneIn = lazy(() => z.strictObject({ zone: zoneRef }));
export const zonesIn = lazy(() =>
  z
    .strictObject({ project: projectRef, finished: z.boolean().optional(), ...pagingIn })
    .transform(pageFromCursor),
);
export const zoneFilesIn = lazy(() =>
  z
    .strictObject({
      zone: zoneRef,
      include_colls: z.boolean().optional(),
      include_checksum: z.boolean().optional(),
      ...pagingIn,
    })
    .transform(pageFromCursor),
);

/** Room for the server's date and our letters. */
const LONGEST_TITLE = 200;
const message = z.string().max(1024, 'has at most 1,024 characters').optional();

/** What a zone can be given. */
export const zoneFields = {
  title: z.string().trim().max(LONGEST_TITLE, `has at most ${LONGEST_TITLE} characters`).optional(),
  description: z.string().optional(),
  user_message: message,
  configuration: z.string().max(64, 'has at most 64 characters').optional(),
  config_data: z.looseObject({}).optional(),
  create_colls: z.boolean().optional(),
  restrict_colls: z.boolean().optional(),
};

export const assayRef = refTo('an assay');

/** Without collections of its own, a restricted zone would have no place to write into. */
export const restrictedNeedsCollections = z.refine<{
  create_colls?: boolean | undefined;
  restrict_colls?: boolean | undefined;
}>((zone) => zone.create_colls === true || zone.restrict_colls !== true, {
  path: ['restrict_colls'],
  message: 'needs create_colls: without it there would be no collection to write into',
});

export const zoneCreateIn = lazy(() =>
  z.strictObject({ project: projectRef, assay: assayRef, ...zoneFields }).check(restrictedNeedsCollections),
);

export const zoneUpdateIn = lazy(() =>
  z
    .strictObject({ zone: zoneRef, description: z.string().optional(), user_message: message })
    .refine(({ description, user_message }) => description !== undefined || user_message !== undefined, {
      message: 'names nothing to change: give `description` or `user_message`',
    }),
);

export const zone = lazy(() =>
  schemaOf<SodarLandingZone>()(
    z.looseObject({
      sodar_uuid: z.string(),
      title: z.string(),
      project: z.string(),
      user: someUser,
      assay: z.string(),
      status: openEnum([
        'CREATING',
        'NOT CREATED',
        'ACTIVE',
        'PREPARING',
        'VALIDATING',
        'MOVING',
        'MOVED',
        'FAILED',
        'DELETING',
        'DELETED',
      ]),
      status_info: z.string(),
      status_locked: z.boolean().optional(),
      date_modified: z.string(),
      description: z.string().optional(),
      user_message: z.string().optional(),
      configuration: z.string().nullish(),
      config_data: z.unknown().optional(),
      coll_creation: z.boolean().optional(),
      irods_path: z.string().nullable(),
    }),
  ),
);

export const submitted = lazy(() => z.looseObject({ detail: z.string(), sodar_uuid: z.string() }));

export const zoneSettings = lazy(() =>
  z.looseObject({
    settings: schemaOf<SodarZoneSettings>()(
      z.looseObject({
        LANDINGZONES_DISABLE_FOR_USERS: z.boolean().optional(),
        LANDINGZONES_TRIGGER_ENABLE: z.boolean().optional(),
        LANDINGZONES_TRIGGER_FILE: z.string().optional(),
        LANDINGZONES_ZONE_CREATE_LIMIT: z.number().nullish(),
        LANDINGZONES_ZONE_VALIDATE_LIMIT: z.number().nullish(),
        file_name_prohibit: z.array(z.string()).optional(),
      }),
    ),
  }),
);
