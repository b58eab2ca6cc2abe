import type { Runner } from '../../core/http/context.ts';
import { findIfInDoubt } from '../../core/many/doubt.ts';
import type { CallOptions } from '../../core/options.ts';
import { uuidOfMember } from './create-project.ts';
import { createRole, deleteRole, getProject, transferOwnership, updateRole } from './endpoints/projects.ts';
import type {
  NewSodarRole,
  SodarDetail,
  SodarOwnerTransfer,
  SodarRef,
  SodarRole,
  SodarRoleName,
} from './types.ts';

const uuidOf = (ref: SodarRef): string => (typeof ref === 'string' ? ref.toLowerCase() : ref.sodar_uuid);

/** Who may do what in a project. The members there are stand in the project itself: `projects.get(…)`, `roles`. */
export class SodarRoles {
  constructor(private readonly run: Runner) {}

  /**
   * Gives an account a role in a project. When the answer is lost, the project's members are looked through.
   * @throws Invalid the account has a role there already (`update` changes it), or there is no such account
   * @see https://sodar-core.readthedocs.io/en/latest/app_projectroles_api_rest.html
   */
  create(project: SodarRef, role: NewSodarRole, options?: CallOptions): Promise<SodarRole> {
    return findIfInDoubt(
      () => this.run(createRole, { ...role, project }, options),
      async () => {
        const { roles = {}, sodar_uuid } = await this.run(getProject, { project }, options);
        const user = uuidOf(role.user);
        const found = Object.values(roles).find((one) => !one.inherited && uuidOfMember(one) === user);
        if (found?.role !== role.role) return undefined;
        return { project: sodar_uuid, role: found.role, user, sodar_uuid: found.sodar_uuid };
      },
    );
  }

  /**
   * Changes what a member may do. A role that comes from a category above can only be raised.
   * @throws Invalid it is the owner: use `transferOwnership`
   */
  update(role: SodarRef, to: SodarRoleName, options?: CallOptions): Promise<SodarRole> {
    return this.run(updateRole, { sodar_uuid: role, role: to }, options);
  }

  /**
   * Takes a role away. What the account inherits from the category above stays.
   * @throws Invalid it is the owner
   */
  delete(role: SodarRef, options?: CallOptions): Promise<void> {
    return this.run(deleteRole, { role }, options);
  }

  /**
   * Makes another member the owner. The role of the one who owned it has to be named: servers fail without it where that
   * account inherits a role from the category, and it must not be weaker than that one.
   * @throws Invalid the account is not a member, or `old_owner_role` is weaker than what is inherited
   * @throws CallError with `outcome: 'unknown'` when the answer was lost: the project says who owns it
   */
  transferOwnership(
    project: SodarRef,
    transfer: SodarOwnerTransfer,
    options?: CallOptions,
  ): Promise<SodarDetail> {
    return this.run(transferOwnership, { ...transfer, project }, options);
  }
}
