import type { ResolvedSeed } from '../seed.ts';
import type { Context, Service } from '../service.ts';
import { Archive } from './biosamples/archive.ts';
import { Checklists } from './biosamples/checklists.ts';
import { biosamplesService } from './biosamples/index.ts';
import { loadSeed } from './biosamples/seed.ts';
import { Taxonomy } from './biosamples/taxonomy.ts';
import { sodarService } from './sodar/index.ts';
import { loadSodarSeed } from './sodar/seed.ts';
import { Site } from './sodar/site.ts';
import { WebinAccounts } from './webin/accounts.ts';
import { webinService } from './webin/index.ts';
import { WebinTokens } from './webin/tokens.ts';

/** Every emulated service of one sandbox, filled from a seed. */
export function assemble(
  context: Context,
  seed: ResolvedSeed,
): { services: readonly Service[]; archive: Archive; sodar: Site } {
  const tokens = new WebinTokens(context);
  const archive = new Archive(context, new Taxonomy(seed.taxa), new Checklists());
  loadSeed(archive, seed.biosamples);
  const sodar = new Site(context);
  loadSodarSeed(sodar, seed.sodar);
  const services = [
    webinService(context, new WebinAccounts(seed.accounts), tokens),
    biosamplesService(context, archive, tokens),
    sodarService(sodar),
  ];
  return { services, archive, sodar };
}
