import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkedAs } from './checked.ts';
import * as creations from './creations.ts';
import { type Dto, dto } from './dto.ts';
import { getCollections, getDatasets, getObjects } from './endpoints/records.ts';
import {
  createCodes,
  createPermIds,
  executeCustomService,
  executeOperations,
} from './endpoints/write-records.ts';
import * as ids from './ids.ts';
import { Lookups } from './lookups.ts';
import { getOne } from './one.ts';
import type { OpenBisOperation, OpenBisOperationOptions, OpenBisOperationResult } from './operation-types.ts';
import type { Schema } from './schemas/common.ts';
import { reason as reasonSchema } from './schemas/deletions.ts';
import * as schemas from './schemas/write-input.ts';
import * as updates from './updates.ts';
import { valuesFor } from './values-for.ts';
import { movedTo } from './write-objects.ts';
import type { NewOpenBisCollection, NewOpenBisObject, NewOpenBisProject, OpenBisRef } from './write-types.ts';

const OPERATION = 'openbis.operations.execute';

/** Several steps as one transaction. */
export class OpenBisOperations {
  constructor(private readonly run: Runner) {}

  /**
   * Carries out all steps, or none. Values are held against their types before anything is sent. Parents and children, and
   * folders with what is in them, are made in one call when they name each other by `creationId`.
   *
   * ```ts
   * const [made] = await openbis.operations.execute([
   *   { createObjects: [
   *     { type: 'SPECIMEN', code: 'DONOR', project: '/LAB/P1', creationId: 'donor', properties },
   *     { type: 'SPECIMEN', code: 'LIVER', project: '/LAB/P1', parents: [{ creationId: 'donor' }], properties },
   *   ] },
   * ]);
   * made.objectIds;
   * ```
   * @throws InputError a value does not fit its type
   * @throws CallError with `outcome: 'unknown'` when the answer was lost: look whether one of the new records is there
   */
  async execute(
    operations: readonly OpenBisOperation[],
    { inOrder = false, ...call }: OpenBisOperationOptions = {},
  ): Promise<OpenBisOperationResult[]> {
    const wire = await new Transaction(this.run, operations, call).wire();
    const results = await this.run(executeOperations, { operations: wire, inOrder }, call);
    return results.map((result) => (result ?? {}) as OpenBisOperationResult);
  }
}

/** Codes and permIds that nobody else gets. */
export class OpenBisCodes {
  constructor(private readonly run: Runner) {}

  /** Codes from the counter of a kind: the prefix and a number each. Somebody may have used one by hand. */
  async create(
    {
      prefix,
      kind = 'object',
      count = 1,
    }: { prefix: string; kind?: 'object' | 'collection' | 'dataset'; count?: number },
    options?: CallOptions,
  ): Promise<string[]> {
    const kinds = { object: 'SAMPLE', collection: 'EXPERIMENT', dataset: 'DATA_SET' } as const;
    return [...(await this.run(createCodes, { prefix, kind: kinds[kind], count }, options))];
  }

  /** permIds, which are good as codes as well. */
  async createPermIds(count = 1, options?: CallOptions): Promise<string[]> {
    return [...(await this.run(createPermIds, count, options))];
  }
}

/** Services that the administrators of a server have added. */
export class OpenBisCustomServices {
  constructor(private readonly run: Runner) {}

  /**
   * Calls a service of the application server; what it answers is its own affair. Never sent again after a doubt, since
   * nobody knows what it does.
   * @throws NotFound there is no such service
   */
  execute(code: string, parameters: object = {}, options?: CallOptions): Promise<unknown> {
    return this.run(executeCustomService, { code, parameters }, options);
  }
}

type Member<K extends string> = Extract<OpenBisOperation, { [key in K]: unknown }>;
type Items<K extends string> = Member<K> extends { [key in K]: readonly (infer I)[] } ? I : never;
const one = (folder: string, step: string, name: string, members: Record<string, unknown>): Dto =>
  dto(`as.dto.${folder}.${step}.${name}Operation`, members);

/** The kinds of records, as the steps and the wire call them. */
const KINDS = {
  Spaces: ['space', 'Spaces', 'Space'],
  Projects: ['project', 'Projects', 'Project'],
  Collections: ['experiment', 'Experiments', 'Experiment'],
  Objects: ['sample', 'Samples', 'Sample'],
  Datasets: ['dataset', 'DataSets', 'DataSet'],
} as const;
type Kind = keyof typeof KINDS;

