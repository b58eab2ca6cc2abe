import { SandboxClock } from './clock.ts';
import { Files } from './files.ts';
import { Ids } from './ids.ts';
import { Lifecycle, type LifecyclePlan } from './lifecycle.ts';
import type { ResolvedOptions } from './options.ts';
import { Scrubber } from './scrub.ts';
import type { Context } from './service.ts';
import { INDEXING } from './services/biosamples/index-of-samples.ts';
import { ARCHIVING } from './services/openbis/archiving.ts';

/** What all services of one sandbox share. */
export function createContext(options: ResolvedOptions): Context {
  const indexing: LifecyclePlan = {
    after: options.indexLagMs > 0 ? { ms: options.indexLagMs } : 'immediate',
  };
  return {
    clock: new SandboxClock(options.clock, options.startAt),
    ids: new Ids(options.random),
    lifecycle: new Lifecycle([
      [INDEXING, indexing],
      [ARCHIVING, { after: { ms: 1000 } }],
    ]),
    scrubber: new Scrubber(),
    files: new Files(),
    rules: options.rules,
    settings: options.settings,
    expired: new Set(),
  };
}
