import { objectFields, PLAIN_MAPS } from './reference-fields.ts';

interface Obj {
  [name: string]: unknown;
}

const isObject = (value: unknown): value is Obj => typeof value === 'object' && value !== null;

/**
 * Makes plain objects of a server's answer: `@type`, `@id` and `fetchOptions` go, ids become their text, and every
 * reference becomes the object it stands for, so that two samples of one type share that type. Answers can be cyclic
 * (a parent's children): such a result cannot be written as JSON as it is. A reference to nothing stays a number.
 *
 * The answer itself is used up. Not recursive, since chains of parents are long. Lists are read in the order in which they
 * were written, so that nearly all references are to what is known already; the others wait for the end. What is made
 * on the way counts double: JSON.parse has just filled the memory, and each collection of it takes as long as all of this.
 * @param anyJson the result of a service that may answer anything: numbers at its top are numbers
 */
export function fromWire(answer: unknown, anyJson = false): unknown {
  if (!isObject(answer)) return answer;
  const known: unknown[] = [];
  // References to what was not known yet, in pairs: the holder, and its key.
  const late: unknown[] = [];
  // What is still to be looked into, and which of its fields hold objects; of lists and maps whether numbers in them
  // are references.
  const work: (Obj | unknown[])[] = [];
  const holds: (ReadonlySet<string> | boolean)[] = [];

  /** The clean form of an object or list; what is inside of it is left for later. */
  const begin = (value: Obj | unknown[], refs: boolean): unknown => {
    const type = Array.isArray(value) ? undefined : value['@type'];
    if (typeof type !== 'string') {
      work.push(value);
      holds.push(refs);
      return value;
    }
    const { fields, isId } = shapeOf(type);
    const text = isId ? idText(value as Obj) : undefined;
    if (text !== undefined) {
      const id = (value as Obj)['@id'];
      if (typeof id === 'number') known[id] = text;
      return text;
    }
    // A copy of what is left: taking fields away from an object makes it slow for good.
    const { '@type': _type, '@id': id, fetchOptions: _options, ...clean } = value as Obj;
    if (typeof id === 'number') known[id] = clean;
    work.push(clean);
    holds.push(fields);
    return clean;
  };

  const root = begin(answer, !anyJson);
  while (work.length > 0) {
    const holder = work.pop() as Obj | unknown[];
    const fields = holds.pop() as ReadonlySet<string> | boolean;
    if (Array.isArray(holder)) {
      // From its end: what is begun last is looked into first.
      for (let i = holder.length - 1; i >= 0; i -= 1) {
        const value: unknown = holder[i];
        if (isObject(value)) holder[i] = begin(value, fields === true);
        else if (fields === true && typeof value === 'number') {
          const object = known[value];
          if (object !== undefined) holder[i] = object;
          else late.push(holder, i);
        }
      }
      continue;
    }
    const plain = typeof fields === 'boolean';
    for (const key in holder) {
      const value = holder[key];
      if (typeof value === 'object') {
        if (value === null || (!plain && PLAIN_MAPS.has(key))) continue;
        holder[key] = begin(value as Obj, plain ? fields : fields.has(key));
      } else if (typeof value === 'number' && (plain ? fields : fields.has(key))) {
        const object = known[value];
        if (object !== undefined) holder[key] = object;
        else late.push(holder, key);
      }
    }
  }

  for (let i = 0; i < late.length; i += 2) {
    const holder = late[i] as Obj;
    const key = late[i + 1] as string;
    const object = known[holder[key] as number];
    // What is not there stays a number: a fragment is better than nothing.
    if (object !== undefined) holder[key] = object;
  }
  return root;
}

interface Shape {
  readonly fields: ReadonlySet<string>;
  readonly isId: boolean;
}

const shapes = new Map<string, Shape>();
let lastType: string | undefined;
let lastShape: Shape;

/** The same few types come ten thousand times, mostly many of one type in a row: comparing is cheaper than looking up. */
function shapeOf(type: string): Shape {
  if (lastType !== type) {
    lastShape = lookUp(type);
    lastType = type;
  }
  return lastShape;
}

function lookUp(type: string): Shape {
  let shape = shapes.get(type);
  if (!shape) {
    shape = { fields: objectFields(type), isId: type.includes('.id.') };
    // A server that makes up types must not fill the memory.
    if (shapes.size < 1000) shapes.set(type, shape);
  }
  return shape;
}

/** What people call an id by; undefined where it is more than one text. */
function idText(id: Obj): string | undefined {
  const { permId, identifier, techId, name } = id;
  if (typeof permId === 'string' && id.dataStoreId === undefined) return permId;
  if (typeof identifier === 'string') return identifier;
  if (typeof techId === 'number') return String(techId);
  return typeof name === 'string' ? name : undefined;
}

/**
 * Makes a parameter of a call fit for JSON. An object that contains itself (fetch options that go on for ever) gets an
 * `@id`, and is a number where it comes again, as openBIS writes it; everything else is written in full, without `@id`.
 */
export function toWire(parameter: unknown): unknown {
  return isCyclic(parameter) ? numbered(parameter) : parameter;
}

const inside = (value: Obj): unknown[] => (Array.isArray(value) ? value : Object.values(value));

function isCyclic(root: unknown): boolean {
  if (!isObject(root)) return false;
  const above = new Set<unknown>();
  const done = new Set<unknown>();
  const work: { value: Obj; leave: boolean }[] = [{ value: root, leave: false }];
  for (let next = work.pop(); next; next = work.pop()) {
    const { value, leave } = next;
    if (leave) {
      above.delete(value);
      done.add(value);
      continue;
    }
    if (above.has(value)) return true;
    if (done.has(value)) continue;
    above.add(value);
    work.push({ value, leave: true });
    for (const part of inside(value)) if (isObject(part)) work.push({ value: part, leave: false });
  }
  return false;
}

function numbered(root: unknown): unknown {
  const ids = new Map<unknown, number>();
  const holder: unknown[] = [root];
  const work: { holder: Obj | unknown[]; key: string | number; value: unknown }[] = [
    { holder, key: 0, value: root },
  ];
  // In the order in which it is written: the first time in full, then by number.
  for (let next = work.pop(); next; next = work.pop()) {
    const { value } = next;
    const target = next.holder as Obj;
    if (!isObject(value)) {
      target[next.key] = value;
      continue;
    }
    const id = ids.get(value);
    if (id !== undefined) {
      target[next.key] = id;
      continue;
    }
    const list = Array.isArray(value);
    const copy: Obj | unknown[] = list ? new Array(value.length) : {};
    target[next.key] = copy;
    if (!list && typeof value['@type'] === 'string') {
      ids.set(value, ids.size + 1);
      (copy as Obj)['@id'] = ids.size;
    }
    const parts = Object.entries(value);
    // Keys in their order first, since the values come from the end of the heap.
    for (const [key] of parts) (copy as Obj)[key] = undefined;
    for (const [key, part] of parts.reverse()) work.push({ holder: copy, key, value: part });
  }
  return holder[0];
}
