import type { Runner } from '../../core/http/context.ts';
import { foreignOrigin } from '../../core/http/foreign-origin.ts';
import { SafePath, sameOrigin } from '../../core/http/url.ts';
import type { UsiResource } from './hal-types.ts';

/** `{?projection}` and `{&page,size,sort}`: what may be added. We add our own, so it goes. */
const OPTIONAL = /\{[?&][^}]*\}/g;
/** `{teamName}` and, as Spring writes it, `{teamName:.+}`. */
const VALUE = /\{(\w+)(?::[^}]*)?\}/g;

/**
 * A template as an address. The `templated` flag is not looked at, since servers forget it.
 * @throws RangeError a value is missing
 */
export function expand(href: string, values: Readonly<Record<string, string>> = {}): string {
  return href.replace(OPTIONAL, '').replace(VALUE, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '' || value === '.' || value === '..')
      throw new RangeError(`the address needs a value for "${name}"`);
    return encodeURIComponent(value);
  });
}

/** The address that an answer gives for a relation, as it is written there. */
export function hrefOf(resource: unknown, rel: string): string | undefined {
  const { _links, links } = (resource ?? {}) as {
    _links?: Record<string, unknown>;
    links?: readonly { rel?: unknown; href?: unknown }[];
  };
  const found = _links && Object.hasOwn(_links, rel) ? _links[rel] : undefined;
  const one: unknown =
    found === undefined && Array.isArray(links)
      ? links.find((link) => link?.rel === rel)
      : Array.isArray(found)
        ? found[0]
        : found;
  const href = (one as { href?: unknown } | undefined)?.href;
  return typeof href === 'string' && href !== '' ? href : undefined;
}

/** Whether the repository says that this may be done now: `self:update`, `self:delete`, `samples:create`. */
export const allows = (resource: UsiResource, rel: string): boolean => hrefOf(resource, rel) !== undefined;

/** The id in an address: its last segment, without a template. */
function idIn(href: string): string | undefined {
  const [way = ''] = href.replace(OPTIONAL, '').split(/[?#]/);
  const last = way.replace(/\/+$/, '').split('/').pop() ?? '';
  if (last === '' || last.includes('{')) return undefined;
  try {
    return decodeURIComponent(last);
  } catch {
    return undefined;
  }
}

/** The id of what is given: an id, an address, or something that the repository gave. */
export function idOf(given: unknown): string | undefined {
  if (typeof given === 'string') {
    const text = given.trim();
    return (text.includes('/') ? idIn(text) : text) || undefined;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const { id } = given as UsiResource;
  if (typeof id === 'string' && id.trim() !== '') return id.trim();
  const self = hrefOf(given, 'self');
  return self === undefined ? undefined : idIn(self);
}

/** The name of a team, in whatever shape the repository gave it. */
export function teamNameOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given.trim() || undefined;
  if (typeof given !== 'object' || given === null) return undefined;
  const { name, team } = given as { name?: unknown; team?: unknown };
  if (team !== undefined) return teamNameOf(team);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Splits an address that the repository gave into which of ours it lies under, and the rest. */
export function placeOf(run: Runner, operation: string, href: string): { base: string; path: SafePath } {
  const { context } = run;
  for (const [base, address] of Object.entries(context.bases)) {
    if (!URL.canParse(href, address) || !sameOrigin(new URL(href, address).href, address)) continue;
    const url = new URL(href, address);
    const root = new URL(address).pathname.replace(/\/+$/, '');
    if (url.pathname !== root && !url.pathname.startsWith(`${root}/`)) continue;
    return { base, path: new SafePath(url.pathname.slice(root.length) + url.search) };
  }
  throw foreignOrigin(context, href, 200, (hint) => ({
    service: context.service,
    operation,
    method: 'GET',
    url: context.redactor.scrubUrl(context.bases.api ?? ''),
    attempts: 0,
    outcome: 'not-sent',
    hint,
  }));
}
