import { CallError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { Endpoint } from '../../core/http/endpoint.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkedAs } from './checked.ts';
import { type Dto, dto } from './dto.ts';
import type { Deletion } from './endpoints/write-records.ts';
import { assignmentId, type EntityKind, pluginId, propertyTypeId, typeId, type WireId } from './ids.ts';
import { createKeyed } from './keyed.ts';
import type { NewOpenBisAssignment } from './master-write-types.ts';
import { isOurs, type Traces } from './ours.ts';
import type { Schema } from './schemas/common.ts';
import { reason as reasonSchema } from './schemas/deletions.ts';
import * as schemas from './schemas/master-write.ts';
import type { OpenBisPropertyAssignment } from './types.ts';
import { listOf, setTo } from './updates.ts';

/** One kind of things that are known by a code, as they are made and unmade. */
export interface CodedPlan<Item, New, Change> {
  /** `objectTypes` */
  noun: string;
  kind?: EntityKind;
  newSchema: () => Schema<New>;
  changeSchema: () => Schema<Change>;
  create: Endpoint<readonly Dto[], readonly string[]>;
  update: Endpoint<readonly Dto[], null>;
  remove: Endpoint<Deletion, string | null>;
  /** Of the deletion's options, below `as.dto.`: `sample.delete.SampleType`. */
  options: string;
  creation: (item: New) => Dto;
  change: (code: string, change: Change) => Dto;
  id: (code: string) => WireId;
  find: (run: Runner, code: string, call: CallOptions) => Promise<Item | undefined>;
}

interface Traced extends Traces {
  modificationDate?: number | null;
}

/** Makes one; after a lost answer it is looked up by its code. */
export async function createCoded<Item extends { code: string }, New extends { code: string }, Change>(
  run: Runner,
  plan: CodedPlan<Item, New, Change>,
  given: New,
  call: CallOptions = {},
): Promise<{ code: string }> {
  const item = checkedAs(run, `openbis.${plan.noun}.create`, plan.newSchema(), given);
  return createKeyed(
    run,
    async () => {
      const [code = item.code] = await run(plan.create, [plan.creation(item)], call);
      return { code };
    },
    async (since) => {
      const found = (await plan.find(run, item.code, call)) as (Item & Traced) | undefined;
      if (!found) return undefined;
      // Types tell only when they were changed last.
      const traces = { ...found, registrationDate: found.registrationDate ?? found.modificationDate ?? null };
      return (await isOurs(run, traces, since, call)) ? { code: found.code } : undefined;
    },
  );
}

export async function updateCoded<Item, New, Change>(
  run: Runner,
  plan: CodedPlan<Item, New, Change>,
  code: string,
  given: Change,
  call?: CallOptions,
): Promise<void> {
  const operation = `openbis.${plan.noun}.update`;
  const name = checkedAs(run, operation, schemas.refs.Codes(), code, 'code');
  const change = checkedAs(run, operation, plan.changeSchema(), given, 'change');
  await run(plan.update, [plan.change(name, change)], call);
}

/** Deletes things that are gone at once. */
export async function deleteNamed(
  run: Runner,
  how: {
    operation: string;
    endpoint: Endpoint<Deletion, string | null>;
    options: string;
    schema: Schema;
    id: (ref: never) => WireId;
    /** Whether one is still there: a second try that finds nothing may mean that one was never there. */
    remains?: (ref: never, call: CallOptions) => Promise<boolean>;
    more?: Record<string, unknown>;
  },
  given: unknown,
  reason: string,
  call: CallOptions = {},
): Promise<void> {
  const { operation, endpoint, options, schema, id, remains, more } = how;
  const why = checkedAs(run, operation, reasonSchema, reason, 'reason');
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  const refs = list.map((one, index) =>
    checkedAs(run, operation, schema, one, Array.isArray(given) ? `[${index}]` : ''),
  );
  const input = {
    ids: refs.map((ref) => id(ref as never)),
    options: dto(`as.dto.${options}DeletionOptions`, { reason: why, ...more }),
  };
  const answer: unknown = await run(endpoint, input, call);
  // Null is an answer; nothing at all is a second try that found nothing, where the first one's answer was lost.
  if (answer !== undefined || !remains || refs.length < 2) return;
  for (const ref of refs) {
    if (await remains(ref as never, call)) {
      await run(endpoint, input, call);
      return;
    }
  }
}

export const deleteCoded = <Item, New, Change>(
  run: Runner,
  { noun, remove, options, id, find }: CodedPlan<Item, New, Change>,
  codes: string | readonly string[],
  reason: string,
  call?: CallOptions,
): Promise<void> =>
  deleteNamed(
    run,
    {
      operation: `openbis.${noun}.delete`,
      endpoint: remove,
      options,
      schema: schemas.refs.Codes(),
      id,
      remains: async (code: string, how) => (await find(run, code, how)) !== undefined,
    },
    codes,
    reason,
    call,
  );

export const assignmentCreation = ({ property, plugin, ...more }: NewOpenBisAssignment): Dto =>
  dto('as.dto.property.create.PropertyAssignmentCreation', {
    propertyTypeId: propertyTypeId(property),
    section: more.section,
    ordinal: more.ordinal,
    mandatory: more.mandatory ?? false,
    initialValueForExistingEntities: more.initialValue,
    showInEditView: more.showInEditView ?? true,
    pluginId: plugin === undefined ? undefined : pluginId(plugin),
  });

const ASSIGNMENTS = 'as.dto.entitytype.update.PropertyAssignmentListUpdateValue';

interface TypePlan {
  noun: string;
  kind: EntityKind;
  /** `as.dto.sample.update.SampleTypeUpdate` */
  updateType: string;
  update: Endpoint<readonly Dto[], null>;
  assigned: (type: string, call: CallOptions) => Promise<readonly OpenBisPropertyAssignment[]>;
}

/** Puts a property into the form of a type. Sent twice it would be refused: after a doubt the form is looked at. */
export async function assignProperty(
  run: Runner,
  { noun, kind, updateType, update, assigned }: TypePlan,
  type: string,
  given: NewOpenBisAssignment,
  call: CallOptions = {},
): Promise<void> {
  const operation = `openbis.${noun}.assign`;
  const code = checkedAs(run, operation, schemas.refs.Codes(), type, 'type');
  const assignment = checkedAs(run, operation, schemas.newAssignment(), given);
  const propertyAssignments = listOf({ add: [assignment] }, assignmentCreation, ASSIGNMENTS, {
    forceRemovingAssignments: false,
  });
  try {
    await run(update, [dto(updateType, { typeId: typeId(code, kind), propertyAssignments })], call);
  } catch (error) {
    if (!(error instanceof CallError) || error.outcome !== 'unknown') throw error;
    const now = await assigned(code, call).catch(() => []);
    const wanted = assignment.property.trim().toUpperCase();
    if (!now.some(({ propertyType }) => propertyType?.code === wanted)) throw error;
  }
}

/** Takes a property out of the form of a type. */
export async function unassignProperty(
  run: Runner,
  { noun, kind, updateType, update, assigned }: TypePlan,
  type: string,
  property: string,
  { withValues = false, ...call }: CallOptions & { withValues?: boolean } = {},
): Promise<void> {
  const operation = `openbis.${noun}.unassign`;
  const code = checkedAs(run, operation, schemas.refs.Codes(), type, 'type');
  const name = checkedAs(run, operation, schemas.refs.Codes(), property, 'property');
  const propertyAssignments = listOf(
    { remove: [name] },
    (one) => assignmentId(code, kind, one),
    ASSIGNMENTS,
    { forceRemovingAssignments: withValues },
  );
  try {
    await run(update, [dto(updateType, { typeId: typeId(code, kind), propertyAssignments })], call);
  } catch (error) {
    if (!(error instanceof CallError) || error.outcome !== 'unknown') throw error;
    const now = await assigned(code, call).catch(() => undefined);
    if (!now || now.some(({ propertyType }) => propertyType?.code === name.trim().toUpperCase())) throw error;
  }
}

/** New values of plain members. */
export const changed = (change: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, setTo(value)]));
