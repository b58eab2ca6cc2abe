/** The only file that knows the ZIP library; it is loaded when the first archive is made or looked into. */
const load = () => import('fflate');

const EPOCH = new Date(1980, 0, 1);

/** An archive of these files, by path. */
export async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const { strToU8, zipSync } = await load();
  const entries = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]));
  return Buffer.from(zipSync(entries, { mtime: EPOCH }));
}

/**
 * The paths of the files in an archive; nothing is unpacked.
 * @throws Error it is no archive, or a broken one
 */
export async function namesInZip(bytes: Uint8Array): Promise<string[]> {
  const { unzipSync } = await load();
  const names: string[] = [];
  unzipSync(bytes, {
    filter({ name }) {
      if (!name.endsWith('/')) names.push(name);
      return false;
    },
  });
  return names;
}

/** Sheets are small; an archive that unpacks to more than this is something else. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The files of an archive whose paths are wanted.
 * @throws Error it is no archive, a broken one, or one that unpacks to very much
 */
export async function filesInZip(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
): Promise<Record<string, Uint8Array>> {
  const { unzipSync } = await load();
  let total = 0;
  return unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (name.endsWith('/') || !isWanted(name)) return false;
      total += originalSize;
      if (total > MOST_BYTES) throw new Error(`the archive unpacks to more than ${MOST_BYTES} bytes`);
      return true;
    },
  });
}
