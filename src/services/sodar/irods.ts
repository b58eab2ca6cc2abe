import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  createCollections,
  fileExists,
  getEnvironment,
  getLockStatus,
  listFiles,
} from './endpoints/irods.ts';
import type { SodarPageQuery } from './endpoints/shared.ts';
import { getInvestigation } from './endpoints/sheets.ts';
import type { SodarCollections, SodarFile, SodarIrodsEnvironment, SodarLockStatus } from './irods-types.ts';
import { orFind } from './settle.ts';
import type { SodarRef } from './types.ts';

/**
 * Where a project's files are: collections (folders) in iRODS for its studies and assays.
 * @see https://sodar-server.readthedocs.io/en/latest/api_samplesheets.html
 */
export class SodarIrods {
  constructor(private readonly run: Runner) {}

  /**
   * Makes the collections of a project's sheets, once: files need them. When the answer is lost, the investigation tells
   * whether they are there.
   * @throws Invalid there are no sheets, or the collections exist (`irods_status` of the investigation tells before)
   */
  createCollections(project: SodarRef, options?: CallOptions): Promise<SodarCollections> {
    return orFind(
      this.run,
      options,
      () => this.run(createCollections, { project }, options),
      async () => {
        const { irods_status, studies } = await this.run(getInvestigation, { project }, options);
        const [study] = Object.values(studies);
        const path = study?.irods_path?.replace(/\/[^/]+$/, '');
        return irods_status && path ? { detail: 'iRODS collections created', path } : undefined;
      },
    );
  }

  /**
   * All files of a project's sample data, in every study and assay. Checksum files are left out.
   * @throws NotFound the project has no collections yet
   */
  files(project: SodarRef, query: SodarPageQuery = {}, options?: CallOptions): Pager<SodarFile> {
    return this.run.pages(listFiles, { project, ...query }, options);
  }

  /**
   * Whether a file with this checksum is in the sample data of any project of the site.
   * @param checksum MD5 or SHA-256 in hex, or as a file list has it; the kind that the site uses
   */
  fileExists(checksum: string, options?: CallOptions): Promise<boolean> {
    return this.run(fileExists, { checksum }, options);
  }

  /** How iRODS itself is reached: what iCommands want in `irods_environment.json`. From SODAR 0.14 on. */
  environment(options?: CallOptions): Promise<SodarIrodsEnvironment> {
    return this.run(getEnvironment, undefined, options);
  }

  /** Whether an operation, such as a move, holds the project. From SODAR 1.1 on. */
  lockStatus(project: SodarRef, options?: CallOptions): Promise<SodarLockStatus> {
    return this.run(getLockStatus, { project }, options);
  }
}
