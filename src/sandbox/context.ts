import { SandboxClock } from './clock.ts';
import { Files } from './files.ts';
import { Ids } from './ids.ts';
import { Lifecycle, type LifecyclePlan } from './lifecycle.ts';
import type { ResolvedOptions } from './options.ts';
import { Scrubber } from './scrub.ts';
import type { Context } from './service.ts';
import { INDEXING } from './services/biosamples/index-of-samples.ts';
import { ENA_LIFECYCLES } from './services/ena/lifecycles.ts';
import { OPENBIS_LIFECYCLES } from './services/openbis/archiving.ts';
import { SODAR_LIFECYCLES } from './services/sodar/lifecycles.ts';
import { USI_LIFECYCLES } from './services/usi/lifecycles.ts';

/** What all services of one sandbox share. */
export function createContext(options: ResolvedOptions): Context {
  const indexing: LifecyclePlan = {
    after: options.indexLagMs > 0 ? { ms: options.indexLagMs } : 'immediate',
  };
  return {
    clock: new SandboxClock(options.clock, options.startAt, options.speed),
    ids: new Ids(options.random),
    lifecycle: new Lifecycle([
      [INDEXING, indexing],
      ...ENA_LIFECYCLES,
      ...USI_LIFECYCLES,
      ...SODAR_LIFECYCLES,
      ...OPENBIS_LIFECYCLES,
    ]),
    scrubber: new Scrubber(),
    files: new Files(),
    rules: options.rules,
    settings: options.settings,
    expired: new Set(),
  };
}
