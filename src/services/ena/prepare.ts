import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Issue } from '../../core/errors/index.ts';
import type { Effect } from '../../core/http/endpoint.ts';
import { Upload } from '../../core/http/upload.ts';
import { checkInput } from '../../core/schema.ts';
import { actionsOf, checkDocument, normalise } from './check-document.ts';
import { documentToJson, lostInJson } from './json-document.ts';
import { KINDS, type Kind } from './kinds.ts';
import { document as documentSchema } from './schemas/document.ts';
import type { EnaDocument } from './types.ts';
import { documentFromXml, documentToXml } from './xml-document.ts';

/** What can be submitted: a document as an object, as ready JSON or XML text, as bytes, or as the path of a file. */
export type DocumentSource = EnaDocument | string | Buffer;

export type DocumentFormat = 'auto' | 'json' | 'xml';

export interface PrepareOptions {
  /** Default `auto`: JSON, or XML when JSON would lose something. Only for documents that are objects. */
  format?: DocumentFormat;
  /** As the whole body (default), or as the part `file` of a form. */
  transfer?: 'raw' | 'multipart';
}

/** A document as it will be sent, and what is known of it. */
export interface PreparedDocument {
  readonly format: 'json' | 'xml';
  readonly body: string | Buffer;
  /** The body as a part of a form, when it goes out so. */
  readonly upload: Upload | undefined;
  readonly effect: Effect;
  readonly actions: readonly string[];
  /** Alias of the submission, when it has one. */
  readonly alias: string | undefined;
  /** The alias was made by us from the content: who has it, has this very content. */
  readonly ownAlias: boolean;
  /** Aliases of its objects. */
  readonly aliases: Partial<Record<Kind, readonly (string | undefined)[]>>;
  /** Every object that is to be created has an alias, so that ENA would notice a repetition. */
  readonly named: boolean;
  /** The object it was made from; none for ready text. */
  readonly document: EnaDocument | undefined;
  readonly warnings: readonly Issue[];
  /** Where the repository's own spelling was understood and replaced. */
  readonly drift: readonly Issue[];
}

/** @throws an object with `issues` when the document cannot be meant */
export class CannotBeMeant extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('the document cannot be meant');
  }
}

const stop = (path: string, message: string): never => {
  throw new CannotBeMeant([{ path, message }]);
};

/** Reads, checks and writes a document. Nothing is sent. */
export async function prepare(
  source: DocumentSource,
  { format = 'auto', transfer = 'raw' }: PrepareOptions,
  now: number,
): Promise<PreparedDocument> {
  if (!['auto', 'json', 'xml'].includes(format)) stop('options.format', 'must be auto, json or xml');
  if (!['raw', 'multipart'].includes(transfer)) stop('options.transfer', 'must be raw or multipart');
  if (typeof source !== 'object' && typeof source !== 'string')
    stop('document', 'must be an object, JSON or XML as text or bytes, or the path of a file');
  if (typeof source === 'string' || Buffer.isBuffer(source))
    return ready(await contentOf(source), transfer, now);
  const { actions, document, ownAlias, warnings } = checkObject(source, now);
  const lost = lostInJson(document);
  if (format === 'json' && lost.length > 0) throw new CannotBeMeant(lost);
  const form = format === 'auto' ? (lost.length > 0 ? 'xml' : 'json') : format;
  const body = form === 'json' ? documentToJson(document) : documentToXml(document);
  return {
    format: form,
    body,
    upload: await uploadOf(body, transfer),
    ...known(document, actions),
    ownAlias,
    document,
    warnings,
    drift: projectLinksIn(source),
  };
}

/**
 * A document as it will be meant: checked, its words as ENA spells them, with actions and an alias.
 * @throws CannotBeMeant
 */
export function checkObject(
  source: EnaDocument,
  now: number,
): { document: EnaDocument; actions: readonly string[]; ownAlias: boolean; warnings: Issue[] } {
  const checked = checkInput(documentSchema(), source);
  if (!checked.ok) throw new CannotBeMeant(checked.issues);
  const { issues, warnings } = checkDocument(checked.value, now);
  if (issues.length > 0) throw new CannotBeMeant(issues);
  const normal = normalise(checked.value);
  const actions = actionsOf(normal.document);
  const named = withAlias(withActions(normal.document), actions);
  return { ...named, actions, warnings: [...warnings, ...normal.warnings] };
}

const uploadOf = (body: string | Buffer, transfer: 'raw' | 'multipart'): Promise<Upload> | undefined =>
  transfer === 'multipart' ? Upload.from(Buffer.from(body)) : undefined;

