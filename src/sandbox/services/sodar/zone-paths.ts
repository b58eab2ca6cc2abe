import { assayTitle } from './isatab/import.ts';
import type { Assay, Micros, Study, Zone } from './model.ts';
import type { Site } from './site.ts';
import { compact } from './times.ts';

const STANDARD = ['MiscFiles', 'ResultsReports', 'TrackHubs'];

/** Local time, and what is left of the caller's title when a slug is made of it. */
export function zoneTitle(now: Micros, suffix: string): string {
  const slug = suffix
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return slug === '' ? compact(now) : `${compact(now)}_${slug}`;
}

/** The path as the server shows it: made of what the zone is called now, not of where it is. */
export function zonePath(
  site: Site,
  zone: Pick<Zone, 'project' | 'user' | 'assay' | 'title' | 'configuration'>,
): string {
  const place = site.assay(zone.assay);
  const user = site.store.users.get(zone.user)?.username ?? '';
  const ending = zone.configuration ? `_${zone.configuration}` : '';
  const parts = [user, studySlug(place?.study), assaySlug(place?.assay), `${zone.title}${ending}`];
  return `${site.projectPath(zone.project)}/landing_zones/${parts.join('/')}`;
}

function studySlug(study: Study | undefined): string {
  return slug(study?.title || study?.identifier || '');
}

function assaySlug(assay: Assay | undefined): string {
  return slug(assay ? assayTitle(assay.fileName) : '');
}

function slug(name: string): string {
  return name.toLowerCase().replace(/\W/g, '_');
}

/** The collections with which a zone begins, if it was asked for them. */
export function zoneCollections(site: Site, zone: Zone): string[] {
  if (!zone.createColls) return [];
  const rows = site.assay(zone.assay)?.assay.rowCollections ?? [];
  return [...STANDARD, ...rows].map((name) => `${zone.collection}/${name}`);
}
