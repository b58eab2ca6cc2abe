import {
  type CallOptions,
  NotFound,
  type OpenBis,
  type OpenBisCollection,
  type OpenBisDataset,
  type OpenBisObject,
  type OpenBisProject,
  type OpenBisSpace,
} from '../../index.ts';
import { UserError } from '../user-error.ts';

export const ENTITIES = ['space', 'project', 'collection', 'object', 'dataset'] as const;
export type Entity = (typeof ENTITIES)[number];

/** A record, and what it is. */
export type Found =
  | { entity: 'space'; record: OpenBisSpace }
  | { entity: 'project'; record: OpenBisProject }
  | { entity: 'collection'; record: OpenBisCollection }
  | { entity: 'object'; record: OpenBisObject }
  | { entity: 'dataset'; record: OpenBisDataset };

const PERM_ID = /^\d+-\d+$/;

/** By the number of parts of a path. Objects lie in collections, projects, spaces, or at the root. */
const BY_PARTS: readonly (readonly Entity[])[] = [
  [],
  ['space', 'object'],
  ['project', 'object'],
  ['collection', 'object'],
  ['object'],
];

/** What a text may name. */
function possible(given: string): readonly Entity[] {
  if (PERM_ID.test(given)) return ['dataset', 'object', 'collection', 'project'];
  if (!given.includes('/')) return ['space', 'project', 'collection', 'object'];
  return BY_PARTS[given.split('/').filter(Boolean).length] ?? [];
}

/**
 * The records that a path, a permId or a code names, the folders first. A collection and an object may have one path.
 * @throws InputError several have this code
 */
export async function findRecords(
  openbis: OpenBis,
  given: string,
  only: Entity | undefined,
  call: CallOptions,
): Promise<Found[]> {
  const entities = possible(given.trim()).filter((entity) => only === undefined || entity === only);
  const found = await Promise.all(entities.map((entity) => find(openbis, entity, given.trim(), call)));
  return found.filter((one) => one !== undefined);
}

async function find(
  openbis: OpenBis,
  entity: Entity,
  given: string,
  call: CallOptions,
): Promise<Found | undefined> {
  const { spaces, projects, collections, objects, datasets } = openbis;
  try {
    switch (entity) {
      case 'space':
        return { entity, record: await spaces.get(given, call) };
      case 'project':
        return { entity, record: await projects.get(given, call) };
      case 'collection':
        return { entity, record: await collections.get(given, call) };
      case 'object':
        return { entity, record: await objects.get(given, call) };
      case 'dataset':
        return { entity, record: await datasets.get(given, call) };
    }
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/**
 * The one record that is meant; undefined when there is none.
 * @throws UserError there is more than one
 */
export async function findOne(
  openbis: OpenBis,
  given: string,
  only: Entity | undefined,
  call: CallOptions,
): Promise<Found | undefined> {
  const found = await findRecords(openbis, given, only, call);
  const [first, second] = found;
  if (first === undefined || second === undefined) return first;
  throw new UserError(
    `${given} is the path of ${found.map(({ entity }) => aOf(entity)).join(' and of ')}`,
    `Say which is meant: --entity ${found.map(({ entity }) => entity).join(' or --entity ')}.`,
  );
}

const aOf = (entity: Entity): string => `${entity === 'object' ? 'an' : 'a'} ${entity}`;

/** When there is none; what one may not see openBIS says not to be there. */
export const noSuchRecord = (given: string): UserError =>
  new UserError(
    `there is no ${given}, or this account may not see it`,
    'Check the spelling; `accession openbis ls` shows what there is.',
  );
