import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../core/errors/index.ts';
import { IsaInvestigation, IsaTab } from './isatab/index.ts';
import { filesInZip } from './zip.ts';

const ROLE = /^[isa]_/;
const INVESTIGATION = /^i_.*\.txt$/i;

const wrong = (message: string): InputError => new InputError([{ path: 'path', message }]);

/**
 * Reads an ISA-Tab sheet from where it lies: a folder, a ZIP archive, or an investigation file (`i_….txt`) with the files that
 * it names beside it.
 * @throws InputError it cannot be read, or is no such sheet
 */
export async function readIsaTab(path: string): Promise<IsaTab> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw wrong(`${path} cannot be read (${error.code})`);
  });
  if (facts.isDirectory()) {
    const names = (await readdir(path)).filter((name) => ROLE.test(name)).sort();
    return IsaTab.fromFiles(await filesAt(path, names));
  }
  if (INVESTIGATION.test(basename(path))) return besideInvestigation(path);
  const bytes = await read(path);
  const files = await filesInZip(bytes, (name) => ROLE.test(basename(name))).catch(() => {
    throw wrong(`${path} is neither a folder, nor a ZIP archive, nor an investigation file (i_….txt)`);
  });
  return IsaTab.fromFiles(files);
}

/** Only what the investigation names: other sheets may lie in the same folder. */
async function besideInvestigation(path: string): Promise<IsaTab> {
  const folder = dirname(path);
  const { studies } = IsaInvestigation.parse(await read(path), basename(path));
  const named = studies.flatMap((study) => {
    const hasAssays = study.sections.some(({ name }) => name === 'STUDY ASSAYS');
    return [study.fileName, ...(hasAssays ? study.assayFileNames : [])];
  });
  const there = new Set(await readdir(folder));
  const names = [...new Set(named)].filter((name) => ROLE.test(name) && there.has(name));
  return IsaTab.fromFiles(await filesAt(folder, [basename(path), ...names]));
}

async function filesAt(folder: string, names: readonly string[]): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  for (const name of names) files[name] = await read(join(folder, name));
  return files;
}

const read = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw wrong(`${path} cannot be read (${error.code})`);
  });
