import { jsonBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { type HalPage, linkList, noInput, pageQuery } from '../schemas/common.ts';
import * as schemas from '../schemas/submissions.ts';
import type { NewUsiTeam, UsiLinkList, UsiTeam, UsiTeamRef } from '../types.ts';
import { API, byPageNumber, PAGE_SIZE, type UsiPageQuery } from './shared.ts';

export const getRoot = endpoint<undefined, UsiLinkList>()({
  name: 'usi.root.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: noInput,
  path: () => path``,
  output: linkList,
});

export const listTeams = pagedEndpoint<
  UsiPageQuery,
  UsiTeam,
  HalPage & { _embedded?: { teams?: UsiTeam[] } }
>()({
  name: 'usi.teams.list',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: pageQuery,
  path: () => path`/user/teams`,
  query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
  output: schemas.teamPage,
  paging: byPageNumber(
    ({ _embedded }) => _embedded?.teams,
    ({ name }) => name,
  ),
});

export const getTeam = endpoint<{ team: UsiTeamRef }, UsiTeam>()({
  name: 'usi.teams.get',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneTeam,
  path: ({ team }) => path`/teams/${team}`,
  output: schemas.team,
});

export const createTeam = endpoint<NewUsiTeam, UsiTeam>()({
  name: 'usi.teams.create',
  doc: API,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  input: schemas.newTeam,
  path: () => path`/user/teams`,
  body: (team) => jsonBody(team),
  output: schemas.team,
});

export const teamItems = endpoint<{ team: UsiTeamRef }, UsiLinkList>()({
  name: 'usi.teams.items',
  doc: API,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  input: schemas.oneTeam,
  path: ({ team }) => path`/teams/${team}/items`,
  output: linkList,
});
