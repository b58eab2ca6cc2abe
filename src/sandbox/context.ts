import { SandboxClock } from './clock';
import { Ids } from './ids';
import { Lifecycle, type LifecyclePlan } from './lifecycle';
import type { ResolvedOptions } from './options';
import { Scrubber } from './scrub';
import type { Context } from './service';
import { INDEXING } from './services/biosamples/index-of-samples';

/** What all services of one sandbox share. */
export function createContext(options: ResolvedOptions): Context {
  const indexing: LifecyclePlan = {
    after: options.indexLagMs > 0 ? { ms: options.indexLagMs } : 'immediate',
  };
  return {
    clock: new SandboxClock(options.clock, options.startAt),
    ids: new Ids(options.random),
    lifecycle: new Lifecycle([[INDEXING, indexing]]),
    scrubber: new Scrubber(),
    rules: options.rules,
    settings: options.settings,
    expired: new Set(),
  };
}
