import { type Answer, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { AapUser, Directory } from './directory.ts';
import { answer, bodyObject, holder, routesOf, textOf } from './http.ts';
import { listedDomain, listedUser, renderProfile, singleUser } from './render.ts';
import { refuse } from './rules.ts';
import { type AapTokens, DEFAULT_LIFE_S } from './tokens.ts';

const LONGEST = 255;
/** Minutes. */
const LONGEST_LIFE = 24 * 60;

/** Logging in, and what concerns users. */
export function accountRoutes(directory: Directory, tokens: AapTokens): Route[] {
  const api = new Accounts(directory, tokens);
  return routesOf([
    ['aap.token', 'GET', '/auth', (call) => api.token(call)],
    ['aap.users.create', 'POST', '/auth', (call) => api.create(call)],
    ['aap.users.changePassword', 'PATCH', '/auth', (call) => api.changePassword(call)],
    ['aap.users.get', 'GET', '/users/:user', (call) => api.get(call)],
    ['aap.users.domains', 'GET', '/users/:user/domains', (call) => api.domains(call)],
    ['aap.users.profile', 'GET', '/users/:user/profile', (call) => api.profile(call)],
    ['aap.users.profileAttribute', 'GET', '/users/:user/profile/:attribute', (call) => api.attribute(call)],
    ['aap.users.search', 'GET', '/users/profile/:key', (call) => api.search(call)],
  ]);
}

class Accounts {
  constructor(
    private readonly directory: Directory,
    private readonly tokens: AapTokens,
  ) {}

  /** The bare token as text: not JSON, and no line end. */
  token(call: Call): Answer {
    const user = this.#login(call);
    const domains = this.directory.domainsOf(user.userReference).map((domain) => domain.domainName);
    const { userReference: sub, email, userName: nickname, fullName: name } = user;
    return text(this.tokens.issue({ sub, email, nickname, name, domains }, lifeS(call)));
  }

  create(call: Call): Answer {
    const body = bodyObject(call);
    const userName = sized('username', textOf(body.username), 5);
    if (userName.trim() !== userName) throw refuse('aap.user-blanks');
    const password = sized('password', textOf(body.password), 1);
    if (body.confirmPwd !== undefined && textOf(body.confirmPwd) !== password)
      throw refuse('aap.user-passwords');
    const email = sized('email', textOf(body.email), 1);
    const fullName = sized('name', textOf(body.name), 1);
    const organization = sized('organisation', textOf(body.organisation ?? body.organization), 0);
    if (this.directory.user(userName)) throw refuse('aap.user-taken', { name: userName });
    const user = this.directory.addUser({ userName, password, email, fullName, organization });
    call.commit();
    return text(user.userReference);
  }

  changePassword(call: Call): Answer {
    const user = this.#login(call);
    this.directory.changePassword(user, sized('password', textOf(bodyObject(call).password), 1));
    call.commit();
    return answer(singleUser(call.origin, user));
  }

  get(call: Call): Answer {
    holder(call, this.tokens);
    return answer(singleUser(call.origin, this.#named(call)));
  }

  domains(call: Call): Answer {
    const user = this.#self(call);
    const domains = this.directory.domainsOf(user.userReference);
    return answer(domains.map((domain) => listedDomain(call.origin, domain)));
  }

  profile(call: Call): Answer {
    const profile = this.directory.profileOf(this.#self(call).userReference);
    if (!profile) throw refuse('aap.profile-unknown');
    return answer(renderProfile(call.origin, profile));
  }

  attribute(call: Call): Answer {
    const profile = this.directory.profileOf(this.#self(call).userReference);
    if (!profile) throw refuse('aap.profile-unknown');
    const { attribute: name = '' } = call.params;
    const value = profile.attributes[name];
    if (value === undefined) throw refuse('aap.attribute-unknown', { name });
    return text(value);
  }

  search(call: Call): Answer {
    holder(call, this.tokens);
    const { key = '' } = call.params;
    const wanted = call.query.get('value') ?? '';
    const found = this.directory
      .users()
      .filter((user) => this.directory.profileOf(user.userReference)?.attributes[key] === wanted);
    return answer(found.map((user) => listedUser(call.origin, user)));
  }

  #login(call: Call): AapUser {
    const basic = /^Basic +(\S+)$/i.exec(call.headers.get('authorization') ?? '')?.[1];
    if (basic === undefined) throw refuse('aap.login-missing');
    const [userName = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    const user = this.directory.users().find((item) => item.userName === userName);
    if (!user) throw refuse('aap.login-unknown');
    if (user.locked) throw refuse('aap.login-locked');
    if (user.password !== password.join(':')) throw refuse('aap.login-password');
    return user;
  }

  #named(call: Call): AapUser {
    const { user: name = '' } = call.params;
    const user = this.directory.user(name);
    if (!user) throw refuse('aap.user-unknown', { name });
    return user;
  }

  #self(call: Call): AapUser {
    const { sub } = holder(call, this.tokens);
    const user = this.#named(call);
    if (user.userReference !== sub) throw refuse('aap.not-self');
    return user;
  }
}

function lifeS(call: Call): number {
  const ttl = call.query.get('ttl');
  if (ttl === null) return DEFAULT_LIFE_S;
  const minutes = Number(ttl);
  if (!/^\d+$/.test(ttl) || minutes < 1 || minutes > LONGEST_LIFE) throw refuse('aap.ttl', { value: ttl });
  return minutes * 60;
}

function sized(field: string, value: string, min: number): string {
  if (value.length >= min && value.length <= LONGEST) return value;
  throw refuse('aap.user-field', { field, min: String(min), max: String(LONGEST) });
}
