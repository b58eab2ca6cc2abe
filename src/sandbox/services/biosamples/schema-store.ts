import { type Answer, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Checklist, Checklists } from './checklists.ts';
import { framePaging, HAL_OR_JSON, JSON_TYPE } from './http.ts';
import { pageOf, queryString, V1 } from './links.ts';
import { refuse } from './rules.ts';

const STORE = `${V1}/schema-store`;
const API = `${STORE}/api/v2/schemas`;

/** The schema store: checklists as bare JSON Schemas, or as records with a name and a version. */
export function schemaStoreRoutes(checklists: Checklists): Route[] {
  const route = (
    name: 'get' | 'list',
    pattern: string,
    produces: readonly string[],
    handle: (call: Call) => Answer,
  ): Route => ({
    service: 'biosamples',
    operation: `biosamples.checklists.${name}`,
    method: 'GET',
    pattern,
    produces,
    handle,
  });
  const bare = (call: Call) => json(known(call, checklists).schema);
  return [
    route('get', `${STORE}/registry/schemas/:accession`, [JSON_TYPE], bare),
    route('get', `${STORE}/registry/schemas/:accession/:version`, [JSON_TYPE], bare),
    route('get', `${API}/:accession/:version`, HAL_OR_JSON, (call) =>
      json(record(call, known(call, checklists)), { type: call.type }),
    ),
    route('list', `${API}/list`, HAL_OR_JSON, (call) => page(call, `${API}/list`, checklists.list())),
    route('list', `${API}/search`, HAL_OR_JSON, (call) =>
      page(call, `${API}/search`, found(call, checklists)),
    ),
    route('list', `${API}/list/versions/:accession`, HAL_OR_JSON, (call) =>
      page(call, call.path, [known(call, checklists)]),
    ),
  ];
}

function known(call: Call, checklists: Checklists): Checklist {
  const { accession = '', version } = call.params;
  const checklist = checklists.find(version === undefined ? accession : `${accession}:${version}`);
  if (!checklist) throw refuse('checklist.unknown');
  return checklist;
}

function found(call: Call, checklists: Checklists): Checklist[] {
  const text = (call.query.get('text') ?? '').toLowerCase();
  return checklists
    .list()
    .filter(({ accession, name, title, description }) =>
      `${accession} ${name} ${title} ${description}`.toLowerCase().includes(text),
    );
}

function record(call: Call, checklist: Checklist): object {
  return {
    ...checklist,
    _links: { self: { href: `${call.origin}${API}/${checklist.accession}/${checklist.version}` } },
  };
}

function page(call: Call, path: string, all: readonly Checklist[]): Answer {
  const { page: number, size } = framePaging(call, 10);
  const text = call.query.get('text');
  const url = (n: number, s: number) =>
    call.origin +
    path +
    queryString([...(text === null ? [] : [['text', text] as const]), ['page', `${n}`], ['size', `${s}`]]);
  const numbers = pageOf(
    url,
    { page: number, size, total: all.length },
    { previous: 'prev', lastTooFar: false },
  );
  const schemas = all.slice(number * size, (number + 1) * size).map((checklist) => record(call, checklist));
  const body = {
    ...(schemas.length === 0 ? {} : { _embedded: { schemas } }),
    _links: numbers.links,
    page: numbers.page,
  };
  return json(body, { type: call.type });
}
