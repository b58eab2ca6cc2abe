import { jsonBody } from '../../../core/http/body.ts';
import { endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { AapDomainRef, AapProfile, AapProfileRef } from '../aap-types.ts';
import * as schemas from '../schemas/aap.ts';
import { plainText } from '../schemas/common.ts';
import { AAP } from './shared.ts';

interface Attributes {
  [attribute: string]: string;
}
interface Change {
  profile: AapProfileRef;
  attributes: Attributes;
}

export const createProfile = endpoint<{ domain: AapDomainRef; attributes: Attributes }, AapProfile>()({
  name: 'aap.profiles.create',
  doc: AAP,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  base: 'aap',
  input: schemas.newProfile,
  path: () => path`/profiles`,
  body: ({ domain, attributes }) => jsonBody({ domain: { domainReference: domain }, attributes }),
  output: schemas.profile,
});

export const getProfile = endpoint<{ profile: AapProfileRef }, AapProfile>()({
  name: 'aap.profiles.get',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.oneProfile,
  path: ({ profile }) => path`/profiles/${profile}`,
  output: schemas.profile,
});

export const getProfileAttribute = endpoint<{ profile: AapProfileRef; attribute: string }, string>()({
  name: 'aap.profiles.getAttribute',
  doc: AAP,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'aap',
  input: schemas.profileAttribute,
  path: ({ profile, attribute }) => path`/profiles/${profile}/${attribute}`,
  accept: '*/*',
  answer: 'text',
  output: plainText,
});

export const updateProfile = endpoint<Change, AapProfile>()({
  name: 'aap.profiles.update',
  doc: AAP,
  method: 'PUT',
  effect: 'replace',
  auth: 'required',
  base: 'aap',
  input: schemas.profileChange,
  path: ({ profile }) => path`/profiles/${profile}`,
  body: ({ attributes }) => jsonBody(attributes),
  output: schemas.profile,
});

export const patchProfile = endpoint<Change, AapProfile>()({
  name: 'aap.profiles.patch',
  doc: AAP,
  method: 'PATCH',
  effect: 'replace',
  auth: 'required',
  base: 'aap',
  input: schemas.profileChange,
  path: ({ profile }) => path`/profiles/${profile}`,
  body: ({ attributes }) => jsonBody(attributes),
  output: schemas.profile,
});

export const deleteProfileAttribute = endpoint<
  { profile: AapProfileRef; attribute: string },
  AapProfile | undefined
>()({
  name: 'aap.profiles.deleteAttribute',
  doc: AAP,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  base: 'aap',
  input: schemas.profileAttribute,
  path: ({ profile, attribute }) => path`/profiles/${profile}/${attribute}`,
  output: schemas.profile,
});
