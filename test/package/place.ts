import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the checks of one run work. JSON-safe: each part of them gets it in a process of its own. */
export interface Place {
  /** The project. */
  readonly root: string;
  /** Thrown away at the end. */
  readonly temp: string;
  readonly tarball: string;
  /** A project (`consumers/modules`) into which the tarball is installed. The parts only read what is in it. */
  readonly modules: string;
}

export const bin = (root: string, name: string): string => join(root, 'node_modules', '.bin', name);

/** Copies one of the projects in `consumers/` to the temporary folder. */
export function consumer({ root, temp }: Pick<Place, 'root' | 'temp'>, name: string): string {
  const folder = join(temp, name);
  cpSync(join(root, 'test/package/consumers', name), folder, { recursive: true });
  return folder;
}

export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
