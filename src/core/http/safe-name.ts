import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * The place of a file inside a folder, by a name that a server gave. Names with `..`, absolute ones, drive letters,
 * backslashes and control characters are refused; so is a place behind a link that leads out of the folder.
 * @throws RangeError
 */
export async function placeInside(folder: string, name: string): Promise<string> {
  const refuse = (): never => {
    throw new RangeError(
      `the repository names a file ${JSON.stringify(name.slice(0, 200))}, which would lie outside of the folder`,
    );
  };
  const parts = name.split('/');
  if (
    name === '' ||
    isAbsolute(name) ||
    isOdd(name) ||
    parts.some((part) => part === '' || part === '.' || part === '..')
  )
    refuse();
  const root = resolve(folder);
  const place = resolve(root, ...parts);
  if (!isInside(root, place)) refuse();
  const [realRoot, realParent] = await Promise.all([existing(root), existing(dirname(place))]);
  if (realParent !== realRoot && !isInside(realRoot, realParent)) refuse();
  return place;
}

/** Control characters, backslashes and drive letters mean different things on different systems. */
const isOdd = (name: string): boolean =>
  /^[a-z]:|\\/i.test(name) || [...name].some((character) => character < ' ' || character === '\u007f');

function isInside(root: string, place: string): boolean {
  const way = relative(root, place);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The real path of the nearest ancestor that exists, with the rest as it is. */
async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : resolve(await existing(parent), relative(parent, path));
  }
}
