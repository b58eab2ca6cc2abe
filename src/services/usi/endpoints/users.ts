import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { AapDomain, AapProfile, AapUser, AapUserRef, NewAapUser } from '../aap-types.ts';
import * as schemas from '../schemas/aap.ts';
import { noInput, nothing, plainText } from '../schemas/common.ts';
import { AAP, wholeList } from './shared.ts';

interface One {
  user: AapUserRef;
}

export const createUser = endpoint<NewAapUser, string, string>()({
  name: 'aap.users.create',
  doc: AAP,
  method: 'POST',
  effect: 'create',
  auth: 'none',
  base: 'aap',
  input: schemas.newUser,
  path: () => path`/auth`,
  body: (user) => jsonBody(user),
  accept: '*/*',
  answer: 'text',
  output: schemas.userReference,
  result: (reference) => reference.trim(),
});

export const changePassword = endpoint<{ username: string; password: string; newPassword: string }, void>()({
  name: 'aap.users.changePassword',
  doc: AAP,
  method: 'PATCH',
  // Only the old password can set the new one: the second time it would be refused.
  effect: 'transition',
  auth: 'none',
  base: 'aap',
  input: schemas.passwordChange,
  path: () => path`/auth`,
  headers: ({ username, password }) => ({
    authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
  }),
  body: ({ newPassword }) => jsonBody({ password: newPassword }),
  answer: 'nothing',
  output: nothing,
});

export const getUser = endpoint<One, AapUser>()({
  name: 'aap.users.get',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.oneUser,
  path: ({ user }) => path`/users/${user}`,
  output: schemas.user,
});

export const userDomains = pagedEndpoint<One, AapDomain, AapDomain[]>()({
  name: 'aap.users.domains',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.oneUser,
  path: ({ user }) => path`/users/${user}/domains`,
  output: schemas.domains,
  paging: wholeList<AapDomain>(),
});

export const userProfile = endpoint<One, AapProfile>()({
  name: 'aap.users.profile',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.oneUser,
  path: ({ user }) => path`/users/${user}/profile`,
  output: schemas.profile,
});

export const userProfileAttribute = endpoint<{ user: AapUserRef; attribute: string }, string>()({
  name: 'aap.users.profileAttribute',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.userAttribute,
  path: ({ user, attribute }) => path`/users/${user}/profile/${attribute}`,
  accept: '*/*',
  answer: 'text',
  output: plainText,
});

export const searchUsers = pagedEndpoint<{ key: string; value: string }, AapUser, AapUser[]>()({
  name: 'aap.users.search',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.userSearch,
  path: ({ key }) => path`/users/profile/${key}`,
  query: ({ value }) => ({ value }),
  output: schemas.users,
  paging: wholeList<AapUser>(),
});

export const myProfile = endpoint<undefined, AapProfile>()({
  name: 'aap.profiles.mine',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: noInput,
  path: () => path`/my/profile`,
  output: schemas.profile,
});