/** The steps of one transaction on their way to the wire. */
class Transaction {
  readonly #run: Runner;
  readonly #steps: readonly OpenBisOperation[];
  readonly #call: CallOptions;
  readonly #lookups: Lookups;
  /** Folders of this call, by their creationId. */
  readonly #collections = new Map<string, NewOpenBisCollection>();
  readonly #projects = new Map<string, NewOpenBisProject>();

  constructor(run: Runner, steps: readonly OpenBisOperation[], call: CallOptions) {
    this.#run = run;
    this.#steps = steps;
    this.#call = call;
    this.#lookups = new Lookups(run, OPERATION, call);
  }

  async wire(): Promise<Dto[]> {
    if (!Array.isArray(this.#steps) || this.#steps.length === 0)
      throw this.#lookups.wrong('operations', 'must be a list of steps, such as [{ createObjects: […] }]');
    for (const step of this.#steps as readonly Partial<
      Member<'createCollections'> & Member<'createProjects'>
    >[]) {
      for (const each of step?.createCollections ?? [])
        if (each?.creationId) this.#collections.set(each.creationId, each);
      for (const each of step?.createProjects ?? [])
        if (each?.creationId) this.#projects.set(each.creationId, each);
    }
    const all: Dto[] = [];
    for (const [index, step] of this.#steps.entries())
      all.push(await this.#step(step, `operations[${index}]`));
    return all;
  }

  async #step(step: OpenBisOperation, at: string): Promise<Dto> {
    if (typeof step === 'object' && step !== null && 'wire' in step) {
      if (typeof step.wire?.['@type'] === 'string') return step.wire;
      throw this.#lookups.wrong(`${at}.wire`, 'must be an operation with its "@type"');
    }
    const { reason, ...named } = (step ?? {}) as { reason?: string } & Record<string, unknown>;
    const [[name, items] = ['', undefined], ...more] = Object.entries(named);
    const [, verb, kind] = /^(create|update|delete)(\w+)$/.exec(name) ?? [];
    if (more.length > 0 || verb === undefined || !(kind !== undefined && kind in KINDS))
      throw this.#lookups.wrong(
        at,
        'must have one of the names such as createObjects, updateObjects, deleteObjects',
      );
    if (!Array.isArray(items) || items.length === 0)
      throw this.#lookups.wrong(`${at}.${name}`, 'must be a list that is not empty');
    const [folder, plural, singular] = KINDS[kind as Kind];
    if (verb === 'delete') {
      const why = checkedAs(this.#run, OPERATION, reasonSchema, reason, `${at}.reason`);
      const options = dto(`as.dto.${folder}.delete.${singular}DeletionOptions`, { reason: why });
      for (const [index, item] of items.entries())
        this.#checked<unknown>(schemas.refs[kind as Kind](), item, `${at}.${name}[${index}]`);
      return one(folder, 'delete', `Delete${plural}`, {
        objectIds: (items as unknown[]).map((ref) => idOf[kind as Kind](ref as never)),
        options,
      });
    }
    const made: Dto[] = [];
    for (const [index, item] of items.entries()) {
      const here = `${at}.${name}[${index}]`;
      made.push(
        verb === 'create'
          ? await this.#creation(kind as Kind, item, here)
          : await this.#update(kind as Kind, (item ?? {}) as Record<string, unknown>, here),
      );
    }
    return verb === 'create'
      ? one(folder, 'create', `Create${plural}`, { creations: made })
      : one(folder, 'update', `Update${plural}`, { updates: made });
  }

  #checked<T>(schema: Schema<T>, item: unknown, at: string): T {
    return checkedAs(this.#run, OPERATION, schema, item, at);
  }

  async #creation(kind: Kind, item: unknown, at: string): Promise<Dto> {
    switch (kind) {
      case 'Spaces':
        return creations.spaceCreation(this.#checked(schemas.newSpace(), item, at));
      case 'Projects':
        return creations.projectCreation(this.#checked(schemas.newProject(), item, at));
      case 'Collections': {
        const collection = this.#checked(schemas.newCollection(), item, at);
        const type = await this.#lookups.type('collection', collection.type);
        const values = valuesFor(this.#run, OPERATION, type, collection.properties, { isNew: true, at });
        return creations.collectionCreation(collection, values);
      }
      case 'Objects': {
        const object = this.#checked(schemas.newObject(), item, at);
        const type = await this.#lookups.type('object', object.type);
        const values = valuesFor(this.#run, OPERATION, type, object.properties, { isNew: true, at });
        if (object.code === undefined && type.autoGeneratedCode !== true)
          throw this.#lookups.wrong(`${at}.code`, `is required: ${type.code} does not make codes by itself`);
        const { folder } = await this.#lookups.place(this.#completed(object));
        return creations.objectCreation(object, values, folder);
      }
      default: {
        const dataset = this.#checked(schemas.newDataset(), item, at);
        const type = await this.#lookups.type('dataset', dataset.type);
        const values = valuesFor(this.#run, OPERATION, type, dataset.properties, { isNew: true, at });
        return creations.datasetCreation(dataset, values, ids.dataStoreId(await this.#lookups.storeCode()));
      }
    }
  }

  /** The project of a collection, and the space of a project, that are made in this call too. */
  #completed({
    collection,
    project,
    space,
  }: NewOpenBisObject): Pick<NewOpenBisObject, 'collection' | 'project' | 'space'> {
    const held = project ?? this.#collections.get(newOf(collection))?.project;
    const above = space ?? this.#projects.get(newOf(held))?.space;
    return {
      ...(collection !== undefined && { collection }),
      ...(held !== undefined && { project: held }),
      ...(above !== undefined && { space: above }),
    };
  }

  async #update(kind: Kind, item: Record<string, unknown>, at: string): Promise<Dto> {
    const change = `${at}.change`;
    const named = kind.slice(0, -1).toLowerCase();
    const extra = Object.keys(item).find((key) => key !== 'change' && key !== named);
    if (extra !== undefined)
      throw this.#lookups.wrong(`${at}.${extra}`, `is not known here: write { ${named}, change: { … } }`);
    this.#checked<unknown>(schemas.refs[kind](), item[named], `${at}.${named}`);
    switch (kind) {
      case 'Spaces': {
        const { space, change: given } = item as Items<'updateSpaces'>;
        return updates.spaceUpdate(space, this.#checked(schemas.spaceChange(), given, change));
      }
      case 'Projects': {
        const { project, change: given } = item as Items<'updateProjects'>;
        return updates.projectUpdate(project, this.#checked(schemas.projectChange(), given, change));
      }
      case 'Collections': {
        const { collection, change: given } = item as Items<'updateCollections'>;
        const checked = this.#checked(schemas.collectionChange(), given, change);
        const values =
          checked.properties &&
          (await this.#values(
            'collection',
            () => getOne(this.#run, getCollections, collection, this.#call),
            checked.properties,
            change,
          ));
        return updates.collectionUpdate(collection, checked, values);
      }
      case 'Objects': {
        const { object, change: given } = item as Items<'updateObjects'>;
        const checked = this.#checked(schemas.objectChange(), given, change);
        const values =
          checked.properties &&
          (await this.#values(
            'object',
            () => getOne(this.#run, getObjects, object, this.#call),
            checked.properties,
            change,
          ));
        return updates.objectUpdate(object, checked, values, await movedTo(this.#lookups, checked));
      }
      default: {
        const { dataset, change: given } = item as Items<'updateDatasets'>;
        const checked = this.#checked(schemas.datasetChange(), given, change);
        const values =
          checked.properties &&
          (await this.#values(
            'dataset',
            () => getOne(this.#run, getDatasets, dataset, this.#call),
            checked.properties,
            change,
          ));
        return updates.datasetUpdate(dataset, checked, values);
      }
    }
  }

  async #values(
    kind: 'collection' | 'object' | 'dataset',
    read: () => Promise<{ type?: { code: string } | null }>,
    properties: NonNullable<NewOpenBisObject['properties']>,
    at: string,
  ): Promise<creations.WireValues> {
    const { type } = await read();
    const known = await this.#lookups.type(kind, type?.code ?? '');
    return valuesFor(this.#run, OPERATION, known, properties, { isNew: false, at });
  }
}

const newOf = (ref: OpenBisRef | undefined): string =>
  typeof ref === 'object' && 'creationId' in ref ? ref.creationId : '';

const idOf: Readonly<Record<Kind, (ref: never) => ids.WireId>> = {
  Spaces: ids.spaceId,
  Projects: ids.projectId,
  Collections: ids.collectionId,
  Objects: ids.objectId,
  Datasets: ids.datasetId,
};
