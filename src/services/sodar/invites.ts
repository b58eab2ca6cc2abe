import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { createInvite, getInvite, listInvites, resendInvite, revokeInvite } from './endpoints/more.ts';
import type { SodarPageQuery } from './endpoints/shared.ts';
import type { NewSodarInvite, SodarDetail, SodarInvite, SodarRef } from './types.ts';

/** Invitations by e-mail, for people without an account. */
export class SodarInvites {
  constructor(private readonly run: Runner) {}

  /**
   * Those of a project that are still open.
   * @see https://sodar-core.readthedocs.io/en/latest/app_projectroles_api_rest.html
   */
  list(project: SodarRef, query: SodarPageQuery = {}, options?: CallOptions): Pager<SodarInvite> {
    return this.run.pages(listInvites, { ...query, project }, options);
  }

  /** An invitation. Since SODAR 1.2. */
  get(invite: SodarRef, options?: CallOptions): Promise<SodarInvite> {
    return this.run(getInvite, { invite }, options);
  }

  /**
   * Invites somebody. When the answer is lost, the open invitations are looked through: older servers would send a
   * second one.
   * @throws Invalid there is an account with this address, or an open invitation
   */
  create(project: SodarRef, invite: NewSodarInvite, options?: CallOptions): Promise<SodarInvite> {
    return findIfInDoubt(
      () => this.run(createInvite, { ...invite, project }, options),
      () =>
        this.list(project, {}, options)
          .filter(({ email, role }) => email === invite.email.trim() && role === invite.role)
          .first(),
    );
  }

  /**
   * Takes an invitation back.
   * @throws Invalid it is not open any more
   */
  revoke(invite: SodarRef, options?: CallOptions): Promise<SodarDetail> {
    return this.run(revokeInvite, { invite }, options);
  }

  /** Sends the e-mail again. */
  resend(invite: SodarRef, options?: CallOptions): Promise<SodarDetail> {
    return this.run(resendInvite, { invite }, options);
  }
}
