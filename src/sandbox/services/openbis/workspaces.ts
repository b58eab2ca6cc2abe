import type { StoredFile } from '../../files.ts';

/** A piece of a file that is being uploaded; pieces come in any order. */
export interface Piece {
  readonly start: number;
  readonly file: StoredFile;
}

interface Held {
  /** Null for a folder. */
  readonly pieces: readonly Piece[] | null;
}

export type WorkspacesState = [workspace: string, files: [path: string, held: Held][]][];

/** What was uploaded and belongs to no data set yet, by session. Store-share uploads lie under a key of their own. */
export class Workspaces {
  #all = new Map<string, Map<string, Held>>();

  put(workspace: string, path: string, piece: Piece): void {
    const files = this.#of(workspace);
    const before = files.get(path)?.pieces ?? [];
    files.set(path, { pieces: [...before.filter(({ start }) => start !== piece.start), piece] });
  }

  folder(workspace: string, path: string): void {
    this.#of(workspace).set(path, { pieces: null });
  }

  get(workspace: string, path: string): Held | undefined {
    return this.#all.get(workspace)?.get(path);
  }

  /** Files and folders below a folder, by their path from there. */
  below(workspace: string, folder: string): [string, Held][] {
    const start = `${folder}/`;
    return [...(this.#all.get(workspace) ?? [])]
      .filter(([path]) => path.startsWith(start))
      .map(([path, held]) => [path.slice(start.length), held]);
  }

  remove(workspace: string, folder: string): void {
    const files = this.#all.get(workspace);
    for (const path of [...(files?.keys() ?? [])]) {
      if (path === folder || path.startsWith(`${folder}/`)) files?.delete(path);
    }
  }

  forget(workspace: string): void {
    this.#all.delete(workspace);
  }

  state(): WorkspacesState {
    return structuredClone([...this.#all].map(([key, files]) => [key, [...files]]));
  }

  restore(state: WorkspacesState): void {
    this.#all = new Map(structuredClone(state).map(([key, files]) => [key, new Map(files)]));
  }

  #of(workspace: string): Map<string, Held> {
    const files = this.#all.get(workspace) ?? new Map<string, Held>();
    this.#all.set(workspace, files);
    return files;
  }
}
