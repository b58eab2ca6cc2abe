import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import type { Runner } from '../../core/http/context.ts';
import { placeInside } from '../../core/http/safe-name.ts';
import { exportJson } from './endpoints/sheets.ts';
import type { SodarFolder, SodarFolderOptions } from './sheet-types.ts';
import type { SodarRef } from './types.ts';

const OPERATION = 'sodar.sampleSheets.exportFolder';
const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Writes the sheets into a folder. Each file appears under its name only when it is whole. */
export async function exportInto(
  run: Runner,
  project: SodarRef,
  options: SodarFolderOptions,
): Promise<SodarFolder> {
  const { destination, overwrite = false, ...call } = options ?? {};
  const wrong = (message: string) => run.inputError(OPERATION, [{ path: 'options.destination', message }]);
  if (typeof destination !== 'string' || destination === '') throw wrong('must be the path of a folder');
  const { investigation, studies, assays, date_modified } = await run(exportJson, { project }, call);
  const texts = [
    [base(investigation.path), investigation.tsv] as const,
    ...Object.entries({ ...studies, ...assays }).map(([name, { tsv }]) => [base(name), tsv] as const),
  ];
  try {
    await mkdir(destination, { recursive: true });
    const files: { place: string; text: string }[] = [];
    for (const [name, text] of texts) files.push({ place: await placeInside(destination, name), text });
    for (const { place } of files) {
      if (!overwrite && (await isThere(place)))
        throw wrong(`holds ${base(place)} already; \`overwrite: true\` replaces it`);
    }
    for (const { place, text } of files) {
      await writeFile(`${place}.part`, text, 'utf8');
      await rename(`${place}.part`, place);
    }
    return { files: files.map(({ place }) => place), ...(date_modified !== undefined && { date_modified }) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof RangeError) throw wrong(error.message);
    if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error;
    throw wrong(`cannot be written to (${code})`);
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
