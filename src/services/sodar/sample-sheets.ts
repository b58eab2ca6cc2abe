import type { Runner } from '../../core/http/context.ts';
import type { Download, DownloadOptions } from '../../core/http/download.ts';
import type { CallOptions } from '../../core/options.ts';
import { editSheets } from './edit-sheets.ts';
import { exportJson, exportZip, getInvestigation } from './endpoints/sheets.ts';
import { exportInto } from './export-folder.ts';
import { importInto, readFor } from './import-sheets.ts';
import type { IsaTab } from './isatab/index.ts';
import type {
  SodarFolder,
  SodarFolderOptions,
  SodarImportOptions,
  SodarInvestigation,
  SodarSheetEdit,
  SodarSheetExport,
  SodarSheetImport,
  SodarSheetSource,
} from './sheet-types.ts';
import type { SodarRef } from './types.ts';

/** What a project's samples are and how they were measured, in ISA-Tab. */
export class SodarSampleSheets {
  constructor(private readonly run: Runner) {}

  /**
   * Imports sheets, and replaces those that are there: a ZIP (path, bytes or stream), a folder, a list of files, or tables
   * of {@link IsaTab}. Studies keep their UUIDs by identifier, assays by file name. A lost answer is cleared up by the date
   * of the sheets.
   * @throws InputError there is not exactly one investigation, or a file cannot be read
   * @throws Invalid SODAR cannot use the sheets; its parser's words are in the message, whatever status it sent
   * @throws CallError with `outcome: 'unknown'` when the answer was lost and the sheets did not change in time
   * @see https://sodar-server.readthedocs.io/en/latest/api_samplesheets.html
   */
  import(
    project: SodarRef,
    source: SodarSheetSource,
    options?: SodarImportOptions,
  ): Promise<SodarSheetImport> {
    return importInto(this.run, project, source, options);
  }

  /**
   * The names of the files that `import` would send: reads the source, and asks nobody.
   * @throws InputError there is not exactly one investigation, or a file cannot be read
   */
  async check(source: SodarSheetSource): Promise<string[]> {
    return (await readFor(this.run, 'sodar.sampleSheets.check', source)).names;
  }

  /**
   * What SODAR understood: studies and assays with their UUIDs, and whether there are collections in iRODS.
   * @throws NotFound the project has no sheets
   */
  investigation(project: SodarRef, options?: CallOptions): Promise<SodarInvestigation> {
    return this.run(getInvestigation, { project }, options);
  }

  /**
   * The sheets as texts. Not byte for byte what was imported: SODAR writes them anew.
   * @throws NotFound the project has no sheets
   * @throws Invalid they were imported by a very old SODAR, and have to be imported again first
   */
  exportJson(project: SodarRef, options?: CallOptions): Promise<SodarSheetExport> {
    return this.run(exportJson, { project }, options);
  }

  /**
   * Writes the sheets into a ZIP, which is there under its name only when it is whole.
   * @throws InputError there is such a file already, and `overwrite` is not set
   */
  exportZip(project: SodarRef, options: DownloadOptions): Promise<Download> {
    return this.run.download(exportZip, { project }, options);
  }

  /**
   * Writes the sheets into a folder, file by file.
   * @throws InputError one of the files is there already, and `overwrite` is not set
   */
  exportFolder(project: SodarRef, options: SodarFolderOptions): Promise<SodarFolder> {
    return exportInto(this.run, project, options);
  }

  /**
   * Changes the sheets: gives you the tables, and imports them again when you have changed something. What you do not touch
   * stays as it is, byte for byte. When somebody else changed the sheets in the meantime, nothing is sent; between this
   * look and the import remains the moment that the import takes.
   * @throws Conflict the sheets were changed while you did
   * @throws Invalid SODAR cannot use them any more; those that were there stay
   */
  edit(
    project: SodarRef,
    change: (tables: IsaTab) => unknown,
    options?: SodarImportOptions,
  ): Promise<SodarSheetEdit> {
    return editSheets(this.run, project, change, options);
  }
}
