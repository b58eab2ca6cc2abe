import type { Context } from '../../service.ts';
import type { WebinAccount } from './accounts.ts';

/** The life of every real token seen in public; the documentation says three hours. */
export const DEFAULT_LIFE_S = 5 * 3600;

/**
 * Makes and reads the JSON Web Tokens of Webin. As with the real service, nobody checks the signature:
 * what counts is the form, the account in `principle` and the time in `exp`.
 */
export class WebinTokens {
  constructor(private readonly context: Context) {}

  issue(account: WebinAccount, lifeS: number = DEFAULT_LIFE_S): string {
    const { clock, ids } = this.context;
    const iat = Math.floor(clock.now() / 1000);
    // The claims are ASCII without ~, ? and >, so their base64 never holds a character of which the URL
    // alphabet differs; BioSamples decodes with the standard one.
    const claims = { principle: account.username, role: account.roles ?? [], exp: iat + lifeS, iat };
    const head = encode({ alg: 'RS256' });
    return `${head}.${encode(claims)}.${ids.bytes('webin.signature').toString('base64url')}`;
  }

  /** The account a request speaks for; undefined is anonymous, which is also what every bad token is. */
  principal(authorization: string | null): string | undefined {
    const token = /^Bearer +(\S+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined || this.context.expired.has(token)) return undefined;
    const [head, payload, signature] = token.split('.');
    if (signature === undefined) return undefined;
    const alg = decode(head)?.alg;
    const claims = decode(payload);
    if (typeof alg !== 'string' || !claims) return undefined;
    const { principle, exp } = claims;
    if (typeof principle !== 'string' || principle === '' || typeof exp !== 'number') return undefined;
    return exp * 1000 > this.context.clock.now() ? principle : undefined;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string | undefined): Record<string, unknown> | undefined {
  if (part === undefined || !/^[A-Za-z0-9+/]+=*$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
