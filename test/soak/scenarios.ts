import { biosamples } from './biosamples.ts';
import { ena } from './ena.ts';
import { openbis } from './openbis.ts';
import type { Scenario, ServiceName } from './scenario.ts';
import { sodar } from './sodar.ts';
import { usi } from './usi.ts';

export const SCENARIOS: Readonly<Record<ServiceName, Scenario>> = { biosamples, ena, usi, openbis, sodar };

/** How many units make about so many operations of all services together. */
export const unitsFor = (service: ServiceName, operations: number): number => {
  const { share, requestsPerUnit } = SCENARIOS[service];
  return Math.max(1, Math.ceil((operations * share) / requestsPerUnit));
};
