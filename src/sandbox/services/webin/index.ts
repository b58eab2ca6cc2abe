import { type Answer, empty, Refusal, text } from '../../answer.ts';
import type { Call } from '../../routes.ts';
import type { Context, Service } from '../../service.ts';
import { springError } from '../spring.ts';
import type { WebinAccounts } from './accounts.ts';
import { type WebinRule, webinRules } from './rules.ts';
import { DEFAULT_LIFE_S, type WebinTokens } from './tokens.ts';

export const WEBIN_AUTH = '/ena/submit/webin/auth';
/** The other spelling in circulation for the test service. */
const WEBIN_AUTH_DEV = '/ena/dev/submit/webin/auth';
const REALMS = new Set(['ENA', 'EGA']);

/** The Webin token service, shared by everything that takes Webin tokens. */
export function webinService(context: Context, accounts: WebinAccounts, tokens: WebinTokens): Service {
  return {
    name: 'webin',
    prefixes: [WEBIN_AUTH, WEBIN_AUTH_DEV],
    rules: Object.values(webinRules),
    enumFields: [],
    routes: [WEBIN_AUTH, WEBIN_AUTH_DEV].map((base) => ({
      service: 'webin',
      operation: 'webin.token',
      method: 'POST',
      pattern: `${base}/token`,
      consumes: ['application/json'],
      handle: (call) => text(token(call, accounts, tokens)),
    })),
    unrouted(call, mismatch): Answer {
      if (mismatch === null) return springError(call, context.clock, 404, 'No message available');
      if (mismatch.reason === 'method') return empty(405, { allow: mismatch.allow.join(',') });
      return empty(mismatch.reason === 'accept' ? 406 : 415);
    },
    refused: (call, refusal) => springError(call, context.clock, refusal.rule.status, refusal.message),
    error: (call, status) => springError(call, context.clock, status, 'No message available'),
    snapshot: () => null,
    restore: () => undefined,
  };
}

function token(call: Call, accounts: WebinAccounts, tokens: WebinTokens): string {
  const { username, password, realms } = request(call);
  const known = realms.filter((realm) => REALMS.has(realm));
  if (known.length === 0) throw refusal('webin.bad-realm');
  const account = accounts.find(username);
  const open = account?.realms ?? ['ENA'];
  if (account?.password !== password || !known.some((realm) => open.includes(realm))) {
    throw refusal('webin.bad-credentials');
  }
  return tokens.issue(account, lifeS(call.query.get('ttl')));
}

function request(call: Call): { username: string; password: string; realms: string[] } {
  let body: unknown;
  try {
    body = JSON.parse(call.body);
  } catch {
    throw refusal('webin.bad-json');
  }
  if (typeof body !== 'object' || body === null) throw refusal('webin.bad-json');
  const { username, password, authRealms } = body as Record<string, unknown>;
  if (typeof username !== 'string' || typeof password !== 'string') throw refusal('webin.bad-json');
  const realms = Array.isArray(authRealms) ? authRealms.filter((realm) => typeof realm === 'string') : [];
  return { username, password, realms };
}

/** `ttl` asks for whole hours. */
function lifeS(ttl: string | null): number {
  if (ttl === null) return DEFAULT_LIFE_S;
  const hours = Number(ttl);
  if (!/^\d+$/.test(ttl) || hours < 1) throw refusal('webin.bad-ttl');
  return hours * 3600;
}

function refusal(id: WebinRule): Refusal {
  return new Refusal(webinRules[id]);
}
