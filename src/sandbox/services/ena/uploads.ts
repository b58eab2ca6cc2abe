import { readFileSync } from 'node:fs';
import type { Files, StoredFile } from '../../files.ts';

/** A file in the upload area of an account. */
export interface Upload {
  /** From the root of the area, without a slash at the front. */
  path: string;
  file: StoredFile;
  /** Lab time, milliseconds. */
  at: number;
}

interface Area {
  files: Map<string, Upload>;
  folders: Set<string>;
}

export type UploadsState = { account: string; files: Upload[]; folders: string[] }[];

/** Larger files are no checksum files. */
const CHECKSUM_FILE_LIMIT = 4096;

/** The private upload areas: shared by the test and the production service, so the nightly reset leaves them alone. */
export class Uploads {
  #areas = new Map<string, Area>();

  constructor(readonly files: Files) {}

  get(account: string, path: string): Upload | undefined {
    return this.#areas.get(account)?.files.get(path);
  }

  list(account: string): Upload[] {
    return [...(this.#areas.get(account)?.files.values() ?? [])];
  }

  put(account: string, upload: Upload): void {
    this.#area(account).files.set(upload.path, upload);
  }

  remove(account: string, path: string): boolean {
    return this.#area(account).files.delete(path);
  }

  /** Whether there is such a folder: one that was made, or one that files lie in. */
  hasFolder(account: string, path: string): boolean {
    if (path === '') return true;
    const area = this.#area(account);
    const inside = (name: string) => name.startsWith(`${path}/`);
    return area.folders.has(path) || [...area.folders].some(inside) || [...area.files.keys()].some(inside);
  }

  makeFolder(account: string, path: string): void {
    this.#area(account).folders.add(path);
  }

  removeFolder(account: string, path: string): void {
    this.#area(account).folders.delete(path);
  }

  folders(account: string): string[] {
    return [...this.#area(account).folders];
  }

  /** What submissions need to know of a file. */
  look(account: string, path: string): { md5: string; sha256: string; text?: string } | undefined {
    const found = this.get(account, path)?.file;
    if (!found) return undefined;
    const { md5, sha256, size } = found;
    const small = path.endsWith('.md5') && size <= CHECKSUM_FILE_LIMIT;
    return { md5, sha256, ...(small ? { text: readFileSync(found.path, 'utf8') } : {}) };
  }

  state(): UploadsState {
    return structuredClone(
      [...this.#areas].map(([account, { files, folders }]) => ({
        account,
        files: [...files.values()],
        folders: [...folders],
      })),
    );
  }

  restore(state: UploadsState): void {
    this.#areas = new Map(
      structuredClone(state).map(({ account, files, folders }) => [
        account,
        { files: new Map(files.map((upload) => [upload.path, upload])), folders: new Set(folders) },
      ]),
    );
  }

  #area(account: string): Area {
    let area = this.#areas.get(account);
    if (!area) {
      area = { files: new Map(), folders: new Set() };
      this.#areas.set(account, area);
    }
    return area;
  }
}
