import { readFileSync } from 'node:fs';
import { checksumOf, hexOf, isChecksumFile } from './files.ts';
import type { DataObject, Zone } from './model.ts';
import { SCHEMES, type Site } from './site.ts';

/** A checksum file is a line; whatever is larger is none. */
const LONGEST_SUM_FILE = 64 * 1024;

/** What is wrong with the files of a zone, in the words of the task that found it; undefined: nothing is. */
export function problemOf(site: Site, zone: Zone, moving: boolean): string | undefined {
  const objects = site.irods.objectsBelow(zone.collection);
  const relative = ({ path }: DataObject) => path.slice(zone.collection.length + 1);
  return (
    prohibited(site, zone, objects, relative) ??
    missing(site, objects, relative) ??
    unequal(site, objects, relative) ??
    (moving ? conflicts(site, zone, objects) : undefined)
  );
}

/** Files that count: all but the checksum files. */
export function dataObjects(site: Site, zone: Zone): DataObject[] {
  return site.irods.objectsBelow(zone.collection).filter(({ path }) => !isChecksumFile(path));
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

type Relative = (object: DataObject) => string;

function failure(task: string, message: string): string {
  return `${task} failed: Exception\n${message}`;
}

function prohibited(
  site: Site,
  zone: Zone,
  objects: readonly DataObject[],
  relative: Relative,
): string | undefined {
  const setting = site.setting('landingzones', 'file_name_prohibit', zone.project, null);
  const suffixes = (typeof setting === 'string' ? setting : '')
    .split(',')
    .map((suffix) => suffix.trim().toLowerCase().replace(/^\.+/, ''))
    .filter((suffix) => suffix !== '');
  const found = objects.filter(({ path }) =>
    suffixes.some((suffix) => path.toLowerCase().endsWith(`.${suffix}`)),
  );
  if (found.length === 0) return undefined;
  const list = `prohibited file type (${suffixes.join(', ')}):\n${found.map(relative).join('\n')}`;
  return failure('BatchCheckFileSuffixTask', `${plural(found.length, 'file')} found with ${list}`);
}

/** Every file needs its checksum file, and the other way round. */
function missing(site: Site, objects: readonly DataObject[], relative: Relative): string | undefined {
  const { suffix } = SCHEMES[site.scheme];
  const names = new Set(objects.map(relative));
  const wanted = [...names].map((name) =>
    name.endsWith(suffix) ? name.slice(0, -suffix.length) : `${name}${suffix}`,
  );
  const absent = wanted.filter((name) => !names.has(name)).sort();
  if (absent.length === 0) return undefined;
  return failure(
    'BatchCheckFileExistTask',
    `${plural(absent.length, 'expected file')} missing:\n${absent.join('\n')}`,
  );
}

function unequal(site: Site, objects: readonly DataObject[], relative: Relative): string | undefined {
  const { suffix, digits } = SCHEMES[site.scheme];
  const data = new Map(objects.map((object) => [object.path, object]));
  const unreadable: string[] = [];
  const different: string[] = [];
  for (const sums of objects.filter(({ path }) => path.endsWith(suffix))) {
    const object = data.get(sums.path.slice(0, -suffix.length));
    const sum = firstWord(sums);
    if (!object) continue;
    if (sum === undefined || !new RegExp(`^[0-9a-f]{${digits}}$`, 'i').test(sum))
      unreadable.push(relative(sums));
    else if (sum.toLowerCase() !== hexOf(site, object)) {
      const stored = checksumOf(site, object);
      different.push(`Path: ${object.path}\nResource: demoResc\nFile: ${sum}\niRODS: ${stored}`);
    }
  }
  const task = 'BatchValidateChecksumsTask';
  if (unreadable.length > 0) {
    return failure(
      task,
      `Unable to read ${plural(unreadable.length, 'checksum file')}:\n${unreadable.join('\n')}`,
    );
  }
  if (different.length === 0) return undefined;
  return failure(
    task,
    `Checksums do not match for ${plural(different.length, 'file')}:\n${different.join('\n')}`,
  );
}

/** The digest, before an optional file name; a byte order mark does no harm. */
function firstWord({ file }: DataObject): string | undefined {
  if (file.size > LONGEST_SUM_FILE) return undefined;
  return readFileSync(file.path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\s+/)[0];
}

/** Nothing in the repository is ever overwritten. */
function conflicts(site: Site, zone: Zone, objects: readonly DataObject[]): string | undefined {
  const taken = objects.map((object) => target(site, zone, object)).find((path) => site.irods.exists(path));
  if (taken === undefined) return undefined;
  return failure(
    'BatchMoveDataObjectsTask',
    `Error moving data object: target path already exists: ${taken}`,
  );
}

/** Where a file of a zone belongs in the sample data. */
export function target(site: Site, zone: Zone, { path }: DataObject): string {
  const place = site.assay(zone.assay);
  const root = site.assayPath(zone.project, place?.study.uuid ?? '', zone.assay);
  return `${root}/${path.slice(zone.collection.length + 1)}`;
}
