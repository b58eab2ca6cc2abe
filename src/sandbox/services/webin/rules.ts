import type { Rule } from '../../answer.ts';

const TOKEN = ['webin.token'] as const;

/** What the Webin token service refuses. */
export const webinRules = {
  'webin.bad-json': {
    id: 'webin.bad-json',
    where: TOKEN,
    status: 400,
    text: 'Invalid authentication request',
    confidence: 'assumed',
    why: 'The body is not a JSON object with username, password and authRealms.',
  },
  'webin.bad-realm': {
    id: 'webin.bad-realm',
    where: TOKEN,
    status: 400,
    text: 'Invalid authentication realm',
    confidence: 'assumed',
    why: 'authRealms is missing, empty, or holds none of ENA and EGA.',
  },
  'webin.bad-credentials': {
    id: 'webin.bad-credentials',
    where: TOKEN,
    status: 401,
    text: 'Invalid credentials',
    confidence: 'observed',
    why: 'Unknown account, wrong password, or an account without access to any of the realms. The status was seen, the words are ours.',
  },
  'webin.bad-ttl': {
    id: 'webin.bad-ttl',
    where: TOKEN,
    status: 400,
    text: 'Invalid ttl',
    confidence: 'assumed',
    why: 'The query parameter ttl is not a whole number of hours from 1.',
  },
} as const satisfies Record<string, Rule>;

export type WebinRule = keyof typeof webinRules;
