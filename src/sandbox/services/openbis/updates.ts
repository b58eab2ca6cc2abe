import { className, isObj, listOf, type Obj, objectsOf } from './params.ts';
import { refuse } from './rules.ts';

/** The new value of a FieldUpdateValue; undefined: leave it as it is. */
export function field(update: Obj, name: string): { value: unknown } | undefined {
  const given = update[name];
  return isObj(given) && given.isModified === true ? { value: given.value ?? null } : undefined;
}

/** The new text of a FieldUpdateValue, or the old one. */
export function text(update: Obj, name: string, before: string | null): string | null {
  const given = field(update, name);
  if (!given) return before;
  return given.value === null ? null : String(given.value);
}

export function flag(update: Obj, name: string, before: boolean): boolean {
  const given = field(update, name);
  return given ? given.value === true : before;
}

interface Lists<T> {
  set(items: T[]): void;
  add(items: T[]): void;
  remove(items: T[]): void;
}

/** Carries out the actions of a list update in their order. */
export function actions(value: unknown, on: Lists<unknown>): void {
  if (!isObj(value)) return;
  for (const action of objectsOf(value.actions)) {
    const items = [...listOf(action.items)];
    switch (className(action)) {
      case 'ListUpdateActionSet':
        on.set(items);
        break;
      case 'ListUpdateActionAdd':
        on.add(items);
        break;
      case 'ListUpdateActionRemove':
        on.remove(items);
        break;
      default:
        throw refuse('rpc.type', { type: String(action['@type']), expected: 'ListUpdateAction' });
    }
  }
}

/** A list of ids after the actions of an IdListUpdateValue. */
export function idList(
  value: unknown,
  before: readonly string[],
  resolve: (id: unknown) => string,
): string[] {
  let now = [...before];
  const unique = (ids: string[]) => [...new Set(ids)];
  actions(value, {
    set: (items) => {
      now = unique(items.map(resolve));
    },
    add: (items) => {
      now = unique([...now, ...items.map(resolve)]);
    },
    remove: (items) => {
      const gone = new Set(items.map(resolve));
      now = now.filter((id) => !gone.has(id));
    },
  });
  return now;
}

/** `metaData` after a ListUpdateMapValues: maps are set and added, keys removed. */
export function metaData(value: unknown, before: Readonly<Record<string, string>>): Record<string, string> {
  let now: Record<string, string> = { ...before };
  const merged = (items: unknown[]) =>
    Object.fromEntries(items.filter(isObj).flatMap(Object.entries)) as Record<string, string>;
  actions(value, {
    set: (items) => {
      now = merged(items);
    },
    add: (items) => {
      now = { ...now, ...merged(items) };
    },
    remove: (items) => {
      for (const key of items) delete now[String(key)];
    },
  });
  return now;
}

/** `freeze`, `freezeForSamples`, … add to what is frozen; nothing thaws. */
export function freeze(
  update: Obj,
  before: Readonly<Record<string, true>>,
  flags: readonly string[],
): Record<string, true> {
  const now: Record<string, true> = { ...before };
  for (const flag of flags) {
    if (update[flag.replace('frozen', 'freeze')] !== true) continue;
    now[flag] = true;
    // What is frozen for one kind of relation is frozen itself.
    now.frozen = true;
  }
  return now;
}
