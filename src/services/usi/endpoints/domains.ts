import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { AapDomain, AapDomainRef, AapProfile, AapUser, AapUserRef, NewAapDomain } from '../aap-types.ts';
import * as schemas from '../schemas/aap.ts';
import { noInput, nothing, plainText } from '../schemas/common.ts';
import { AAP, wholeList } from './shared.ts';

interface One {
  domain: AapDomainRef;
}
interface Member {
  domain: AapDomainRef;
  user: AapUserRef;
}

const reading = { doc: AAP, method: 'GET', effect: 'read', auth: 'required', base: 'aap' } as const;

export const listDomains = pagedEndpoint<undefined, AapDomain, AapDomain[]>()({
  ...reading,
  name: 'aap.domains.list',
  input: noInput,
  path: () => path`/my/domains`,
  output: schemas.domains,
  paging: wholeList<AapDomain>(),
});

export const listManagedDomains = pagedEndpoint<undefined, AapDomain, AapDomain[]>()({
  ...reading,
  name: 'aap.domains.listManaged',
  input: noInput,
  path: () => path`/my/management`,
  output: schemas.domains,
  paging: wholeList<AapDomain>(),
});

export const createDomain = endpoint<NewAapDomain, AapDomain>()({
  name: 'aap.domains.create',
  doc: AAP,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  base: 'aap',
  input: schemas.newDomain,
  path: () => path`/domains`,
  body: (domain) => jsonBody(domain),
  output: schemas.domain,
});

export const getDomain = endpoint<One, AapDomain>()({
  ...reading,
  name: 'aap.domains.get',
  input: schemas.oneDomain,
  path: ({ domain }) => path`/domains/${domain}`,
  output: schemas.domain,
});

export const deleteDomain = endpoint<One, void>()({
  name: 'aap.domains.delete',
  doc: AAP,
  method: 'DELETE',
  effect: 'delete',
  auth: 'required',
  base: 'aap',
  input: schemas.oneDomain,
  path: ({ domain }) => path`/domains/${domain}`,
  answer: 'nothing',
  output: nothing,
});

export const domainUsers = pagedEndpoint<One, AapUser, AapUser[]>()({
  ...reading,
  name: 'aap.domains.users',
  input: schemas.oneDomain,
  path: ({ domain }) => path`/domains/${domain}/users`,
  output: schemas.users,
  paging: wholeList<AapUser>(),
});

export const domainManagers = pagedEndpoint<One, AapUser, AapUser[]>()({
  ...reading,
  name: 'aap.domains.managers',
  input: schemas.oneDomain,
  path: ({ domain }) => path`/domains/${domain}/managers`,
  output: schemas.users,
  paging: wholeList<AapUser>(),
});

const membership = {
  doc: AAP,
  auth: 'required',
  base: 'aap',
  input: schemas.membership,
  output: schemas.domain,
} as const;
/** To be a member twice is to be a member: these repeat safely. */
const adding = { ...membership, method: 'PUT', effect: 'replace', body: () => jsonBody({}) } as const;
const removing = { ...membership, method: 'DELETE', effect: 'delete' } as const;

export const addUser = endpoint<Member, AapDomain>()({
  name: 'aap.domains.addUser',
  ...adding,
  path: ({ domain, user }) => path`/domains/${domain}/${user}/user`,
});

export const removeUser = endpoint<Member, AapDomain | undefined>()({
  name: 'aap.domains.removeUser',
  ...removing,
  path: ({ domain, user }) => path`/domains/${domain}/${user}/user`,
});

export const addManager = endpoint<Member, AapDomain>()({
  name: 'aap.domains.addManager',
  ...adding,
  path: ({ domain, user }) => path`/domains/${domain}/managers/${user}`,
});

export const removeManager = endpoint<Member, AapDomain | undefined>()({
  name: 'aap.domains.removeManager',
  ...removing,
  path: ({ domain, user }) => path`/domains/${domain}/managers/${user}`,
});

export const domainProfile = endpoint<One, AapProfile>()({
  ...reading,
  name: 'aap.domains.profile',
  input: schemas.oneDomain,
  path: ({ domain }) => path`/domains/${domain}/profile`,
  output: schemas.profile,
});

export const domainProfileAttribute = endpoint<{ domain: AapDomainRef; attribute: string }, string>()({
  ...reading,
  name: 'aap.domains.profileAttribute',
  input: schemas.domainAttribute,
  path: ({ domain, attribute }) => path`/domains/${domain}/profile/${attribute}`,
  accept: '*/*',
  answer: 'text',
  output: plainText,
});
