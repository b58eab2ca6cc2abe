import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import type { AapDomainRef, AapProfile, AapProfileRef } from './aap-types.ts';
import {
  createProfile,
  deleteProfileAttribute,
  getProfile,
  getProfileAttribute,
  patchProfile,
  updateProfile,
} from './endpoints/profiles.ts';
import { myProfile } from './endpoints/users.ts';

/** Attributes of domains and people. USI needs `centre name` on the domain of a team. */
export class AapProfiles {
  constructor(private readonly run: Runner) {}

  /**
   * Gives a domain a profile: `create(domain, { 'centre name': 'My Institute' })`. Teams made by USI have one.
   * @throws Forbidden the account does not manage the domain
   * @see https://explore.api.aai.ebi.ac.uk/docs/
   */
  create(
    domain: AapDomainRef,
    attributes: { [attribute: string]: string },
    options?: CallOptions,
  ): Promise<AapProfile> {
    return this.run(createProfile, { domain, attributes }, options);
  }

  get(profile: AapProfileRef, options?: CallOptions): Promise<AapProfile> {
    return this.run(getProfile, { profile }, options);
  }

  /** One's own. */
  mine(options?: CallOptions): Promise<AapProfile> {
    return this.run(myProfile, undefined, options);
  }

  /** One attribute, as text. */
  getAttribute(profile: AapProfileRef, attribute: string, options?: CallOptions): Promise<string> {
    return this.run(getProfileAttribute, { profile, attribute }, options);
  }

  /** Replaces all attributes. */
  update(
    profile: AapProfileRef,
    attributes: { [attribute: string]: string },
    options?: CallOptions,
  ): Promise<AapProfile> {
    return this.run(updateProfile, { profile, attributes }, options);
  }

  /** Sets these attributes and keeps the others. */
  patch(
    profile: AapProfileRef,
    attributes: { [attribute: string]: string },
    options?: CallOptions,
  ): Promise<AapProfile> {
    return this.run(patchProfile, { profile, attributes }, options);
  }

  deleteAttribute(
    profile: AapProfileRef,
    attribute: string,
    options?: CallOptions,
  ): Promise<AapProfile | undefined> {
    return this.run(deleteProfileAttribute, { profile, attribute }, options);
  }
}
