import type { Answer } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { AAP } from '../aap/http.ts';
import type { Desk } from './desk.ts';
import { compact, routesOf } from './http.ts';
import { href, type Links, USI } from './links.ts';
import { DATA_TYPES, type Json, TYPES } from './model.ts';
import { hal, page } from './paging.ts';
import { renderDocument } from './render-documents.ts';
import { refuse } from './rules.ts';

interface StateDescription {
  statusName: string;
  description: string;
  systemTransitions?: string[];
  userTransitions?: string[];
  acceptingUpdates: boolean;
}

const state = (
  statusName: string,
  description: string,
  systemTransitions: string[] = [],
  more: { userTransitions?: string[]; acceptingUpdates?: boolean } = {},
): StateDescription => ({ statusName, description, systemTransitions, acceptingUpdates: false, ...more });

/** The state tables as the server describes them; that Processing can end in Failed it does not say. */
const TABLES = {
  submissionStatuses: [
    state('Draft', 'In preparation', [], { userTransitions: ['Submitted'], acceptingUpdates: true }),
    state('Submitted', 'User has submitted documents for storage by archives', ['Processing']),
    state('Processing', 'Submission system is processing the submission', ['Completed']),
    state('Completed', 'Submission has been processed'),
    state('Failed', 'Submission has been processed, and was not accepted by all archives'),
  ],
  processingStatuses: [
    state('Draft', 'In preparation', [], { userTransitions: ['Submitted'], acceptingUpdates: true }),
    state('Submitted', 'Waiting to be sent to an archive', ['Dispatched']),
    state('Dispatched', 'Sent to an archive', ['Received', 'Error']),
    state('Received', 'Taken in by an archive', ['Curation', 'Processing', 'Error', 'Rejected']),
    state('Curation', 'Looked at by a curator', ['Accepted', 'ActionRequired', 'Rejected']),
    state('Accepted', 'Taken by a curator', ['Processing']),
    state('ActionRequired', 'A curator wants a change', [], {
      userTransitions: ['Submitted'],
      acceptingUpdates: true,
    }),
    state('Processing', 'Being stored by an archive', ['Completed', 'Error']),
    state('Completed', 'Stored by an archive'),
    state('Error', 'Not stored, because of a technical problem'),
    state('Rejected', 'Not taken by an archive'),
    state('ArchiveDisabled', 'The archive for this type is not connected', [], { acceptingUpdates: true }),
  ],
  releaseStatuses: [
    state('Draft', 'In preparation', ['Private'], { acceptingUpdates: true }),
    state('Private', 'Stored, to be released later', ['Public', 'Cancelled']),
    state('Cancelled', 'Withdrawn before its release'),
    state('Public', 'Released', ['Suppressed', 'Killed']),
    state('Suppressed', 'Found by accession only'),
    state('Killed', 'Not available any more'),
  ],
} as const satisfies Record<string, readonly StateDescription[]>;

type Table = keyof typeof TABLES;

export function describe(origin: string, table: Table, statusName: string): unknown {
  const found = TABLES[table].find((item) => item.statusName === statusName);
  if (!found) throw refuse('usi.unknown');
  const self = href(origin, `/statusDescriptions/${table}/${statusName}`);
  return { ...(compact(found) as object), _links: { self } };
}

/** Requests that need no token, beside HEAD and OPTIONS. */
export function isOpen(path: string): boolean {
  return /^\/usi\/api(\/(docs|health|submissionPlans|dataTypes|checklists|validationSchemas|uiSupportItems)(\/.*)?)?$/.test(
    path,
  );
}

