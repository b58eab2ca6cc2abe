import { writeXml } from '../../core/xml.ts';
import { KINDS, type Kind } from './kinds.ts';
import { CannotBeMeant } from './prepare.ts';
import type { EnaDocument, ObjectOf, Submission } from './types.ts';
import { objectElement } from './xml-document.ts';

/** Objects of one kind: a list, or a source that gives them one after the other. */
export type Objects<T> = Iterable<T> | AsyncIterable<T>;

/** A document of any size: its objects may come from generators, files, databases. */
export interface LargeDocument {
  submission?: Submission;
  projects?: Objects<ObjectOf['projects']>;
  studies?: Objects<ObjectOf['studies']>;
  samples?: Objects<ObjectOf['samples']>;
  experiments?: Objects<ObjectOf['experiments']>;
  runs?: Objects<ObjectOf['runs']>;
  analyses?: Objects<ObjectOf['analyses']>;
  /** Sets that exist in XML only; they go with the first part. */
  xml?: string[];
}

export interface PartLimits {
  /** Bytes of a part, in whichever form it goes out. */
  bytes: number;
  objects: number;
  /** XML is the longer form; it is measured unless JSON alone is wanted. */
  jsonOnly: boolean;
}

/** One part, and where it begins in the whole. */
export interface Part {
  document: EnaDocument;
  number: number;
  /** How many objects of each kind came before. */
  before: Partial<Record<Kind, number>>;
}

/** Commas and line ends between objects, and the indentation that XML has. */
const BETWEEN = 2;

/**
 * Cuts a document between objects, in the order in which kinds refer to each other: what a part refers to by alias is in
 * it or in an earlier one. The same document is always cut in the same way.
 * @throws CannotBeMeant an alias comes twice, or one object alone is larger than a part may be
 */
export async function* partsOf(document: LargeDocument, limits: PartLimits): AsyncGenerator<Part> {
  const { submission, xml } = document;
  const aliases = new Map<string, string>();
  const before: Partial<Record<Kind, number>> = {};
  let number = 0;
  let part: EnaDocument = xml ? { xml } : {};
  let bytes = (xml ?? []).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const envelope = Buffer.byteLength(JSON.stringify(submission ?? {})) + 1024;
  const room = limits.bytes - envelope;
  let count = 0;
  let begin: Partial<Record<Kind, number>> = {};
  const take = (): Part => {
    number += 1;
    const taken = { document: { ...named(submission, number), ...part }, number, before: begin };
    part = {};
    bytes = 0;
    count = 0;
    begin = { ...before };
    return taken;
  };
  for (const kind of KINDS) {
    const objects = document[kind] as Objects<ObjectOf[Kind]> | undefined;
    if (objects === undefined) continue;
    for await (const object of objects) {
      const index = before[kind] ?? 0;
      const at = `${kind}[${index}]`;
      noteAlias(aliases, kind, object, at);
      const size = sizeOf(kind, object, limits.jsonOnly);
      if (size > room) throw new CannotBeMeant([{ path: at, message: `alone is larger than a part may be` }]);
      if (count > 0 && (bytes + size > room || count === limits.objects)) yield take();
      before[kind] = index + 1;
      const list = (part[kind] ?? []) as ObjectOf[Kind][];
      list.push(object);
      part[kind] = list as never;
      bytes += size;
      count += 1;
    }
  }
  if (count > 0 || xml) yield take();
}

/** An alias of the whole would be taken by its first part. */
const named = (submission: Submission | undefined, number: number): Pick<EnaDocument, 'submission'> => {
  if (!submission) return {};
  const { alias } = submission;
  return { submission: { ...submission, ...(alias && { alias: `${alias}-part-${number}` }) } };
};

function noteAlias(aliases: Map<string, string>, kind: Kind, object: ObjectOf[Kind], at: string): void {
  const { alias } = (object ?? {}) as { alias?: unknown };
  if (typeof alias !== 'string' || alias === '')
    throw new CannotBeMeant([
      {
        path: `${at}.alias`,
        message: 'is required: by it the other parts refer to it, and ENA knows a repetition',
      },
    ]);
  const first = aliases.get(`${kind} ${alias}`);
  if (first !== undefined)
    throw new CannotBeMeant([
      {
        path: `${at}.alias`,
        message: `"${alias}" is also the alias of ${first}; aliases of a kind must differ`,
      },
    ]);
  aliases.set(`${kind} ${alias}`, at);
}

function sizeOf<K extends Kind>(kind: K, object: ObjectOf[K], jsonOnly: boolean): number {
  const json = Buffer.byteLength(JSON.stringify(object));
  if (jsonOnly) return json + BETWEEN;
  try {
    return Math.max(json, Buffer.byteLength(writeXml(objectElement(kind, object), 2))) + BETWEEN;
  } catch {
    // What is wrong with it is told by the check of its part.
    return json + BETWEEN;
  }
}
