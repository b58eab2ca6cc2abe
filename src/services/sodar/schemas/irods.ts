import * as z from 'zod';
import { lazy, openEnum, schemaOf } from '../../../core/schema.ts';
import type {
  SodarAccessTicket,
  SodarCollections,
  SodarDataRequest,
  SodarFile,
  SodarIrodsEnvironment,
  SodarLockStatus,
} from '../irods-types.ts';
import { pageFromCursor, pageSchema, pagingIn, projectRef, refTo } from './common.ts';

/** Before 1.0 the user itself, later its UUID. */
export const someUser = z.union([z.string(), z.looseObject({})]).nullish() as unknown as z.ZodType<
  SodarDataRequest['user']
>;

const irodsPath = z
  .string({ error: 'must be a whole path in iRODS' })
  .trim()
  .regex(/^\/[^/]/, 'must be a whole path in iRODS: /zone/projects/…')
  .transform((path) => path.replace(/\/+$/, ''));

const MD5_OR_SHA256 = /^([0-9a-f]{32}|[0-9a-f]{64})$/;

/** As a checksum file has it, or as a file list has it: SHA-256 in base64. */
const checksum = z.string({ error: 'must be a checksum' }).transform((given, context) => {
  const base64 = /^sha2:(.+)$/.exec(given.trim())?.[1];
  const hex = base64 ? Buffer.from(base64, 'base64').toString('hex') : given.trim().toLowerCase();
  if (MD5_OR_SHA256.test(hex)) return hex;
  context.addIssue({
    code: 'custom',
    message: 'must be an MD5 (32 hex digits) or SHA-256 (64 hex digits, or sha2: and base64)',
  });
  return z.NEVER;
});

export const projectIn = lazy(() => z.strictObject({ project: projectRef }));
export const projectPagesIn = lazy(() =>
  z.strictObject({ project: projectRef, ...pagingIn }).transform(pageFromCursor),
);
export const checksumIn = lazy(() => z.strictObject({ checksum }));

export const file = lazy(() =>
  schemaOf<SodarFile>()(
    z.looseObject({
      name: z.string(),
      type: openEnum(['obj', 'coll']),
      path: z.string(),
      size: z.number().optional(),
      modify_time: z.string().optional(),
      checksum: z.string().nullish(),
    }),
  ),
);

/** Before 1.0 the list is wrapped. */
export const filePage = lazy(() =>
  z.union([z.looseObject({ irods_data: z.array(file()) }), pageSchema(file())]),
);

export const collections = lazy(() =>
  schemaOf<SodarCollections>()(z.looseObject({ detail: z.string(), path: z.string() })),
);
export const exists = lazy(() => z.looseObject({ detail: z.string(), status: z.boolean() }));
export const environment = lazy(() =>
  z.looseObject({
    irods_environment: schemaOf<SodarIrodsEnvironment>()(
      z.looseObject({
        irods_default_hash_scheme: openEnum(['MD5', 'SHA256']).optional(),
        irods_host: z.string().optional(),
        irods_port: z.number().optional(),
        irods_user_name: z.string().optional(),
        irods_zone_name: z.string().optional(),
        irods_home: z.string().optional(),
        irods_cwd: z.string().optional(),
        irods_authentication_scheme: z.string().optional(),
      }),
    ),
  }),
);
export const lockStatus = lazy(() => schemaOf<SodarLockStatus>()(z.looseObject({ is_locked: z.boolean() })));

const requestFields = {
  path: irodsPath,
  description: z.string().max(1024, 'has at most 1,024 characters').nullable().optional(),
};
const requestRef = refTo('a data request');

export const requestIn = lazy(() => z.strictObject({ request: requestRef }));
export const requestCreateIn = lazy(() => z.strictObject({ project: projectRef, ...requestFields }));
export const requestUpdateIn = lazy(() =>
  z
    .strictObject({ request: requestRef, ...requestFields, path: irodsPath.optional() })
    .refine(({ path, description }) => path !== undefined || description !== undefined, {
      message: 'names nothing to change: give `path` or `description`',
    }),
);
export const dataRequest = lazy(() =>
  schemaOf<SodarDataRequest>()(
    z.looseObject({
      sodar_uuid: z.string(),
      project: z.string(),
      action: openEnum(['DELETE']),
      path: z.string(),
      target_path: z.string().nullish(),
      user: someUser,
      status: openEnum(['ACTIVE', 'ACCEPTED', 'REJECTED', 'FAILED']),
      status_info: z.string().optional(),
      description: z.string().nullish(),
      date_created: z.string().optional(),
    }),
  ),
);

const expiry = z.union([z.date(), z.iso.datetime({ offset: true, local: true })], {
  error: 'must be a Date, or ISO 8601: 2030-01-31T12:00:00Z',
});
const ticketFields = {
  label: z.string().max(255, 'has at most 255 characters').nullable().optional(),
  date_expires: expiry
    .transform((value) => (value instanceof Date ? value.toISOString() : value))
    .nullable()
    .optional(),
  allowed_hosts: z.array(z.string().trim().min(1, 'must not be empty')).optional(),
};
const ticketRef = refTo('an access ticket');

export const ticketIn = lazy(() => z.strictObject({ ticket: ticketRef }));
export const ticketsIn = lazy(() =>
  z
    .strictObject({ project: projectRef, active: z.boolean().optional(), ...pagingIn })
    .transform(pageFromCursor),
);
export const ticketCreateIn = lazy(() =>
  z.strictObject({ project: projectRef, path: irodsPath, ...ticketFields }),
);
export const ticketUpdateIn = lazy(() => z.strictObject({ ticket: ticketRef, ...ticketFields }));
export const accessTicket = lazy(() =>
  schemaOf<SodarAccessTicket>()(
    z.looseObject({
      sodar_uuid: z.string(),
      study: z.string().optional(),
      assay: z.string().optional(),
      ticket: z.string(),
      path: z.string(),
      user: someUser,
      date_created: z.string().optional(),
      date_expires: z.string().nullish(),
      label: z.string().nullish(),
      allowed_hosts: z.array(z.string()).optional(),
      is_active: z.boolean().optional(),
    }),
  ),
);
