import type { OpenBisFile, OpenBisFolder } from './file-types.ts';

/** The CRC-32 of a file as eight hex digits; undefined where the server does not know it. */
export function crc32Of({ checksumCRC32, fileLength }: OpenBisFile): string | undefined {
  // 0 means that nobody computed it, except for a file without content.
  if (typeof checksumCRC32 !== 'number' || (checksumCRC32 === 0 && fileLength !== 0)) return undefined;
  return (checksumCRC32 >>> 0).toString(16).padStart(8, '0');
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** The flat list of a dataset's files as a tree; folders that the list leaves out are there as well. */
export function treeOf(files: readonly OpenBisFile[]): OpenBisFolder {
  const root: OpenBisFolder = { name: '', path: '', folders: [], files: [], size: 0 };
  const folders = new Map<string, OpenBisFolder>([['', root]]);
  const folderAt = (parts: readonly string[]): OpenBisFolder => {
    const path = parts.join('/');
    const known = folders.get(path);
    if (known) return known;
    const made: OpenBisFolder = { name: parts.at(-1) ?? '', path, folders: [], files: [], size: 0 };
    folders.set(path, made);
    folderAt(parts.slice(0, -1)).folders.push(made);
    return made;
  };
  for (const file of files) {
    const parts = partsOf(file.path);
    if (file.directory) {
      folderAt(parts);
      continue;
    }
    folderAt(parts.slice(0, -1)).files.push(file);
    for (let depth = 0; depth < parts.length; depth += 1)
      folderAt(parts.slice(0, depth)).size += file.fileLength ?? 0;
  }
  return root;
}

/** Where a file goes below the destination. */
export function localName(path: string, permId: string, defaultFolders: boolean): string {
  if (defaultFolders) return `${permId}/${path}`;
  return path.replace(/^original\//, '').replace(/^DEFAULT\//, '');
}

/** The files that are meant: by their path, by the folder they are in, or by a function. */
export function chosen(
  files: readonly OpenBisFile[],
  wanted: readonly string[] | ((file: OpenBisFile) => boolean) | undefined,
): { files: OpenBisFile[]; missing: string[] } {
  const all = files.filter(({ directory }) => !directory);
  if (wanted === undefined) return { files: all, missing: [] };
  if (typeof wanted === 'function') return { files: all.filter((file) => wanted(file)), missing: [] };
  const places = wanted.map((path) => partsOf(path).join('/'));
  const isIn = (path: string, place: string) =>
    place === '' || path === place || path.startsWith(`${place}/`);
  return {
    files: all.filter(({ path }) => places.some((place) => isIn(path, place))),
    missing: wanted.filter((_, index) => !files.some(({ path }) => isIn(path, places[index] ?? ''))),
  };
}
