import { type Answer, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { AapProfile, Directory } from './directory.ts';
import { answer, attributesOf, bodyObject, holder, objectOf, routesOf, textOf } from './http.ts';
import { renderProfile } from './render.ts';
import { refuse } from './rules.ts';
import type { AapTokens, Claims } from './tokens.ts';

/** Profiles: texts attached to a domain or a user, such as the "centre name" that USI wants of a team. */
export function profileRoutes(directory: Directory, tokens: AapTokens): Route[] {
  const api = new Profiles(directory, tokens);
  return routesOf([
    ['aap.profiles.mine', 'GET', '/my/profile', (call) => api.mine(call)],
    ['aap.profiles.create', 'POST', '/profiles', (call) => api.create(call)],
    ['aap.profiles.get', 'GET', '/profiles/:profile', (call) => api.get(call)],
    ['aap.profiles.update', 'PUT', '/profiles/:profile', (call) => api.write(call, false)],
    ['aap.profiles.patch', 'PATCH', '/profiles/:profile', (call) => api.write(call, true)],
    // For callers that cannot send PATCH: POST with ?_method=patch.
    ['aap.profiles.patch', 'POST', '/profiles/:profile', (call) => api.overridden(call)],
    ['aap.profiles.getAttribute', 'GET', '/profiles/:profile/:attribute', (call) => api.attribute(call)],
    ['aap.profiles.deleteAttribute', 'DELETE', '/profiles/:profile/:attribute', (call) => api.remove(call)],
  ]);
}

class Profiles {
  constructor(
    private readonly directory: Directory,
    private readonly tokens: AapTokens,
  ) {}

  mine(call: Call): Answer {
    const profile = this.directory.profileOf(holder(call, this.tokens).sub);
    if (!profile) throw refuse('aap.profile-unknown');
    return answer(renderProfile(call.origin, profile));
  }

  create(call: Call): Answer {
    const claims = holder(call, this.tokens);
    const body = bodyObject(call);
    const domain = textOf(objectOf(body.domain ?? {}).domainReference);
    const user = textOf(objectOf(body.user ?? {}).userReference);
    const owner = domain || user;
    if (owner === '') throw refuse('aap.profile-owner');
    this.#mayWrite(claims, owner);
    const profile = this.directory.addProfile(owner, attributesOf(body.attributes));
    call.commit();
    return answer(renderProfile(call.origin, profile), 201);
  }

  get(call: Call): Answer {
    return answer(renderProfile(call.origin, this.#read(call)));
  }

  overridden(call: Call): Answer {
    if (call.query.get('_method')?.toLowerCase() !== 'patch') {
      throw refuse('aap.method', { method: call.method });
    }
    return this.write(call, true);
  }

  write(call: Call, keep: boolean): Answer {
    const profile = this.#written(call);
    const given = attributesOf(bodyObject(call));
    return this.#store(call, { ...profile, attributes: keep ? { ...profile.attributes, ...given } : given });
  }

  attribute(call: Call): Answer {
    const { attribute: name = '' } = call.params;
    const value = this.#read(call).attributes[name];
    if (value === undefined) throw refuse('aap.attribute-unknown', { name });
    return text(value);
  }

  remove(call: Call): Answer {
    const { attribute: name = '' } = call.params;
    const profile = this.#written(call);
    const { [name]: removed, ...attributes } = profile.attributes;
    if (removed === undefined) throw refuse('aap.attribute-unknown', { name });
    return this.#store(call, { ...profile, attributes });
  }

  #store(call: Call, profile: AapProfile): Answer {
    this.directory.putProfile(profile);
    call.commit();
    return answer(renderProfile(call.origin, profile));
  }

  #read(call: Call): AapProfile {
    const { sub, domains } = holder(call, this.tokens);
    const profile = this.#named(call);
    if (profile.owner === sub) return profile;
    const domain = this.directory.domain(profile.owner);
    if (!domain) throw refuse('aap.not-self');
    if (domains.includes(domain.domainName) || domain.managers.includes(sub)) return profile;
    throw refuse('aap.not-member');
  }

  #written(call: Call): AapProfile {
    const claims = holder(call, this.tokens);
    const profile = this.#named(call);
    this.#mayWrite(claims, profile.owner);
    return profile;
  }

  #mayWrite({ sub }: Claims, owner: string): void {
    if (owner.startsWith('usr-')) {
      if (owner !== sub) throw refuse('aap.not-self');
      return;
    }
    const domain = this.directory.domain(owner);
    if (!domain?.active) throw refuse('aap.domain-unknown', { name: owner });
    if (!domain.managers.includes(sub)) throw refuse('aap.not-manager');
  }

  #named(call: Call): AapProfile {
    const profile = this.directory.profile(call.params.profile ?? '');
    if (!profile) throw refuse('aap.profile-unknown');
    return profile;
  }
}
