import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { absent } from './absent.ts';
import type { UsiPageQuery } from './endpoints/shared.ts';
import { createTeam, getTeam, listTeams, teamItems } from './endpoints/teams.ts';
import { changingMembership } from './membership.ts';
import type { NewUsiTeam, UsiLinkList, UsiTeam, UsiTeamRef } from './types.ts';

/** Groups of people who share submissions. */
export class UsiTeams {
  constructor(private readonly run: Runner) {}

  /**
   * The teams of the account, as AAP knows them now. A team without a profile is left out by the server.
   * @see https://submission.ebi.ac.uk/api/docs/submission_api.html
   */
  list(query: UsiPageQuery = {}, options?: CallOptions): Pager<UsiTeam> {
    return this.run.pages(listTeams, query, options);
  }

  /** A team; the server fills in its name and links only. `getByName` finds the description and profile as well. */
  get(team: UsiTeamRef, options?: CallOptions): Promise<UsiTeam> {
    return this.run(getTeam, { team }, options);
  }

  /**
   * The team of this name among those of the account.
   * @throws NotFound the account has no such team
   */
  async getByName(name: string, options?: CallOptions): Promise<UsiTeam> {
    const found = await this.list({}, options)
      .filter((team) => team.name === name)
      .first();
    if (found) return found;
    throw absent(this.run, 'usi.teams.getByName', `the account has no team "${name}"`);
  }

  /**
   * Makes a team, whose name the server gives. The token is renewed by itself: the old one does not know the team.
   * @throws InputError `centreName` is missing
   * @throws CallError with `outcome: 'unknown'` when the answer was lost: a team has no key to find it by
   */
  create(team: NewUsiTeam, options?: CallOptions): Promise<UsiTeam> {
    return changingMembership(this.run, createTeam.name, () => this.run(createTeam, team, options));
  }

  /** Links to what the team has, by kind of document. */
  items(team: UsiTeamRef, options?: CallOptions): Promise<UsiLinkList> {
    return this.run(teamItems, { team }, options);
  }
}
