import type { ResolvedSeed } from '../seed';
import type { Context, Service } from '../service';
import { biosamplesService } from './biosamples';
import { Archive } from './biosamples/archive';
import { Checklists } from './biosamples/checklists';
import { loadSeed } from './biosamples/seed';
import { Taxonomy } from './biosamples/taxonomy';
import { webinService } from './webin';
import { WebinAccounts } from './webin/accounts';
import { WebinTokens } from './webin/tokens';

/** Every emulated service of one sandbox, filled from a seed. */
export function assemble(
  context: Context,
  seed: ResolvedSeed,
): { services: readonly Service[]; archive: Archive } {
  const tokens = new WebinTokens(context);
  const archive = new Archive(context, new Taxonomy(seed.taxa), new Checklists());
  loadSeed(archive, seed.biosamples);
  const services = [
    webinService(context, new WebinAccounts(seed.accounts), tokens),
    biosamplesService(context, archive, tokens),
  ];
  return { services, archive };
}
