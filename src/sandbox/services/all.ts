import type { ResolvedSeed } from '../seed.ts';
import type { Context, Service } from '../service.ts';
import { Archive } from './biosamples/archive.ts';
import { Checklists } from './biosamples/checklists.ts';
import { biosamplesService } from './biosamples/index.ts';
import { loadSeed } from './biosamples/seed.ts';
import { Taxonomy } from './biosamples/taxonomy.ts';
import { STANDARD_TYPES } from './openbis/demo.ts';
import { openbisService } from './openbis/index.ts';
import { OpenBis } from './openbis/instance.ts';
import { loadOpenBisSeed } from './openbis/seed.ts';
import { WebinAccounts } from './webin/accounts.ts';
import { webinService } from './webin/index.ts';
import { WebinTokens } from './webin/tokens.ts';

/** Every emulated service of one sandbox, filled from a seed. */
export function assemble(
  context: Context,
  seed: ResolvedSeed,
): { services: readonly Service[]; archive: Archive; openbis: OpenBis; openbisToken: string } {
  const tokens = new WebinTokens(context);
  const archive = new Archive(context, new Taxonomy(seed.taxa), new Checklists());
  loadSeed(archive, seed.biosamples);
  const openbis = new OpenBis(context);
  const openbisToken = loadOpenBisSeed(openbis, STANDARD_TYPES, seed.openbis, seed.openbisUsers);
  const services = [
    webinService(context, new WebinAccounts(seed.accounts), tokens),
    biosamplesService(context, archive, tokens),
    openbisService(openbis),
  ];
  return { services, archive, openbis, openbisToken };
}
