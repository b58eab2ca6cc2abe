import type { Answer } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { type Desk, TEAM_PREFIX } from './desk.ts';
import { bodyObject, created, routesOf, shown } from './http.ts';
import { href, query, teamLinks, teamPath } from './links.ts';
import { DATA_TYPES, type TeamCopy } from './model.ts';
import { hal, page } from './paging.ts';
import { renderNewTeam, renderTeam } from './render.ts';
import { refuse } from './rules.ts';

/** The part of a team's name that tells the environments apart. */
const ENVIRONMENT = 'test';

/** Teams: domains of AAP whose name begins with "subs.". */
export function teamRoutes(desk: Desk): Route[] {
  const api = new Teams(desk);
  return routesOf([
    ['usi.teams.list', 'GET', '/user/teams', (call) => api.list(call)],
    ['usi.teams.create', 'POST', '/user/teams', (call) => api.create(call)],
    ['usi.teams.get', 'GET', '/teams/:team', (call) => api.get(call)],
    ['usi.teams.items', 'GET', '/teams/:team/items', (call) => api.items(call)],
  ]);
}

class Teams {
  constructor(private readonly desk: Desk) {}

  /** Memberships as AAP has them now; but the profiles are read with the token, so what it does not know is left out. */
  list(call: Call): Answer {
    const { desk } = this;
    const { sub, domains } = desk.claims(call);
    const teams = desk.directory
      .domainsOf(sub)
      .filter(({ domainName }) => domainName.startsWith(TEAM_PREFIX) && domains.includes(domainName))
      .map(({ domainName }) => desk.team(domainName))
      .filter((team): team is TeamCopy => team !== undefined);
    return page(call, {
      name: 'teams',
      items: teams,
      render: (team) => renderTeam(call.origin, team),
    });
  }

  create(call: Call): Answer {
    const { desk } = this;
    const { sub } = desk.claims(call);
    const { description, centreName } = bodyObject(call);
    if (typeof centreName !== 'string' || centreName.trim() === '') {
      throw refuse('usi.centre-name', { type: 'teamDto', field: 'centreName', value: shown(centreName) });
    }
    const name = this.#freeName();
    const domain = desk.directory.addDomain({
      domainName: name,
      domainDesc: typeof description === 'string' ? description : '',
      users: [sub],
      managers: [sub],
    });
    desk.directory.addProfile(domain.domainReference, { 'centre name': centreName });
    call.commit();
    const { href: location } = href(call.origin, teamPath(name));
    return created(call, location, '"0"', () => renderNewTeam(desk, call.origin, name));
  }

  get(call: Call): Answer {
    const name = this.#named(call);
    const self = href(call.origin, teamPath(name));
    return hal({ name, _links: { self, ...teamLinks(call.origin, name) } });
  }

  items(call: Call): Answer {
    const teamName = this.#named(call);
    const links = DATA_TYPES.map((type) => [
      type,
      href(call.origin, `/${type}/search/by-team?${query({ teamName })}`),
    ]);
    return hal({ _links: Object.fromEntries(links) });
  }

  #named(call: Call): string {
    const { team = '' } = call.params;
    this.desk.refuseOthers(this.desk.claims(call), team);
    return team;
  }

  #freeName(): string {
    for (;;) {
      const name = `${TEAM_PREFIX}${ENVIRONMENT}-team-${this.desk.context.ids.next('usi.team')}`;
      if (!this.desk.directory.domainNamed(name)) return name;
    }
  }
}
