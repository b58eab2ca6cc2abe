import type { Micros, Token, User } from './model.ts';
import { refuse } from './rules.ts';
import type { Site } from './site.ts';

/** Who a request speaks for. */
export interface Login {
  user: User;
  /** The token used; null for HTTP Basic. */
  token: Token | null;
}

/** Accounts and API tokens. */
export class Accounts {
  constructor(private readonly site: Site) {}

  /** The account of a header, or the refusal that belongs to it. */
  login(authorization: string | null): Login {
    const [scheme = '', ...words] = (authorization ?? '').trim().split(/\s+/);
    const kind = scheme.toLowerCase();
    if (kind === 'basic') return { user: this.#basic(words), token: null };
    if (kind !== 'token') throw refuse('auth.missing');
    if (words.length === 0) throw refuse('auth.token-bare');
    if (words.length > 1) throw refuse('auth.token-spaces');
    const token = this.token(words[0] ?? '');
    const user = token && this.site.store.users.get(token.user);
    if (!token || !user) throw refuse('auth.token');
    return { user, token };
  }

  /** A token that is good now. */
  token(secret: string): Token | undefined {
    const { store, context } = this.site;
    const token = store.tokens.get(secret);
    if (!token || context.expired.has(secret)) return undefined;
    return token.expires !== null && token.expires <= context.clock.now() * 1000 ? undefined : token;
  }

  /** Where iRODS logs in: password, or an API token in its place. */
  password(authorization: string | null): User | undefined {
    const [scheme = '', word = ''] = (authorization ?? '').trim().split(/\s+/);
    if (scheme.toLowerCase() !== 'basic' || this.site.context.expired.has(word)) return undefined;
    const pair = decoded(word);
    if (!pair) return undefined;
    const user = this.site.userNamed(pair.username);
    if (!user) return undefined;
    return user.password === pair.password || this.token(pair.password)?.user === user.uuid
      ? user
      : undefined;
  }

  issue(user: User, expires: Micros | null): Token {
    const { context, store } = this.site;
    const token = context.ids.bytes('sodar.token').toString('hex');
    context.scrubber.hide(token);
    return store.tokens.put({ token, user: user.uuid, expires });
  }

  #basic(words: string[]): User {
    const [word = ''] = words;
    const pair = words.length === 1 ? decoded(word) : undefined;
    if (!pair) throw refuse('auth.basic-form');
    const user = this.site.userNamed(pair.username);
    if (user?.password !== pair.password || this.site.context.expired.has(word)) throw refuse('auth.basic');
    return user;
  }
}

export function decoded(word: string): { username: string; password: string } | undefined {
  const text = Buffer.from(word, 'base64').toString('utf8');
  const at = text.indexOf(':');
  return at < 0 ? undefined : { username: text.slice(0, at), password: text.slice(at + 1) };
}
