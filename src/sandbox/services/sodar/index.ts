import { type Answer, json, type Refusal, text } from '../../answer.ts';
import type { Call, Mismatch } from '../../routes.ts';
import type { Service } from '../../service.ts';
import { Accounts } from './accounts.ts';
import { collectionRoutes } from './collections.ts';
import { davRoutes } from './dav.ts';
import { Dispatcher, ROOT } from './dispatch.ts';
import { fileRoutes } from './files.ts';
import { inviteRoutes } from './invites.ts';
import { irodsInfoRoutes } from './irods-info.ts';
import { projectRoutes } from './projects.ts';
import { remoteRoutes } from './remote.ts';
import type { SodarRoute } from './request.ts';
import { dataRequestRoutes } from './requests.ts';
import { roleRoutes } from './roles.ts';
import { ruleOf, sodarRules } from './rules.ts';
import { settingRoutes } from './settings.ts';
import { sheetRoutes } from './sheets.ts';
import type { Site } from './site.ts';
import type { StoreState } from './store.ts';
import { ticketRoutes } from './tickets.ts';
import { timelineRoutes } from './timeline.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';
import { zoneRoutes } from './zones.ts';

export const DAV = '/davrods';
const PAGE = 'text/html; charset=utf-8';

/** SODAR: its REST API and its WebDAV area. */
export function sodarService(site: Site): Service {
  const accounts = new Accounts(site);
  const routes: SodarRoute[] = [
    ...projectRoutes(),
    ...roleRoutes(),
    ...inviteRoutes(),
    ...settingRoutes(),
    ...userRoutes(),
    ...timelineRoutes(),
    ...tokenRoutes(accounts),
    ...sheetRoutes(),
    ...collectionRoutes(),
    ...fileRoutes(),
    ...ticketRoutes(),
    ...dataRequestRoutes(),
    ...zoneRoutes(),
    ...irodsInfoRoutes(accounts),
    ...remoteRoutes(),
  ];
  const dispatcher = new Dispatcher(site, accounts, routes);
  return {
    name: 'sodar',
    prefixes: [ROOT, DAV],
    exactPaths: true,
    rules: Object.values(sodarRules),
    enumFields: ['status', 'role', 'type', 'status_type'],
    routes: [...dispatcher.routes(), ...davRoutes(site, accounts, DAV)],
    unrouted: (call, mismatch) => unrouted(call, mismatch, dispatcher),
    refused: (call, refusal) => refused(call, refusal, dispatcher),
    error: (call, status) => usual(call, status, dispatcher),
    snapshot: () => site.snapshot(),
    restore: (state) => site.restore(state as StoreState),
  };
}

function unrouted(call: Call, mismatch: Mismatch | null, dispatcher: Dispatcher): never {
  if (call.path.startsWith(DAV)) throw dispatcher.davMethod();
  throw dispatcher.unrouted(call, mismatch);
}

function refused(call: Call, refusal: Refusal, dispatcher: Dispatcher): Answer {
  const { as, status } = ruleOf(refusal);
  const { message, body } = refusal;
  if (as === 'html') return page(status);
  if (as === 'dav') {
    const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Basic realm="DAV"' } : {};
    return page(status, message, headers);
  }
  if (as === 'bare') {
    const realm = 'Basic realm="Log in with your SODAR user name and password."';
    return { status, headers: { 'content-type': PAGE, 'www-authenticate': realm } };
  }
  const { type, allow } = dispatcher.session(call);
  const headers: Record<string, string> = allow === '' ? {} : { allow };
  if (status === 401 && as === 'detail') headers['www-authenticate'] = 'Basic realm="api"';
  const shapes = {
    detail: { detail: message },
    list: [message],
    word: message,
    'non-field': { non_field_errors: [message] },
    field: Object.fromEntries(
      (body ?? []).map((pair) => [String((pair as unknown[])[0]), [(pair as unknown[])[1]]]),
    ),
  };
  return json(shapes[as], { status, type, headers });
}

/** What an injected status looks like: errors beyond the framework's reach are pages. */
function usual(call: Call, status: number, dispatcher: Dispatcher): Answer {
  if (call.path.startsWith(DAV) || [500, 502, 504].includes(status)) return page(status);
  const { type } = dispatcher.session(call);
  const words: Readonly<Record<number, string>> = {
    401: 'Authentication credentials were not provided.',
    403: 'You do not have permission to perform this action.',
    404: 'Not found.',
    429: 'Request was throttled.',
    503: 'Service temporarily unavailable, try again later.',
  };
  return json({ detail: words[status] ?? 'A server error occurred.' }, { status, type });
}

function page(status: number, title = `Error ${status}`, headers: Record<string, string> = {}): Answer {
  const body = `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return text(body, { status, type: PAGE, headers });
}
