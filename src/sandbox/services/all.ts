import type { ResolvedSeed } from '../seed.ts';
import type { Context, Service } from '../service.ts';
import { Archive } from './biosamples/archive.ts';
import { Checklists } from './biosamples/checklists.ts';
import { biosamplesService } from './biosamples/index.ts';
import { loadSeed } from './biosamples/seed.ts';
import { Taxonomy } from './biosamples/taxonomy.ts';
import { EnaArchive } from './ena/archive.ts';
import { enaService } from './ena/index.ts';
import { loadEnaSeed } from './ena/seed.ts';
import { WebinAccounts } from './webin/accounts.ts';
import { webinService } from './webin/index.ts';
import { WebinTokens } from './webin/tokens.ts';

/** Every emulated service of one sandbox, filled from a seed. */
export function assemble(
  context: Context,
  seed: ResolvedSeed,
): { services: readonly Service[]; archive: Archive; ena: EnaArchive } {
  const tokens = new WebinTokens(context);
  const taxonomy = new Taxonomy(seed.taxa);
  const accounts = new WebinAccounts(seed.accounts);
  const archive = new Archive(context, taxonomy, new Checklists());
  loadSeed(archive, seed.biosamples);
  const ena = new EnaArchive(context, taxonomy, accounts);
  loadEnaSeed(ena, seed.ena);
  const services = [
    webinService(context, accounts, tokens),
    biosamplesService(context, archive, tokens),
    enaService(context, ena, tokens),
  ];
  return { services, archive, ena };
}
