import type { ResolvedSeed } from '../seed.ts';
import type { Context, Service } from '../service.ts';
import { Directory } from './aap/directory.ts';
import { aapService } from './aap/index.ts';
import { loadAapSeed } from './aap/seed.ts';
import { AapTokens } from './aap/tokens.ts';
import { Archive } from './biosamples/archive.ts';
import { Checklists } from './biosamples/checklists.ts';
import { biosamplesService } from './biosamples/index.ts';
import { loadSeed } from './biosamples/seed.ts';
import { Taxonomy } from './biosamples/taxonomy.ts';
import { EnaArchive } from './ena/archive.ts';
import { enaService } from './ena/index.ts';
import { loadEnaSeed } from './ena/seed.ts';
import { STANDARD_TYPES } from './openbis/demo.ts';
import { openbisService } from './openbis/index.ts';
import { OpenBis } from './openbis/instance.ts';
import { loadOpenBisSeed } from './openbis/seed.ts';
import { sodarService } from './sodar/index.ts';
import { loadSodarSeed } from './sodar/seed.ts';
import { Site } from './sodar/site.ts';
import { Desk } from './usi/desk.ts';
import { usiService } from './usi/index.ts';
import { WebinAccounts } from './webin/accounts.ts';
import { webinService } from './webin/index.ts';
import { WebinTokens } from './webin/tokens.ts';

/** What the services of one sandbox have stored. */
export interface Stores {
  archive: Archive;
  ena: EnaArchive;
  directory: Directory;
  desk: Desk;
  site: Site;
  openbis: OpenBis;
}

/** Every emulated service of one sandbox, filled from a seed. */
export function assemble(
  context: Context,
  seed: ResolvedSeed,
): { services: readonly Service[]; stores: Stores } {
  const tokens = new WebinTokens(context);
  const accounts = new WebinAccounts(seed.accounts);
  const taxonomy = new Taxonomy(seed.taxa);
  const archive = new Archive(context, taxonomy, new Checklists());
  loadSeed(archive, seed.biosamples);
  const ena = new EnaArchive(context, taxonomy, accounts, archive.store);
  loadEnaSeed(ena, seed.ena);
  const directory = new Directory(context);
  loadAapSeed(directory, seed.aap);
  const aapTokens = new AapTokens(context);
  const desk = new Desk(context, directory, aapTokens, seed.taxa, archive);
  const site = new Site(context);
  loadSodarSeed(site, seed.sodar);
  const openbis = new OpenBis(context);
  loadOpenBisSeed(openbis, STANDARD_TYPES, seed.openbis);
  const services = [
    webinService(context, accounts, tokens),
    biosamplesService(context, archive, tokens),
    enaService(context, ena, tokens),
    aapService(context, directory, aapTokens),
    usiService(context, desk),
    sodarService(site),
    openbisService(openbis),
  ];
  return { services, stores: { archive, ena, directory, desk, site, openbis } };
}
