import * as z from 'zod';
import { lazy, mapOf, openEnum, schemaOf } from '../../../core/schema.ts';
import type { SodarMember, SodarProject, SodarRole, SodarUser } from '../types.ts';
import { pageFromCursor, pageSchema, pagingIn, projectRef, refTo, some, userRef } from './common.ts';

const ROLES = [
  'project owner',
  'project delegate',
  'project contributor',
  'project guest',
  'project viewer',
  'project finder',
] as const;

// ---- answers: loose, no transforms ----

export const roleName = openEnum(ROLES);

export const user = lazy(() =>
  schemaOf<SodarUser>()(
    z.looseObject({
      username: z.string(),
      name: z.string().optional(),
      email: z.string().optional(),
      additional_emails: z.array(z.string()).optional(),
      is_superuser: z.boolean().optional(),
      auth_type: z.string().optional(),
      sodar_uuid: z.string(),
    }),
  ),
);
export const userPage = lazy(() => pageSchema(user()));
/** A UUID since projectroles 2.0, before that the account. */
export const userOrUuid = lazy(() => z.union([z.string(), user()]));

const member = lazy(() =>
  schemaOf<SodarMember>()(
    z.looseObject({
      role: roleName,
      user: userOrUuid(),
      sodar_uuid: z.string(),
      inherited: z.boolean().optional(),
    }),
  ),
);

export const project = lazy(() =>
  schemaOf<SodarProject>()(
    z.looseObject({
      title: z.string(),
      type: openEnum(['PROJECT', 'CATEGORY']).optional(),
      parent: z.string().nullish(),
      description: z.string().nullish(),
      readme: z.string().optional(),
      public_guest_access: z.boolean().optional(),
      public_access: roleName.nullish(),
      archive: z.boolean().optional(),
      full_title: z.string().optional(),
      roles: mapOf(member()).optional(),
      children: z.array(z.string()).optional(),
      sodar_uuid: z.string(),
    }),
  ),
);
export const projectPage = lazy(() => pageSchema(project()));

export const role = lazy(() =>
  schemaOf<SodarRole>()(
    z.looseObject({ project: z.string(), role: roleName, user: z.string(), sodar_uuid: z.string() }),
  ),
);

// ---- inputs ----

export const roleIn = some(`a role: ${ROLES.join(', ')}`);

const title = some('the title')
  .max(255, 'must have at most 255 characters')
  .refine((text) => !text.includes(' / ') && !/^\/|\/$/.test(text), {
    error: 'must not hold " / ", nor begin or end with "/": SODAR separates titles by it',
  });
const description = z.string().max(512, 'must have at most 512 characters').nullable();
const type = z.enum(['PROJECT', 'CATEGORY'], { error: 'must be PROJECT or CATEGORY' });
const publicAccess = z.enum(['project guest', 'project viewer'], {
  error: 'must be "project guest", "project viewer" or null',
});
const access = {
  public_access: publicAccess.nullable().optional(),
  public_guest_access: z.boolean().optional(),
};

interface Access {
  public_access?: string | null | undefined;
  public_guest_access?: boolean | undefined;
}
/** The two names of one thing must not contradict each other. */
const agree = ({ public_access: now, public_guest_access: before }: Access): boolean =>
  now === undefined || before === undefined || (now !== null) === before;
const DISAGREE = {
  path: ['public_access'],
  error: 'and public_guest_access say different things: leave one out',
};

export const newProject = lazy(() =>
  z
    .strictObject({
      title,
      type,
      parent: projectRef.nullable(),
      owner: userRef,
      description: description.optional(),
      readme: z.string().optional(),
      ...access,
    })
    .refine(({ type: kind, parent }) => kind === 'CATEGORY' || parent !== null, {
      path: ['parent'],
      error: 'must be a category: only categories may lie at the root',
    })
    .refine(agree, DISAGREE),
);

const READ_FIRST =
  'is missing: take the project from projects.get, since an update without it takes public access away';

/** A project as it was read: read-only fields and those we do not know are left out of what is sent. */
export const projectUpdate = lazy(() =>
  z
    .looseObject({
      sodar_uuid: projectRef,
      title,
      type: z.string({ error: 'is missing: take the project from projects.get' }),
      parent: projectRef.nullable(),
      description: description.optional(),
      readme: z.string().optional(),
      public_access: z.string().nullable().optional(),
      public_guest_access: z.boolean().optional(),
    })
    .refine((given) => given.public_access !== undefined || given.public_guest_access !== undefined, {
      path: ['public_access'],
      error: READ_FIRST,
    })
    .refine(agree, DISAGREE),
);

export const projectChange = lazy(() =>
  z
    .strictObject({
      title: title.optional(),
      parent: projectRef.nullable().optional(),
      description: description.optional(),
      readme: z.string().optional(),
      ...access,
    })
    .refine(agree, DISAGREE),
);

export const oneProject = lazy(() => z.strictObject({ project: projectRef }));
export const pageQuery = lazy(() => z.strictObject(pagingIn).transform(pageFromCursor));
export const ofProject = lazy(() =>
  z.strictObject({ project: projectRef, ...pagingIn }).transform(pageFromCursor),
);

export const newRole = lazy(() => z.strictObject({ project: projectRef, role: roleIn, user: userRef }));
export const roleUpdate = lazy(() => z.strictObject({ sodar_uuid: refTo('a role'), role: roleIn }));
export const oneRole = lazy(() => z.strictObject({ role: refTo('a role') }));

const NAME = 'must be the login name of a member, or the account itself: this call takes no UUID';
export const ownerTransfer = lazy(() =>
  z.strictObject({
    project: projectRef,
    new_owner: z
      .union([z.string(), z.looseObject({ username: z.string() })], { error: NAME })
      .transform((value, context) => {
        const name = (typeof value === 'string' ? value : value.username).trim();
        if (name !== '' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) return name;
        context.addIssue({ code: 'custom', message: NAME });
        return z.NEVER;
      }),
    // Left out, servers crash where the owner has an inherited role; so nobody can leave it out.
    old_owner_role: some('the role that the present owner gets, such as "project contributor"'),
  }),
);

export const oneUser = lazy(() => z.strictObject({ user: userRef }));
export const userQuery = lazy(() =>
  z.strictObject({ include_system_users: z.boolean().optional(), ...pagingIn }).transform(pageFromCursor),
);
