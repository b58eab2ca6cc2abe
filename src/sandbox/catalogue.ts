import type { Rule } from './answer';
import { createContext } from './context';
import { resolveOptions } from './options';
import { type RouteInfo, RouteTable } from './routes';
import { resolveSeed } from './seed';
import type { Service } from './service';
import { assemble } from './services/all';

/** Every route of every service. A route that answers any verb is listed with the method `*`. */
export function listSandboxRoutes(): RouteInfo[] {
  return new RouteTable(services().flatMap((service) => service.routes)).list();
}

/** Every refusal of every service; the handlers throw these, so the list is the behaviour. */
export function listSandboxRules(): { service: string; rule: Rule }[] {
  return services().flatMap((service) => service.rules.map((rule) => ({ service: service.name, rule })));
}

function services(): readonly Service[] {
  return assemble(createContext(resolveOptions({ seed: 'empty' })), resolveSeed('empty')).services;
}
