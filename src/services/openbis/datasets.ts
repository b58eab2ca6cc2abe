import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import type { OpenBisDeleteOptions, OpenBisTrashed } from './deletion-types.ts';
import { getDatasets, searchDatasets } from './endpoints/records.ts';
import type { OpenBisDatasetFetch } from './fetch-types.ts';
import { treeOf } from './file-tree.ts';
import type { OpenBisDownload, OpenBisDownloadOptions, OpenBisFile, OpenBisFolder } from './file-types.ts';
import { getOne, getSeveral, isThere, type OpenBisGetOptions } from './one.ts';
import type { OpenBisDatasetQuery } from './query-types.ts';
import { typesFor } from './typed-values.ts';
import type { OpenBisDataset } from './types.ts';
import type {
  OpenBisUpload,
  OpenBisUploaded,
  OpenBisUploadOptions,
  OpenBisUploadPlan,
} from './upload-types.ts';
import type { OpenBisTypedValues } from './value-types.ts';
import * as write from './write-datasets.ts';
import type {
  NewOpenBisDataset,
  OpenBisCreated,
  OpenBisDatasetChange,
  OpenBisDatasetRef,
} from './write-types.ts';

/** Data with files, of objects and collections. */
export class OpenBisDatasets {
  constructor(private readonly run: Runner) {}

  /** Datasets: of all, of a space, project, collection or object; by type, property, tag, date, relatives. */
  list(query: OpenBisDatasetQuery = {}, options?: CallOptions): Pager<OpenBisDataset> {
    return this.run.pages(searchDatasets, query, options);
  }

  /**
   * A dataset by its permId, which is also its code.
   * @throws NotFound there is no such dataset, or you may not see it
   */
  get(dataset: OpenBisDatasetRef, options?: OpenBisGetOptions<OpenBisDatasetFetch>): Promise<OpenBisDataset> {
    return getOne(this.run, getDatasets, dataset, options);
  }

  /** Several datasets in one call; undefined where there is none. */
  getMany(
    datasets: readonly OpenBisDatasetRef[],
    options?: OpenBisGetOptions<OpenBisDatasetFetch>,
  ): Promise<(OpenBisDataset | undefined)[]> {
    return getSeveral(this.run, getDatasets, datasets, options);
  }

  exists(dataset: OpenBisDatasetRef, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, getDatasets, dataset, options);
  }

  /** What the dataset was made from. */
  parents(
    dataset: OpenBisDatasetRef,
    query: OpenBisDatasetQuery = {},
    options?: CallOptions,
  ): Pager<OpenBisDataset> {
    return this.list({ ...query, children: dataset }, options);
  }

  /** What was made from the dataset. */
  children(
    dataset: OpenBisDatasetRef,
    query: OpenBisDatasetQuery = {},
    options?: CallOptions,
  ): Pager<OpenBisDataset> {
    return this.list({ ...query, parents: dataset }, options);
  }

  /** The datasets that a container holds. */
  components(
    dataset: OpenBisDatasetRef,
    query: OpenBisDatasetQuery = {},
    options?: CallOptions,
  ): Pager<OpenBisDataset> {
    return this.list({ ...query, container: dataset }, options);
  }

  /** The values of a dataset's properties as its type defines them; see `objects.values`. */
  values(dataset: OpenBisDataset, options?: CallOptions): Promise<OpenBisTypedValues> {
    return typesFor(this.run, 'dataset', dataset, options);
  }

  /** All files and folders of a dataset, as one list. */
  files(dataset: OpenBisDatasetRef, options?: CallOptions): Promise<OpenBisFile[]> {
    return write.listFiles(this.run, dataset, options);
  }

  /** The same as a tree, from the root. */
  async fileTree(dataset: OpenBisDatasetRef, options?: CallOptions): Promise<OpenBisFolder> {
    return treeOf(await this.files(dataset, options));
  }

  /**
   * Fetches the files of a dataset, or some of them, into a folder. Each is checked by size and CRC-32 and appears under
   * its name only when it is whole; cut off, and run again, only what is missing is fetched. No name leads out of the
   * folder.
   * @throws InputError a file is there already and differs, and `overwrite` is not set
   * @throws ResponseError what came is not the file
   */
  download(dataset: OpenBisDatasetRef, options: OpenBisDownloadOptions): Promise<OpenBisDownload> {
    return write.downloadDataset(this.run, dataset, options);
  }

  /**
   * Checks what `upload` checks before the first byte: that the files can be read, that there is such a type, and that the
   * values fit it. Sends no file.
   * @throws InputError a file cannot be read, or a value does not fit the type
   */
  checkUpload(dataset: OpenBisUpload, options?: CallOptions): Promise<OpenBisUploadPlan> {
    return write.checkUpload(this.run, dataset, options);
  }

  /**
   * Makes a dataset of files and folders of this disk. All of them are in it, or there is none: what was made is read back
   * and compared. After a lost answer it is looked for by its owner, type, time and files.
   * @throws InputError a file cannot be read, or a value does not fit the type
   * @throws CallError with `outcome: 'unknown'` when nobody can tell whether it was made
   */
  upload(dataset: OpenBisUpload, options?: OpenBisUploadOptions): Promise<OpenBisUploaded> {
    return write.uploadDataset(this.run, dataset, options);
  }

  /**
   * Makes a dataset that holds other datasets; those with files come by `upload`. Its code is taken first, so that it is
   * found again when the answer is lost.
   * @throws InputError a value does not fit the type
   */
  create(dataset: NewOpenBisDataset, options?: CallOptions): Promise<OpenBisCreated> {
    return write.createDataset(this.run, dataset, options);
  }

  /** Changes what is named: properties, tags, relations, the object or collection it belongs to. Freezes. */
  update(dataset: OpenBisDatasetRef, change: OpenBisDatasetChange, options?: CallOptions): Promise<void> {
    return write.updateDataset(this.run, dataset, change, options);
  }

  /**
   * Moves datasets into the trash: see `deletions`.
   * @param reason kept by the repository
   */
  delete(
    datasets: OpenBisDatasetRef | readonly OpenBisDatasetRef[],
    reason: string,
    options?: OpenBisDeleteOptions,
  ): Promise<OpenBisTrashed> {
    return write.deleteDatasets(this.run, datasets, reason, options);
  }
}
