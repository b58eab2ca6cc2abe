import { type Answer, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { AapDomain, Directory } from './directory.ts';
import { answer, bodyObject, holder, routesOf, textOf } from './http.ts';
import { listedDomain, listedUser, renderProfile, singleDomain } from './render.ts';
import { refuse } from './rules.ts';
import type { AapTokens } from './tokens.ts';

type People = 'users' | 'managers';

/** Domains: USI's teams and everything else that people can be members of. */
export function domainRoutes(directory: Directory, tokens: AapTokens): Route[] {
  const api = new Domains(directory, tokens);
  return routesOf([
    ['aap.domains.list', 'GET', '/my/domains', (call) => api.mine(call, 'users')],
    ['aap.domains.listManaged', 'GET', '/my/management', (call) => api.mine(call, 'managers')],
    ['aap.domains.create', 'POST', '/domains', (call) => api.create(call)],
    ['aap.domains.get', 'GET', '/domains/:domain', (call) => api.get(call)],
    ['aap.domains.delete', 'DELETE', '/domains/:domain', (call) => api.deactivate(call)],
    ['aap.domains.users', 'GET', '/domains/:domain/users', (call) => api.people(call, 'users')],
    ['aap.domains.managers', 'GET', '/domains/:domain/managers', (call) => api.people(call, 'managers')],
    ['aap.domains.addUser', 'PUT', '/domains/:domain/:user/user', (call) => api.change(call, 'users', true)],
    [
      'aap.domains.removeUser',
      'DELETE',
      '/domains/:domain/:user/user',
      (call) => api.change(call, 'users', false),
    ],
    [
      'aap.domains.addManager',
      'PUT',
      '/domains/:domain/managers/:user',
      (call) => api.change(call, 'managers', true),
    ],
    [
      'aap.domains.removeManager',
      'DELETE',
      '/domains/:domain/managers/:user',
      (call) => api.change(call, 'managers', false),
    ],
    ['aap.domains.profile', 'GET', '/domains/:domain/profile', (call) => api.profile(call)],
    [
      'aap.domains.profileAttribute',
      'GET',
      '/domains/:domain/profile/:attribute',
      (call) => api.attribute(call),
    ],
  ]);
}

class Domains {
  constructor(
    private readonly directory: Directory,
    private readonly tokens: AapTokens,
  ) {}

  mine(call: Call, as: People): Answer {
    const { sub } = holder(call, this.tokens);
    const domains = as === 'users' ? this.directory.domainsOf(sub) : this.directory.managedBy(sub);
    return answer(domains.map((domain) => listedDomain(call.origin, domain)));
  }

  create(call: Call): Answer {
    const { sub } = holder(call, this.tokens);
    const body = bodyObject(call);
    const domainName = textOf(body.domainName);
    const prefix = /^([^.\s]+)\.\S+$/.exec(domainName)?.[1];
    if (prefix === undefined) throw refuse('aap.domain-name');
    if (prefix !== 'self') throw refuse('aap.domain-prefix');
    if (this.directory.domainNamed(domainName)) throw refuse('aap.domain-taken', { name: domainName });
    const domainDesc = textOf(body.domainDesc);
    const domain = this.directory.addDomain({ domainName, domainDesc, users: [], managers: [sub] });
    call.commit();
    return answer(singleDomain(call.origin, this.directory, domain, 'managers'), 201);
  }

  get(call: Call): Answer {
    return answer(singleDomain(call.origin, this.directory, this.#read(call)));
  }

  deactivate(call: Call): Answer {
    const domain = { ...this.#managed(call), active: false };
    this.directory.putDomain(domain);
    call.commit();
    return answer(singleDomain(call.origin, this.directory, domain));
  }

  people(call: Call, which: People): Answer {
    const found = this.#read(call)
      [which].map((reference) => this.directory.user(reference))
      .filter((user) => user !== undefined);
    return answer(found.map((user) => listedUser(call.origin, user)));
  }

  change(call: Call, which: People, add: boolean): Answer {
    const domain = this.#managed(call);
    const { user: name = '' } = call.params;
    const reference = this.directory.user(name)?.userReference;
    if (reference === undefined) throw refuse('aap.user-unknown', { name });
    const others = domain[which].filter((item) => item !== reference);
    const people = add
      ? domain[which].includes(reference)
        ? domain[which]
        : [...others, reference]
      : others;
    const changed = { ...domain, [which]: people };
    this.directory.putDomain(changed);
    call.commit();
    return answer(singleDomain(call.origin, this.directory, changed, which));
  }

  profile(call: Call): Answer {
    return answer(renderProfile(call.origin, this.#profile(call)));
  }

  attribute(call: Call): Answer {
    const { attribute: name = '' } = call.params;
    const value = this.#profile(call).attributes[name];
    if (value === undefined) throw refuse('aap.attribute-unknown', { name });
    return text(value);
  }

  #profile(call: Call) {
    const { sub, domains } = holder(call, this.tokens);
    const domain = this.#named(call);
    if (!domains.includes(domain.domainName) && !domain.managers.includes(sub))
      throw refuse('aap.not-member');
    const profile = this.directory.profileOf(domain.domainReference);
    if (!profile) throw refuse('aap.profile-unknown');
    return profile;
  }

  #read(call: Call): AapDomain {
    const { sub } = holder(call, this.tokens);
    const domain = this.#named(call);
    if (!domain.users.includes(sub) && !domain.managers.includes(sub)) throw refuse('aap.not-member');
    return domain;
  }

  #managed(call: Call): AapDomain {
    const { sub } = holder(call, this.tokens);
    const domain = this.#named(call);
    if (!domain.managers.includes(sub)) throw refuse('aap.not-manager');
    return domain;
  }

  #named(call: Call): AapDomain {
    const { domain: name = '' } = call.params;
    const domain = this.directory.domain(name);
    if (!domain?.active) throw refuse('aap.domain-unknown', { name });
    return domain;
  }
}