/** Text that begins like a document is one; any other is a path. */
async function contentOf(source: string | Buffer): Promise<string | Buffer> {
  if (source.toString('utf8').trim() === '') stop('document', 'is empty');
  if (Buffer.isBuffer(source) || /^\uFEFF?\s*[{<]/.test(source)) return source;
  if (/^\uFEFF?\s*\[/.test(source))
    stop('document', 'is a list; a document is an object that holds lists: { "samples": [ … ] }');
  if (/[\r\n]/.test(source.trim()))
    stop('document', 'is neither JSON nor XML (which begin with "{" or "<"), and a path has one line');
  return readFile(source).catch((error: NodeJS.ErrnoException) =>
    stop(
      'document',
      `${source} cannot be read (${error.code}); it is neither JSON nor XML, so it is taken as a path`,
    ),
  );
}

/** A ready text goes out byte for byte; it is read only to know what it does. */
async function ready(
  body: string | Buffer,
  transfer: 'raw' | 'multipart',
  now: number,
): Promise<PreparedDocument> {
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  const format = /^\s*</.test(text) ? 'xml' : 'json';
  let read: unknown;
  try {
    read = format === 'xml' ? documentFromXml(text) : JSON.parse(text);
  } catch (error) {
    return stop('document', `is not ${format.toUpperCase()} (${(error as Error).message})`);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    return stop('document', 'is not a document');
  const document = read as EnaDocument;
  const checked = checkInput(documentSchema(), read);
  const findings = checked.ok ? checkDocument(checked.value, now) : { issues: checked.issues, warnings: [] };
  const dropped =
    format === 'json' ? projectLinksIn(read).map(({ path }) => ({ path, message: DROPPED })) : [];
  return {
    format,
    body,
    upload: await uploadOf(body, transfer),
    ...known(document, actionsOf(document)),
    ownAlias: false,
    document: undefined,
    // ENA may know better than we do: it decides about a text that somebody has ready.
    warnings: [...findings.issues, ...findings.warnings, ...dropped],
    drift: [],
  };
}

const DROPPED = 'is dropped by ENA; it is called `links`';

function projectLinksIn(source: object): Issue[] {
  const { projects } = source as { projects?: unknown };
  if (!Array.isArray(projects)) return [];
  return projects.flatMap((project, index) =>
    typeof project === 'object' && project !== null && 'project_links' in project
      ? [
          {
            path: `projects[${index}].project_links`,
            message: 'is what ENA’s example says, and its JSON reader drops; sent as `links`',
          },
        ]
      : [],
  );
}

/** Aliases of the objects of a document, by kind; not of what exists in XML only. */
export function aliasesOf(document: EnaDocument): Partial<Record<Kind, (string | undefined)[]>> {
  const aliases: Partial<Record<Kind, (string | undefined)[]>> = {};
  for (const kind of KINDS) {
    const objects = document[kind] as { alias?: string }[] | undefined;
    if (Array.isArray(objects) && objects.length > 0) aliases[kind] = objects.map((object) => object?.alias);
  }
  return aliases;
}

function known(document: EnaDocument, actions: readonly string[]) {
  const aliases = aliasesOf(document);
  const alias = document.submission?.alias || undefined;
  const all = Object.values(aliases).flat();
  return {
    actions,
    alias,
    aliases,
    named: !document.xml?.length && all.length > 0 && all.every(Boolean),
    effect: effectOf(actions, alias),
  };
}

function effectOf(actions: readonly string[], alias: string | undefined): Effect {
  const has = (...types: string[]) => types.some((type) => actions.includes(type));
  if (has('VALIDATE', 'ROLLBACK')) return 'read';
  if (has('ADD')) return 'create';
  if (actions.every((type) => type === 'RECEIPT')) return 'read';
  // A second replacement under the same submission alias would be refused for the alias.
  if (has('MODIFY') && actions.every((type) => ['MODIFY', 'HOLD'].includes(type)))
    return alias === undefined ? 'replace' : 'transition';
  return 'transition';
}

const withActions = (document: EnaDocument): EnaDocument => ({
  ...document,
  submission: { ...document.submission, actions: document.submission?.actions ?? [{ type: 'ADD' }] },
});

/**
 * An ADD without an alias for its submission gets one that is made from its content. So the same document, sent again
 * by whatever process, is known to ENA as the same, and its receipt can be asked for.
 */
function withAlias(
  document: EnaDocument,
  actions: readonly string[],
): { document: EnaDocument; ownAlias: boolean } {
  const creates = actions.includes('ADD') && !actions.includes('VALIDATE') && !actions.includes('ROLLBACK');
  if (document.submission?.alias || !creates) return { document, ownAlias: false };
  const alias = aliasOf(document);
  return { document: { ...document, submission: { ...document.submission, alias } }, ownAlias: true };
}

const aliasOf = (document: EnaDocument): string => aliasFor('submission', document);

/** The alias of its submission was made from this very content. */
export const hasOwnAlias = (document: EnaDocument): boolean =>
  document.submission?.alias ===
  aliasOf({ ...document, submission: { ...document.submission, alias: undefined } });

/**
 * An alias that is always the same for the same content: `aliasFor('sample', row)` → `sample-3f9a…`. Made of such
 * aliases, a submission that is repeated is recognised by ENA. The order of keys does not matter.
 */
export function aliasFor(prefix: string, content: unknown): string {
  const digest = createHash('sha256').update(canonical(content)).digest('hex').slice(0, 24);
  return `${prefix}-${digest}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Date || typeof value !== 'object' || value === null)
    return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

/**
 * Of the aliases of a document's objects, or of a receipt's: the same only when both speak of the same objects, in
 * whatever order.
 */
export function fingerprintOf(objects: { readonly [K in Kind]?: readonly (string | undefined)[] }): string {
  const sorted = KINDS.map((kind) => [...(objects[kind] ?? [])].map((alias) => alias ?? '').sort());
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 24);
}

/** How many objects a document holds, by kind. */
export const countsOf = ({ aliases }: PreparedDocument): Record<string, number> =>
  Object.fromEntries(Object.entries(aliases).map(([kind, all]) => [kind, all?.length ?? 0]));
