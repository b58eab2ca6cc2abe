import type { Runner } from '../../core/http/context.ts';
import type { BulkRun } from '../../core/many/bulk.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import type { OpenBisDeleteOptions, OpenBisTrashed } from './deletion-types.ts';
import { getObjects, searchDatasets, searchObjects } from './endpoints/records.ts';
import type { OpenBisObjectFetch } from './fetch-types.ts';
import { plain } from './folders.ts';
import type { RecordRef } from './ids.ts';
import { lineage } from './lineage.ts';
import { createObjects, type OpenBisManyOptions } from './many.ts';
import { byCode, getOne, getSeveral, isThere, type OpenBisGetOptions } from './one.ts';
import type { OpenBisDatasetQuery, OpenBisObjectQuery } from './query-types.ts';
import { typesFor } from './typed-values.ts';
import type { OpenBisDataset, OpenBisObject } from './types.ts';
import type { OpenBisTypedValues } from './value-types.ts';
import * as write from './write-objects.ts';
import type { NewOpenBisObject, OpenBisCreated, OpenBisObjectChange } from './write-types.ts';

/** Objects: samples, steps, devices, whatever their types say. Older pages call all of them samples. */
export class OpenBisObjects {
  constructor(private readonly run: Runner) {}

  /**
   * Objects: of all, of a space, project or collection; by type, property (`where`), tag, date, relatives, and by `and`,
   * `or` and `not` of such queries. Oldest first, in an order that stays while pages are read.
   */
  list(query: OpenBisObjectQuery = {}, options?: CallOptions): Pager<OpenBisObject> {
    return this.run.pages(searchObjects, query, options);
  }

  /**
   * An object by its path, with or without its collection (`/SPACE/PROJECT/COLLECTION/CODE`), its permId, or its code.
   * @throws NotFound there is no such object, or you may not see it
   * @throws InputError several objects have this code
   */
  async get(object: RecordRef, options?: OpenBisGetOptions<OpenBisObjectFetch>): Promise<OpenBisObject> {
    return getOne(
      this.run,
      getObjects,
      await byCode(this.run, searchObjects, object, plain(options)),
      options,
    );
  }

  /** Several objects by path or permId, in one call; undefined where there is none. */
  getMany(
    objects: readonly RecordRef[],
    options?: OpenBisGetOptions<OpenBisObjectFetch>,
  ): Promise<(OpenBisObject | undefined)[]> {
    return getSeveral(this.run, getObjects, objects, options);
  }

  /** By path or permId. */
  exists(object: RecordRef, options?: CallOptions): Promise<boolean> {
    return isThere(this.run, getObjects, object, options);
  }

  /** What the object was made from. */
  parents(object: RecordRef, query: OpenBisObjectQuery = {}, options?: CallOptions): Pager<OpenBisObject> {
    return this.list({ ...query, children: object }, options);
  }

  /** What was made from the object. */
  children(object: RecordRef, query: OpenBisObjectQuery = {}, options?: CallOptions): Pager<OpenBisObject> {
    return this.list({ ...query, parents: object }, options);
  }

  /** The parts that it contains. */
  components(object: RecordRef, query: OpenBisObjectQuery = {}, options?: CallOptions): Pager<OpenBisObject> {
    return this.list({ ...query, container: object }, options);
  }

  /** The datasets of the object. */
  datasets(object: RecordRef, query: OpenBisDatasetQuery = {}, options?: CallOptions): Pager<OpenBisDataset> {
    return this.run.pages(searchDatasets, { ...query, object }, options);
  }

  /** Parents, their parents, and so on, in one call; each once, nearest first. */
  ancestors(object: RecordRef, options?: CallOptions): Promise<OpenBisObject[]> {
    return lineage(this.run, object, 'parents', options);
  }

  /** Children, their children, and so on, in one call; each once, nearest first. */
  descendants(object: RecordRef, options?: CallOptions): Promise<OpenBisObject[]> {
    return lineage(this.run, object, 'children', options);
  }

  /**
   * The values of an object's properties as its type defines them: numbers, booleans and dates instead of texts. Reads the
   * type, unless it was fetched along (`fetch: { type: true }`).
   */
  values(object: OpenBisObject, options?: CallOptions): Promise<OpenBisTypedValues> {
    return typesFor(this.run, 'object', object, options);
  }

  /**
   * Makes an object. Values are held against its type before anything is sent. Where the type makes the codes, one is taken
   * first: so the object is found again when the answer is lost, and is not made twice.
   * @throws InputError a value does not fit, or a mandatory one is missing
   * @throws Conflict there is one of this code
   */
  create(object: NewOpenBisObject, options?: CallOptions): Promise<OpenBisCreated> {
    return write.createObject(this.run, object, options);
  }

  /** The object of this code in its folder; made if there is none. What is there is not changed. */
  getOrCreate(object: NewOpenBisObject & { code: string }, options?: CallOptions): Promise<OpenBisObject> {
    return write.getOrCreateObject(this.run, object, options);
  }

  /**
   * Makes any number of objects: many in one call, the codes taken first. Give it a `journal`, and it can be killed at any
   * moment and run again: nothing is stored twice, nothing is lost; then every object needs a code or a `creationId` of its own, by
   * which it is known.
   *
   * Iterate the run for what became of each, in order, or `await run.done()` for the summary.
   * @throws ConfigError the journal belongs to another run, or is in use
   * @throws BulkError the repository could not be reached any more; the journal has how far it came
   */
  createMany(
    objects: Iterable<NewOpenBisObject> | AsyncIterable<NewOpenBisObject>,
    options: OpenBisManyOptions = {},
  ): BulkRun<NewOpenBisObject, OpenBisCreated> {
    return createObjects(this.run, objects, options);
  }

  /**
   * Changes what is named: properties, tags, parents, children, components, the container, the collection that it lies in.
   * Relations that are not named stay, whoever made them. Freezes.
   * @throws InputError a value does not fit the type
   */
  update(object: RecordRef, change: OpenBisObjectChange, options?: CallOptions): Promise<void> {
    return write.updateObject(this.run, object, change, options);
  }

  /**
   * Moves objects into the trash, with their components and datasets, not with their children: see `deletions`.
   * @param reason kept by the repository
   */
  delete(
    objects: RecordRef | readonly RecordRef[],
    reason: string,
    options?: OpenBisDeleteOptions,
  ): Promise<OpenBisTrashed> {
    return write.deleteObjects(this.run, objects, reason, options);
  }
}
