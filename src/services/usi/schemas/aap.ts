import * as z from 'zod';
import { lazy, mapOf, schemaOf } from '../../../core/schema.ts';
import type { AapDomain, AapProfile, AapUser } from '../aap-types.ts';
import { links, namedBy, some } from './common.ts';

// ---- answers ----

const resource = {
  links: z.array(z.looseObject({ rel: z.string().optional(), href: z.string() })).optional(),
  _links: links.optional(),
};

export const user = lazy(() =>
  schemaOf<AapUser>()(
    z.looseObject({
      ...resource,
      userName: z.string().optional(),
      email: z.string().optional(),
      userReference: z.string().optional(),
      fullName: z.string().nullable().optional(),
      organization: z.string().nullable().optional(),
    }),
  ),
);
export const users = lazy(() => z.array(user()));

export const domain = lazy(() =>
  schemaOf<AapDomain>()(
    z.looseObject({
      ...resource,
      domainName: z.string().nullable().optional(),
      domainDesc: z.string().nullable().optional(),
      domainReference: z.string().optional(),
      users: users().nullable().optional(),
      managers: users().nullable().optional(),
    }),
  ),
);
export const domains = lazy(() => z.array(domain()));

export const profile = lazy(() =>
  schemaOf<AapProfile>()(
    z.looseObject({
      ...resource,
      reference: z.string().optional(),
      domain: domain().nullable().optional(),
      user: user().nullable().optional(),
      attributes: mapOf(z.string()).optional(),
    }),
  ),
);

export const userReference = lazy(() =>
  z.string().regex(/^\s*usr-[\w-]+\s*$/, 'must be a reference such as usr-…'),
);

// ---- inputs ----

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `usr-…`, from a reference with or without its prefix, or from the object that AAP gave. */
const reference = (given: unknown, field: string, prefix: string): string | undefined => {
  const value =
    typeof given === 'string' ? given : (given as Record<string, unknown> | null | undefined)?.[field];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return UUID.test(value.trim()) ? `${prefix}-${value.trim()}` : value.trim();
};

export const userRef = namedBy('must be a user: its usr-… reference, its name, or the user itself', (given) =>
  reference(given, 'userReference', 'usr'),
);
/** For memberships the name does not do. */
const memberRef = userRef.refine((text) => text.startsWith('usr-'), {
  message: 'must be a usr-… reference; aap.users.get(name) tells it',
});
export const domainRef = namedBy('must be a domain: its dom-… reference, or the domain itself', (given) =>
  reference(given, 'domainReference', 'dom'),
).refine((text) => text.startsWith('dom-'), {
  message: 'must be a dom-… reference; aap.domains.getByName(name) tells it',
});
export const profileRef = namedBy('must be a profile: its prf-… reference, or the profile itself', (given) =>
  reference(given, 'reference', 'prf'),
);

const limited = (least: number, what: string) =>
  z
    .string({ error: `is required: ${what}` })
    .min(least, least === 1 ? 'must not be empty' : `must have at least ${least} characters`)
    .max(255, 'must have at most 255 characters');

/** Other spellings of the same, as the clients before us have them. */
const SPELLINGS: Readonly<Record<string, string>> = {
  user: 'username',
  full_name: 'name',
  fullName: 'name',
  organization: 'organisation',
};

function respelt(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      SPELLINGS[key] && !(SPELLINGS[key] in given) ? SPELLINGS[key] : key,
      value,
    ]),
  );
}

export const newUser = lazy(() =>
  z.preprocess(
    respelt,
    z
      .strictObject({
        username: limited(5, 'the name to log in with, 5 to 255 characters').refine(
          (text) => text === text.trim(),
          'must not begin or end with a blank',
        ),
        password: limited(1, 'the password'),
        confirmPwd: z.string().optional(),
        email: limited(1, 'an address for mail'),
        name: limited(1, 'the full name'),
        organisation: z.string().max(255, 'must have at most 255 characters').optional(),
      })
      .transform((given) => ({ ...given, confirmPwd: given.confirmPwd ?? given.password }))
      .refine(({ password, confirmPwd }) => password === confirmPwd, {
        path: ['confirmPwd'],
        message: 'is not the same as the password',
      }),
  ),
);

export const passwordChange = lazy(() =>
  z.strictObject({
    username: some('the name to log in with'),
    password: z.string({ error: 'is required: the password until now' }).min(1, 'must not be empty'),
    newPassword: limited(1, 'the password from now on'),
  }),
);

export const oneUser = lazy(() => z.object({ user: userRef }));
export const userAttribute = lazy(() => z.object({ user: userRef, attribute: some('an attribute') }));
export const userSearch = lazy(() =>
  z.strictObject({ key: some('the name of a profile attribute'), value: some('its value') }),
);

export const newDomain = lazy(() =>
  z.strictObject({
    domainName: some('a name with a prefix, such as "self.my-group"'),
    domainDesc: z.string().optional(),
  }),
);
export const oneDomain = lazy(() => z.object({ domain: domainRef }));
export const membership = lazy(() => z.object({ domain: domainRef, user: memberRef }));
export const domainAttribute = lazy(() => z.object({ domain: domainRef, attribute: some('an attribute') }));

const attributes = z
  .object({}, { error: 'must be an object such as { "centre name": "My Institute" }' })
  .catchall(z.string({ error: 'must be a text' }));
export const newProfile = lazy(() => z.object({ domain: domainRef, attributes }));
export const oneProfile = lazy(() => z.object({ profile: profileRef }));
export const profileAttribute = lazy(() =>
  z.object({ profile: profileRef, attribute: some('an attribute') }),
);
export const profileChange = lazy(() => z.object({ profile: profileRef, attributes }));
