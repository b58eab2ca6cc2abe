import { jsonBody } from '../../../core/http/body.ts';
import { type Dialect, isSince } from '../../../core/http/dialects.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { detail, noInput, nothing } from '../schemas/common.ts';
import * as schemas from '../schemas/more.ts';
import { ofProject, pageQuery } from '../schemas/projects.ts';
import type {
  NewSodarInvite,
  NewSodarToken,
  SodarDetail,
  SodarEvent,
  SodarInvite,
  SodarLogin,
  SodarRef,
  SodarSetting,
  SodarSettingRef,
  SodarSettingUpdate,
  SodarToken,
} from '../types.ts';
import { byPage, DOCS, pageOf, pastTheEnd, type SodarPage, type SodarPageQuery, since } from './shared.ts';

const { projectroles, timeline, tokens } = DOCS;

interface OfProject extends SodarPageQuery {
  project: SodarRef;
}

export const listInvites = pagedEndpoint<OfProject, SodarInvite, SodarPage<SodarInvite>>()({
  name: 'sodar.invites.list',
  doc: projectroles,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks: 'projectroles',
  input: ofProject,
  path: ({ project }) => path`/project/api/invites/list/${project}`,
  query: pageOf,
  output: schemas.invitePage,
  otherwise: pastTheEnd,
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getInvite = endpoint<{ invite: SodarRef }, SodarInvite>()({
  name: 'sodar.invites.get',
  doc: projectroles,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks: 'projectroles',
  input: schemas.oneInvite,
  path: ({ invite }) => path`/project/api/invites/retrieve/${invite}`,
  output: schemas.invite,
  hint: since('1.2'),
});

export const createInvite = endpoint<NewSodarInvite & { project: SodarRef }, SodarInvite>()({
  name: 'sodar.invites.create',
  doc: projectroles,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  speaks: 'projectroles',
  input: schemas.newInvite,
  path: ({ project }) => path`/project/api/invites/create/${project}`,
  body: ({ email, role, message }) => jsonBody({ email, role, message }),
  output: schemas.invite,
});

export const revokeInvite = endpoint<{ invite: SodarRef }, SodarDetail>()({
  name: 'sodar.invites.revoke',
  doc: projectroles,
  method: 'POST',
  effect: 'transition',
  auth: 'required',
  speaks: 'projectroles',
  input: schemas.oneInvite,
  path: ({ invite }) => path`/project/api/invites/revoke/${invite}`,
  output: detail,
});

export const resendInvite = endpoint<{ invite: SodarRef }, SodarDetail>()({
  name: 'sodar.invites.resend',
  doc: projectroles,
  method: 'POST',
  effect: 'transition',
  auth: 'required',
  speaks: 'projectroles',
  input: schemas.oneInvite,
  path: ({ invite }) => path`/project/api/invites/resend/${invite}`,
  output: detail,
});

/** Before 1.0 a plugin was called an app. */
const named = (
  {
    plugin_name,
    setting_name,
    user,
  }: { plugin_name: string; setting_name: string; user?: string | undefined },
  dialect: Dialect,
) => ({ [isSince(dialect, '1.0') ? 'plugin_name' : 'app_name']: plugin_name, setting_name, user });

export const getSetting = endpoint<SodarSettingRef, SodarSetting>()({
  name: 'sodar.settings.get',
  doc: projectroles,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks: 'projectroles',
  input: schemas.settingRef,
  path: ({ project }) =>
    project === undefined
      ? path`/project/api/settings/retrieve/user`
      : path`/project/api/settings/retrieve/${project}`,
  query: named,
  output: schemas.setting,
});

export const updateSetting = endpoint<SodarSettingUpdate, SodarDetail>()({
  name: 'sodar.settings.update',
  doc: projectroles,
  method: 'POST',
  effect: 'replace',
  auth: 'required',
  speaks: 'projectroles',
  input: schemas.settingUpdate,
  path: ({ project }) =>
    project === undefined ? path`/project/api/settings/set/user` : path`/project/api/settings/set/${project}`,
  body: ({ value, ...of }, dialect) => jsonBody({ ...named(of, dialect), value }),
  output: detail,
});

export const listEvents = pagedEndpoint<OfProject, SodarEvent, SodarPage<SodarEvent>>()({
  name: 'sodar.timeline.list',
  doc: timeline,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks: 'timeline',
  input: ofProject,
  path: ({ project }) => path`/timeline/api/list/${project}`,
  query: pageOf,
  output: schemas.eventPage,
  otherwise: pastTheEnd,
  hint: since('1.0'),
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const listSiteEvents = pagedEndpoint<SodarPageQuery, SodarEvent, SodarPage<SodarEvent>>()({
  name: 'sodar.timeline.listSite',
  doc: timeline,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks: 'timeline',
  input: pageQuery,
  path: () => path`/timeline/api/list/site`,
  query: pageOf,
  output: schemas.eventPage,
  otherwise: pastTheEnd,
  hint: since('1.0'),
  paging: byPage(({ sodar_uuid }) => sodar_uuid),
});

export const getEvent = endpoint<{ event: SodarRef }, SodarEvent>()({
  name: 'sodar.timeline.get',
  doc: timeline,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  speaks: 'timeline',
  input: schemas.oneEvent,
  path: ({ event }) => path`/timeline/api/retrieve/${event}`,
  output: schemas.event,
  hint: since('1.0'),
});

/** Name and password of this one call, whatever the client itself logs in with. */
const loginHeader = ({ username, password }: SodarLogin) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
});

export const login = endpoint<SodarLogin, SodarToken>()({
  name: 'sodar.tokens.login',
  doc: tokens,
  method: 'POST',
  effect: 'create',
  auth: 'none',
  input: schemas.loginIn,
  path: () => path`/api/auth/login/`,
  headers: loginHeader,
  output: schemas.token,
  answerIsSecret: true,
});

export const createToken = endpoint<NewSodarToken, SodarToken>()({
  name: 'sodar.tokens.create',
  doc: tokens,
  method: 'POST',
  effect: 'create',
  auth: 'none',
  speaks: 'tokens',
  input: schemas.newToken,
  path: () => path`/tokens/api/login`,
  headers: loginHeader,
  body: ({ expiry = 0, sodar_label = '' }) => jsonBody({ expiry, sodar_label }),
  output: schemas.token,
  answerIsSecret: true,
  hint: (status) =>
    [404, 406, 500].includes(status)
      ? 'Servers before SODAR Core 1.3 do not know this call: use tokens.login, or the web interface.'
      : undefined,
});

export const logout = endpoint<undefined, void>()({
  name: 'sodar.tokens.logout',
  doc: tokens,
  method: 'POST',
  effect: 'transition',
  auth: 'required',
  input: noInput,
  path: () => path`/api/auth/logout/`,
  answer: 'nothing',
  output: nothing,
});

export const logoutAll = endpoint<undefined, void>()({
  name: 'sodar.tokens.logoutAll',
  doc: tokens,
  method: 'POST',
  effect: 'transition',
  auth: 'required',
  input: noInput,
  path: () => path`/api/auth/logoutall/`,
  answer: 'nothing',
  output: nothing,
});