/** The root, the state tables, and lists that hardly ever change. */
export function referenceRoutes(desk: Desk): Route[] {
  const open = (name: string) => (call: Call) => none(call, name);
  return routesOf([
    ['usi.root.get', 'GET', '', (call) => hal({ _links: rootLinks(desk, call.origin) })],
    ['usi.health.get', 'GET', '/health', () => hal({ status: 'UP' })],
    ['usi.statusDescriptions.list', 'GET', '/statusDescriptions/:table', (call) => states(desk, call)],
    ['usi.statusDescriptions.get', 'GET', '/statusDescriptions/:table/:name', (call) => oneState(desk, call)],
    ['usi.dataTypes.list', 'GET', '/dataTypes', (call) => dataTypes(call)],
    ['usi.dataTypes.get', 'GET', '/dataTypes/:type', (call) => hal(dataType(call.origin, call.params.type))],
    ['usi.checklists.list', 'GET', '/checklists', open('checklists')],
    ['usi.checklists.listByDataType', 'GET', '/checklists/search/by-data-type-id', open('checklists')],
    [
      'usi.checklists.get',
      'GET',
      '/checklists/:name',
      (call) => {
        throw refuse('usi.checklist-unknown', { name: call.params.name ?? '' });
      },
    ],
    ['usi.submissionPlans.list', 'GET', '/submissionPlans', open('submissionPlans')],
    ['usi.validationSchemas.list', 'GET', '/validationSchemas', open('validationSchemas')],
    ['usi.uiSupportItems.list', 'GET', '/uiSupportItems', open('uiSupportItems')],
    [
      'usi.files.listBySubmission',
      'GET',
      '/files/search/by-submission',
      (call) => {
        desk.claims(call);
        return none(call, 'files');
      },
    ],
    ['usi.projects.listMine', 'GET', '/user/projects', (call) => myProjects(desk, call)],
  ]);
}

function rootLinks(desk: Desk, origin: string): Links {
  const at = (path: string) => href(origin, path);
  return {
    userTeams: at('/user/teams'),
    // A path of the server's framework and no template of anybody's; it is not marked as one either.
    team: at('/teams/{teamName:.+}'),
    userSubmissions: at('/user/submissions'),
    userSubmissionStatusSummary: at('/user/submissionStatusSummary'),
    userProjects: at('/user/projects'),
    submissionStatusDescriptions: at('/statusDescriptions/submissionStatuses'),
    processingStatusDescriptions: at('/statusDescriptions/processingStatuses'),
    releaseStatusDescriptions: at('/statusDescriptions/releaseStatuses'),
    dataTypes: at('/dataTypes'),
    ...(desk.older ? {} : { 'dataTypes:search': at('/dataTypes/search') }),
    checklists: at('/checklists'),
    'checklists:search': at('/checklists/search'),
    submissionPlans: at('/submissionPlans'),
    ...(desk.older ? {} : { validationSchemas: at('/validationSchemas') }),
    uiSupportItems: at('/uiSupportItems'),
    'uiSupportItems:search': at('/uiSupportItems/search'),
    'aap-api-root': { href: `${origin}${AAP}/` },
    'tus-upload': { href: `${origin}${USI}/files/` },
    profile: at('/profile'),
  };
}

function table(call: Call): Table {
  const { table: name = '' } = call.params;
  if (name in TABLES) return name as Table;
  throw refuse('usi.unknown');
}

function states(desk: Desk, call: Call): Answer {
  desk.claims(call);
  const name = table(call);
  const statusDescriptions = TABLES[name].map(({ statusName }) => describe(call.origin, name, statusName));
  const _links = { self: href(call.origin, `/statusDescriptions/${name}`) };
  return hal({ _embedded: { statusDescriptions }, _links });
}

function oneState(desk: Desk, call: Call): Answer {
  desk.claims(call);
  return hal(describe(call.origin, table(call), call.params.name ?? ''));
}

function dataType(origin: string, name = ''): Json {
  const type = DATA_TYPES.find((item) => item === name);
  if (!type) throw refuse('usi.unknown');
  const { displayName, archive } = TYPES[type];
  const self = href(origin, `/dataTypes/${type}`);
  return { id: type, displayNamePlural: displayName, archive, _links: { self, dataType: self } };
}

function dataTypes(call: Call): Answer {
  return page(call, {
    name: 'dataTypes',
    items: DATA_TYPES,
    render: (name) => dataType(call.origin, name),
    emptyArray: true,
  });
}

/** A list that is empty here. */
function none(call: Call, name: string): Answer {
  return page<never>(call, { name, items: [], render: (item) => item, emptyArray: true });
}

function myProjects(desk: Desk, call: Call): Answer {
  const teams = desk.teamsIn(desk.claims(call));
  const projects = [...desk.store.documents()].filter(
    ({ type, team }) => type === 'projects' && teams.includes(team),
  );
  return page(call, {
    name: 'projects',
    items: projects,
    render: (project) => renderDocument(desk, call.origin, project),
  });
}
