import { type Answer, empty, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { may } from './access.ts';
import { type Accounts, decoded } from './accounts.ts';
import { davListing } from './dav-listing.ts';
import { cleanPath } from './irods.ts';
import type { DataObject, Project, Ticket, User, Zone } from './model.ts';
import { refuse } from './rules.ts';
import type { Site } from './site.ts';
import { isActive } from './tickets.ts';
import { effectiveStatus, settleZones } from './zone-flow.ts';
import { zoneCollections } from './zone-paths.ts';
import { mayReadZone } from './zones.ts';

/** Name of the account under which a ticket is the password. */
const TICKET_USER = 'ticket';
const VERBS = 'OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, MKCOL';

/** The WebDAV area: iRODS with the eyes of one account. */
export function davRoutes(site: Site, accounts: Accounts, root: string): Route[] {
  const dav = new Dav(site, accounts, root);
  const at = (
    verb: string,
    method: string,
    run: (call: Call, path: string) => Answer | Promise<Answer>,
  ): Route => ({
    service: 'sodar',
    operation: `sodar.dav.${verb}`,
    method,
    pattern: `${root}/:path*`,
    ...(method === 'PUT' ? { streams: true } : {}),
    handle: (call) => {
      settleZones(site);
      return run(call, cleanPath(call.params.path ?? ''));
    },
  });
  return [
    at('get', 'GET', (call, path) => dav.get(call, path)),
    at('put', 'PUT', (call, path) => dav.put(call, path)),
    at('mkcol', 'MKCOL', (call, path) => dav.makeCollection(call, path)),
    at('propfind', 'PROPFIND', (call, path) => dav.propfind(call, path)),
    at('delete', 'DELETE', (call, path) => dav.remove(call, path)),
    at('options', 'OPTIONS', () => empty(200, { dav: '1', allow: VERBS, 'ms-author-via': 'DAV' })),
  ];
}

/** An account, or the bearer of a ticket. */
type Visitor = { user: User } | { ticket: Ticket };

class Dav {
  constructor(
    private readonly site: Site,
    private readonly accounts: Accounts,
    private readonly root: string,
  ) {}

  get(call: Call, path: string): Answer {
    const visitor = this.#visitor(call);
    this.#demandRead(visitor, path);
    const object = this.site.irods.object(path);
    if (object) return content(call, object);
    if (!this.#isCollection(path)) throw refuse('dav.unknown');
    const names = this.#children(path, visitor).map(({ path: child }) =>
      child.slice(child.lastIndexOf('/') + 1),
    );
    const items = names
      .map((name) => `<li><a href="${encodeURIComponent(name)}">${escaped(name)}</a></li>`)
      .join('');
    return text(
      `<!DOCTYPE html>\n<html><head><title>Index of ${escaped(path)}</title></head><body><ul>${items}</ul></body></html>\n`,
      {
        type: 'text/html; charset=utf-8',
      },
    );
  }

  async put(call: Call, path: string): Promise<Answer> {
    const { user } = this.#account(call);
    this.#demandWrite(user, path);
    const { irods } = this.site;
    if (irods.isCollection(path)) throw refuse('dav.collection');
    if (!irods.isCollection(parentOf(path))) throw refuse('dav.parent');
    const known = irods.object(path) !== undefined;
    const file = await this.site.context.files.keep(call.stream);
    // The zone may have been submitted while the bytes were coming in.
    this.#demandWrite(user, path);
    irods.put(path, file, this.site.now());
    call.commit();
    return known ? empty(204) : text('', { status: 201, type: 'text/html; charset=utf-8' });
  }

  makeCollection(call: Call, path: string): Answer {
    const { user } = this.#account(call);
    this.#demandWrite(user, path);
    const { irods } = this.site;
    if (irods.exists(path)) throw refuse('dav.exists');
    if (!irods.isCollection(parentOf(path))) throw refuse('dav.parent');
    irods.makeCollection(path);
    call.commit();
    return text('', { status: 201, type: 'text/html; charset=utf-8' });
  }

  propfind(call: Call, path: string): Answer {
    const visitor = this.#visitor(call);
    this.#demandRead(visitor, path);
    const object = this.site.irods.object(path);
    if (!object && !this.#isCollection(path)) throw refuse('dav.unknown');
    const depth = call.headers.get('depth') ?? 'infinity';
    const self = object ?? { path };
    const below = object || depth === '0' ? [] : this.#children(path, visitor, depth !== '1');
    return davListing(this.root, [self, ...below]);
  }

  remove(call: Call, path: string): Answer {
    const { user } = this.#account(call);
    this.#demandWrite(user, path);
    if (!this.site.irods.exists(path)) throw refuse('dav.unknown');
    this.site.irods.remove(path);
    call.commit();
    return empty(204);
  }

  #visitor(call: Call): Visitor {
    const header = call.headers.get('authorization');
    const [scheme = '', word = ''] = (header ?? '').split(/\s+/);
    const pair = scheme.toLowerCase() === 'basic' ? decoded(word) : undefined;
    if (pair?.username !== TICKET_USER) return this.#account(call);
    const ticket = this.site.store.tickets.all().find((one) => one.ticket === pair.password);
    const host = call.headers.get('x-forwarded-for') ?? new URL(call.origin).hostname;
    const open = ticket && isActive({ site: this.site }, ticket);
    if (!ticket || !open || (ticket.allowedHosts.length > 0 && !ticket.allowedHosts.includes(host))) {
      throw refuse('dav.login');
    }
    return { ticket };
  }

  #account(call: Call): { user: User } {
    const user = this.accounts.password(call.headers.get('authorization'));
    if (!user) throw refuse('dav.login');
    return { user };
  }

  #demandRead(visitor: Visitor, path: string): void {
    if (!this.#mayRead(visitor, path)) throw refuse('dav.forbidden');
  }

  #mayRead(visitor: Visitor, path: string): boolean {
    if ('ticket' in visitor) return `${path}/`.startsWith(`${visitor.ticket.path}/`);
    const { user } = visitor;
    const place = this.#placeOf(path);
    // What lies above the projects is open to every account.
    if (!place) return true;
    if (place.zone) return mayReadZone(this.site, place.project, place.zone, user);
    const inZones = path.includes('/landing_zones');
    return may(this.site, place.project, user, inZones ? 'project contributor' : 'project guest');
  }

  /** In one's own idle zone, and there not the root of it; in a restricted one only below its collections. */
  #demandWrite(user: User, path: string): void {
    const zone = this.#placeOf(path)?.zone;
    const status = zone && effectiveStatus(zone);
    const idle = status === 'ACTIVE' || status === 'FAILED';
    if (!zone || !idle || path === zone.collection || (zone.user !== user.uuid && !user.superuser)) {
      throw refuse('dav.forbidden');
    }
    const open = zoneCollections(this.site, zone).some((collection) => path.startsWith(`${collection}/`));
    if (zone.restrictColls && !open) throw refuse('dav.forbidden');
  }

  #placeOf(path: string): { project: Project; zone: Zone | undefined } | undefined {
    const uuid = /^\/sodarZone\/projects\/[^/]+\/([^/]+)/.exec(path)?.[1];
    const project = uuid === undefined ? undefined : this.site.store.projects.get(uuid);
    if (!project) return undefined;
    const zone = this.site.store.zones
      .where((one) => one.project === project.uuid && `${path}/`.startsWith(`${one.collection}/`))
      .at(-1);
    return { project, zone };
  }

  #isCollection(path: string): boolean {
    return path === '/' || this.site.irods.isCollection(path);
  }

  #children(path: string, visitor: Visitor, deep = false): (DataObject | { path: string })[] {
    const prefix = path === '/' ? '/' : `${path}/`;
    const direct = ({ path: other }: { path: string }) =>
      other.startsWith(prefix) && (deep || !other.slice(prefix.length).includes('/'));
    const { collections, objects } = this.site.store;
    return [...collections.all().map((other) => ({ path: other })), ...objects.all()]
      .filter((item) => direct(item) && this.#mayRead(visitor, item.path))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** A file, or the one range of it that was asked for. */
function content(call: Call, { path, file, modified }: DataObject): Answer {
  const headers: Record<string, string> = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'last-modified': new Date(modified / 1000).toUTCString(),
    etag: `"${file.md5}"`,
  };
  const range = /^bytes=(\d*)-(\d*)$/.exec(call.headers.get('range') ?? '');
  const [from, to] = [range?.[1] ?? '', range?.[2] ?? ''];
  if (!range || (from === '' && to === '')) {
    return { status: 200, headers, body: { file: file.path, length: file.size } };
  }
  const start = from === '' ? Math.max(0, file.size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? file.size - 1 : Math.min(Number(to), file.size - 1);
  if (start >= file.size || end < start) throw refuse('dav.range', { path });
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${file.size}` },
    body: { file: file.path, start, length: end - start + 1 },
  };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function escaped(value: string): string {
  return value.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;');
}
