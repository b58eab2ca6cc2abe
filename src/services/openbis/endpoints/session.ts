import { rpc } from '../rpc.ts';
import * as common from '../schemas/common.ts';
import * as schemas from '../schemas/session.ts';
import type { OpenBisServerInformation, OpenBisSessionInformation } from '../session-types.ts';

/** A wrong name or password is answered with 200 and null. */
const refused = (token: string | null) =>
  token === null
    ? {
        message: 'openBIS does not accept this name and password',
        means: 401 as const,
        hint: 'Check OPENBIS_USERNAME and OPENBIS_PASSWORD, and that OPENBIS_URL is the server on which the account is.',
      }
    : undefined;

export const login = rpc<{ username: string; password: string }, string, string | null>()({
  method: 'login',
  effect: 'read',
  auth: 'none',
  input: schemas.account,
  params: ({ username, password }) => [username, password],
  output: common.textOrNull,
  rejection: refused,
  answerIsSecret: true,
});

export const loginAsAnonymousUser = rpc<undefined, string, string | null>()({
  method: 'loginAsAnonymousUser',
  effect: 'read',
  auth: 'none',
  input: common.noInput,
  params: () => [],
  output: common.textOrNull,
  rejection: (token) =>
    token === null
      ? { message: 'this server lets nobody in without an account', means: 401 as const }
      : undefined,
  answerIsSecret: true,
});

export const logout = rpc<string, null>()({
  method: 'logout',
  effect: 'delete',
  auth: 'none',
  input: schemas.token,
  params: (token) => [token],
  output: common.nothing,
});

export const isSessionActive = rpc<string, boolean>()({
  method: 'isSessionActive',
  effect: 'read',
  auth: 'none',
  input: schemas.token,
  params: (token) => [token],
  output: common.yesOrNo,
});

export const getServerInformation = rpc<undefined, OpenBisServerInformation>()({
  method: 'getServerInformation',
  effect: 'read',
  input: common.noInput,
  params: () => [],
  output: schemas.serverInformation,
});

export const getServerPublicInformation = rpc<undefined, OpenBisServerInformation>()({
  method: 'getServerPublicInformation',
  effect: 'read',
  auth: 'none',
  input: common.noInput,
  params: () => [],
  output: schemas.serverInformation,
});

export const getSessionInformation = rpc<
  undefined,
  OpenBisSessionInformation,
  OpenBisSessionInformation & { sessionToken?: string }
>()({
  method: 'getSessionInformation',
  effect: 'read',
  input: common.noInput,
  params: () => [],
  output: schemas.sessionInformation,
  // Whoever prints who they are must not print their key.
  result: ({ sessionToken: _secret, ...shown }) => shown,
  answerIsSecret: true,
});
