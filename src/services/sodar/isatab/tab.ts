import { InputError } from '../../../core/errors/index.ts';
import { IsaInvestigation } from './investigation.ts';
import { IsaTable } from './table.ts';
import type { IsaExport } from './types.ts';

/** A file of a sheet: its name without folders, and its text. */
export interface IsaFile {
  name: string;
  text: string;
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const wrong = (path: string, message: string): InputError => new InputError([{ path, message }]);

/**
 * A whole ISA-Tab sheet: the investigation file, study tables and assay tables, to be read and edited. Gives back every
 * byte that was not touched.
 */
export class IsaTab {
  readonly investigation: IsaInvestigation;
  /** By file name. */
  readonly studies: ReadonlyMap<string, IsaTable>;
  /** By file name. */
  readonly assays: ReadonlyMap<string, IsaTable>;
  readonly #investigationName: string;
  /** The texts that came, to know what was changed. */
  readonly #before: ReadonlyMap<string, string>;

  private constructor(name: string, investigation: IsaInvestigation, tables: ReadonlyMap<string, IsaTable>) {
    const those = (prefix: string) => new Map([...tables].filter(([file]) => file.startsWith(prefix)));
    this.#investigationName = name;
    this.investigation = investigation;
    this.studies = those('s_');
    this.assays = those('a_');
    this.#before = new Map(this.toFiles().map((file) => [file.name, file.text]));
  }

  /**
   * Reads a sheet from its files by name. `i_…` is the investigation, `s_…` are studies, `a_…` assays; others are ignored, as
   * SODAR does. Folders before the names do not matter.
   * @throws InputError there is not exactly one investigation, or a file cannot be read
   */
  static fromFiles(files: Readonly<Record<string, string | Uint8Array>>): IsaTab {
    const named = Object.entries(files).map(([path, source]) => [baseOf(path), source] as const);
    const heads = named.filter(([name]) => name.startsWith('i_'));
    const [head] = heads;
    if (!head || heads.length > 1) {
      throw wrong(
        'files',
        `must hold one investigation file (i_….txt), and ${heads.length === 0 ? 'there is none' : `there are ${heads.length}`}`,
      );
    }
    const tables = new Map<string, IsaTable>();
    for (const [name, source] of named) {
      if (!/^[sa]_/.test(name)) continue;
      if (tables.has(name)) throw wrong('files', `holds ${name} twice`);
      tables.set(name, IsaTable.parse(source, name));
    }
    return new IsaTab(head[0], IsaInvestigation.parse(head[1], head[0]), tables);
  }

  /** Reads a sheet as SODAR exports it in JSON. */
  static fromExport({ investigation, studies, assays }: IsaExport): IsaTab {
    const tables = Object.entries({ ...studies, ...assays }).map(([name, { tsv }]) => [name, tsv]);
    return IsaTab.fromFiles({ [investigation.path]: investigation.tsv, ...Object.fromEntries(tables) });
  }

  /**
   * The table of a study by its file name; without a name the only one.
   * @throws InputError there is none, or several and no name
   */
  study(name?: string): IsaTable {
    return one(this.studies, name, 'study');
  }

  /**
   * The table of an assay by its file name; without a name the only one.
   * @throws InputError there is none, or several and no name
   */
  assay(name?: string): IsaTable {
    return one(this.assays, name, 'assay');
  }

  /** Names of the files whose text is not the one that came. */
  get changed(): string[] {
    return this.toFiles()
      .filter(({ name, text }) => this.#before.get(name) !== text)
      .map(({ name }) => name);
  }

  /** All files, the investigation first. */
  toFiles(): IsaFile[] {
    const all = [[this.#investigationName, this.investigation] as const, ...this.studies, ...this.assays];
    return all.map(([name, file]) => ({ name, text: file.toString() }));
  }
}

function one(tables: ReadonlyMap<string, IsaTable>, name: string | undefined, what: string): IsaTable {
  const names = [...tables.keys()].join(', ') || 'none';
  const [only, ...others] = tables.values();
  const found = name === undefined ? only : tables.get(baseOf(name));
  if (!found) throw wrong(what, `there is no ${what} ${name ?? 'table'}; there are ${names}`);
  if (name === undefined && others.length > 0) throw wrong(what, `there are several: say which of ${names}`);
  return found;
}
