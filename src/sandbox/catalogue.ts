import type { Rule } from './answer.ts';
import { createContext } from './context.ts';
import { resolveOptions } from './options.ts';
import { type RouteInfo, RouteTable } from './routes.ts';
import { resolveSeed } from './seed.ts';
import type { Service } from './service.ts';
import { assemble } from './services/all.ts';

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
