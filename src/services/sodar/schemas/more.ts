import * as z from 'zod';
import { lazy, openEnum, schemaOf } from '../../../core/schema.ts';
import type { SodarEvent, SodarInvite, SodarSetting, SodarToken } from '../types.ts';
import { pageSchema, projectRef, refTo, some, userRef } from './common.ts';
import { roleIn, roleName, userOrUuid } from './projects.ts';

// ---- answers: loose, no transforms ----

export const invite = lazy(() =>
  schemaOf<SodarInvite>()(
    z.looseObject({
      email: z.string(),
      project: z.string(),
      role: roleName,
      issuer: userOrUuid(),
      date_created: z.string(),
      date_expire: z.string(),
      message: z.string(),
      sodar_uuid: z.string(),
    }),
  ),
);
export const invitePage = lazy(() => pageSchema(invite()));

export const setting = lazy(() =>
  schemaOf<SodarSetting>()(
    z.looseObject({
      plugin_name: z.string().optional(),
      app_name: z.string().optional(),
      project: z.string().nullable(),
      user: userOrUuid().nullable(),
      name: z.string(),
      type: openEnum(['BOOLEAN', 'INTEGER', 'STRING', 'JSON']),
      value: z.unknown(),
      user_modifiable: z.boolean(),
    }),
  ),
);

export const event = lazy(() =>
  schemaOf<SodarEvent>()(
    z.looseObject({
      project: z.string().nullable(),
      app: z.string(),
      plugin: z.string().nullish(),
      user: z.string().nullable(),
      event_name: z.string(),
      description: z.string(),
      extra_data: z.unknown().optional(),
      classified: z.boolean(),
      status_changes: z.array(
        z.looseObject({
          timestamp: z.string(),
          status_type: openEnum(['INIT', 'SUBMIT', 'OK', 'FAILED', 'INFO', 'CANCEL']),
          description: z.string(),
        }),
      ),
      event_objects: z.array(
        z.looseObject({
          label: z.string(),
          name: z.string(),
          object_model: z.string(),
          object_uuid: z.string(),
        }),
      ),
      sodar_uuid: z.string(),
    }),
  ),
);
export const eventPage = lazy(() => pageSchema(event()));

export const token = lazy(() =>
  schemaOf<SodarToken>()(z.looseObject({ token: z.string(), expiry: z.string().nullable() })),
);

// ---- inputs ----

const email = some('an e-mail address').refine((text) => /^[^\s@]+@[^\s@]+$/.test(text), {
  error: 'must be an e-mail address',
});
export const newInvite = lazy(() =>
  z.strictObject({ project: projectRef, email, role: roleIn, message: z.string().optional() }),
);
export const oneInvite = lazy(() => z.strictObject({ invite: refTo('an invitation') }));

const settingOf = {
  project: projectRef.optional(),
  plugin_name: some('the app that the setting belongs to, such as "samplesheets"'),
  setting_name: some('the name of the setting'),
  user: userRef.optional(),
};
export const settingRef = lazy(() => z.strictObject(settingOf));
export const settingUpdate = lazy(() =>
  z.strictObject({
    ...settingOf,
    value: z.unknown().refine((value) => value !== undefined, { error: 'is required' }),
  }),
);

export const oneEvent = lazy(() => z.strictObject({ event: refTo('an event') }));

const login = {
  username: some('the name of the account'),
  password: z.string({ error: 'must be the password' }).min(1, 'must be the password'),
};
export const loginIn = lazy(() => z.strictObject(login));
export const newToken = lazy(() =>
  z.strictObject({
    ...login,
    expiry: z.number().int().min(0, 'must be hours, or 0 for never').optional(),
    sodar_label: z.string().max(256, 'must have at most 256 characters').optional(),
  }),
);
