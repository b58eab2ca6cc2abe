import { createHmac } from 'node:crypto';
import type { Context } from '../../service.ts';
import { uuid } from './uuid.ts';

/** Seconds. What the documentation promises; `ttl` asks for another. */
export const DEFAULT_LIFE_S = 3600;
/** Seconds that a server's clock may be off. */
const SKEW_S = 30;

/** What a token says about its holder. A snapshot: it knows nothing of memberships that came later. */
export interface Claims {
  iss: string;
  jti: string;
  iat: number;
  /** Reference of the user, `usr-…`. */
  sub: string;
  email: string;
  /** Login name. */
  nickname: string;
  /** Full name. */
  name: string;
  /** Names, not references, of the domains the user was a member of when the token was issued. */
  domains: string[];
  exp: number;
}

/** Why a request has no holder. */
export type TokenFault = 'missing' | 'malformed' | 'foreign' | 'expired';

/** Makes and checks the JSON Web Tokens of AAP; shared by everything that takes them. */
export class AapTokens {
  constructor(private readonly context: Context) {}

  issue(holder: Pick<Claims, 'sub' | 'email' | 'nickname' | 'name' | 'domains'>, lifeS: number): string {
    const { clock, ids } = this.context;
    const iat = Math.floor(clock.now() / 1000);
    const { sub, email, nickname, name, domains } = holder;
    const claims: Claims = {
      iss: 'https://explore.aai.ebi.ac.uk/sp',
      jti: uuid(ids, 'aap.jti'),
      iat,
      sub,
      email,
      nickname,
      name,
      domains,
      exp: iat + lifeS,
    };
    const content = `${encode({ alg: 'RS256' })}.${encode(claims)}`;
    return `${content}.${this.#signature(content)}`;
  }

  /** The holder of the token of a request, or what is wrong with it. */
  read(authorization: string | null): Claims | TokenFault {
    const token = /^Bearer +(.*)$/i.exec(authorization ?? '')?.[1]?.trim();
    if (token === undefined || token === '') return 'missing';
    const [head, payload, signature, ...more] = token.split('.');
    const header = decode(head);
    const claims = decode(payload);
    if (!header || !claims || signature === undefined || more.length > 0) return 'malformed';
    if (signature !== this.#signature(`${head}.${payload}`)) return 'foreign';
    if (this.context.expired.has(token)) return 'expired';
    // Only tokens made here have a good signature, so the claims have the shape they were made with.
    const known = claims as unknown as Claims;
    return (known.exp + SKEW_S) * 1000 > this.context.clock.now() ? known : 'expired';
  }

  /** The real one signs with a certificate of its own; this one with what belongs to its seed number. */
  #signature(content: string): string {
    const key = String(this.context.ids.fixed('aap.key', 2 ** 48));
    return createHmac('sha256', key).update(content).digest('base64url');
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string | undefined): Record<string, unknown> | undefined {
  if (part === undefined || !/^[\w-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
