import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Issue } from '../../../core/errors/index.ts';
import { wrongName } from './line.ts';
import type { LocalFile } from './upload-file.ts';
import { fileTypeOf, type UploadSource } from './upload-types.ts';

/** What is wrong with any of them is found before the first byte goes out. */
export async function localFiles(
  sources: readonly UploadSource[],
  folder: string | undefined,
  issues: Issue[],
): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  const names = new Map<string, number>();
  if (sources.length === 0) issues.push({ path: 'paths', message: 'there is nothing to upload' });
  for (const [index, source] of sources.entries()) {
    const at = `paths[${index}]`;
    const given = typeof source === 'string' ? { path: source } : source;
    if (typeof given?.path !== 'string') {
      issues.push({ path: at, message: 'must be the path of a file, or { path, name }' });
      continue;
    }
    const { path } = given;
    const facts = await stat(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown reason');
    if (typeof facts === 'string') issues.push({ path: at, message: `${path} cannot be read (${facts})` });
    else if (!facts.isFile()) issues.push({ path: at, message: `${path} is not a file` });
    else {
      const own = given.name ?? basename(path);
      const name = folder ? `${folder}/${own}` : own;
      const wrong = wrongName(name);
      if (wrong) issues.push({ path: `${at}.name`, message: `${JSON.stringify(name)} ${wrong}` });
      const first = names.get(name);
      if (first !== undefined)
        issues.push({
          path: at,
          message: `would be "${name}" there, like paths[${first}]: give it another \`name\``,
        });
      names.set(name, index);
      const { size, mtimeMs } = facts;
      files.push({ path, name, fileType: given.fileType ?? fileTypeOf(name), size, mtimeMs });
    }
  }
  return files;
}
