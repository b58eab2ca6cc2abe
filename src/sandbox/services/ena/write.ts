import type { CheckContext } from './check-context.ts';
import { namedFiles, uploadName } from './check-files.ts';
import { checkDraft } from './checks.ts';
import { type Draft, has, modeOf, type Submission } from './document.ts';
import { itemOf } from './items.ts';
import { INFO, KINDS, type Kind } from './kinds.ts';
import { PROCESSING } from './lifecycles.ts';
import type { NamedFile, Processing, StoredObject } from './model.ts';
import { nextAccession } from './numbers.ts';
import { resolveReferences } from './references.ts';
import { problem } from './rules.ts';
import type { Stage } from './stage.ts';

/** Types that have a release date of their own; the others follow their study. */
export const DATED: ReadonlySet<Kind> = new Set(['project', 'study', 'sample']);
const WITH_FILES: ReadonlySet<Kind> = new Set(['run', 'analysis']);

/** Adds and modifies the objects of a document. Everything that is wrong is noted, not only the first thing. */
export function stageDrafts(stage: Stage, submission: Submission, holdUntil: string): void {
  const checks = stage.archive.checks(stage.account);
  // The files of a seed were archived long ago.
  const context = stage.seed ? { ...checks, upload: () => ({ md5: '' }) } : checks;
  checkCompleteness(stage, submission);
  checkRepeated(stage, submission.drafts);
  const staged: { draft: Draft; object: StoredObject; adds: boolean }[] = [];
  for (const draft of submission.drafts) {
    const mode = modeOf(submission, draft.kind);
    if (mode === undefined) continue;
    const before = mode === 'MODIFY' ? existing(stage, draft) : undefined;
    const wrong = mode === 'ADD' ? checkNew(stage, draft) : checkExisting(draft, before, context);
    stage.problems.push(...wrong, ...checkDraft(draft, context));
    if (mode === 'MODIFY' && !before) continue;
    const object = before
      ? modified(stage, draft, before, submission, holdUntil, context)
      : added(stage, draft, submission, holdUntil, context);
    stage.put(object);
    staged.push({ draft, object, adds: mode === 'ADD' });
  }
  // Only now: objects of one document may refer to each other in any order.
  for (const { draft, object, adds } of staged) {
    const { refs, problems } = resolveReferences(draft, stage);
    stage.problems.push(...problems);
    const whole = { ...object, refs };
    stage.put(whole);
    stage.items.push(itemOf(stage.archive, whole, adds));
  }
}

/** Every type that an action speaks of has objects, and every object an action. */
function checkCompleteness(stage: Stage, submission: Submission): void {
  const { actions, drafts } = submission;
  const kinds = new Set(drafts.map(({ kind }) => kind));
  const missing = actions.flatMap(({ schema }) => (schema && !kinds.has(schema) ? [schema] : []));
  // Without ADD and MODIFY the objects only say what is to be held or released.
  const idle = !has(submission, 'ADD') && !has(submission, 'MODIFY');
  const homeless = KINDS.filter((kind) => kinds.has(kind) && modeOf(submission, kind) === undefined && !idle);
  for (const kind of [...missing, ...homeless]) {
    stage.problems.push(problem('submission.incomplete', { type: title(kind) }));
  }
  const general = actions.some(({ type, schema }) => type === 'ADD' && schema === undefined);
  if (general && drafts.length === 0)
    stage.problems.push(problem('submission.incomplete', { type: 'Object' }));
}

function title(kind: Kind): string {
  const { element } = INFO[kind];
  return element.charAt(0) + element.slice(1).toLowerCase();
}

function checkRepeated(stage: Stage, drafts: readonly Draft[]): void {
  const seen = new Map<string, number>();
  for (const { kind, alias } of drafts) {
    const key = JSON.stringify([kind, alias]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 2 && alias !== '')
      stage.problems.push(problem('object.duplicate-in-document', { type: kind, alias }));
  }
}

function checkNew(stage: Stage, { kind: type, alias }: Draft) {
  if (alias === '') return [problem('object.alias-missing', { type })];
  const earlier = stage.archive.store.byAlias(stage.account, type, alias);
  return earlier ? [problem('object.duplicate', { type, alias, accession: earlier.accession })] : [];
}

/** The object to be modified, found by accession or alias. */
function existing(stage: Stage, { kind, alias, accession }: Draft): StoredObject | undefined {
  const found = accession ? stage.byAccession(accession) : stage.byAlias(kind, alias);
  return found?.account === stage.account && found.kind === kind ? found : undefined;
}

function checkExisting(draft: Draft, before: StoredObject | undefined, context: CheckContext) {
  const { kind: type, alias, accession = '' } = draft;
  if (!before) return [problem('modify.unknown', { type, alias, accession })];
  if (before.cancelled) return [problem('modify.cancelled', { type, alias: before.alias })];
  if (!WITH_FILES.has(type)) return [];
  const names = (files: readonly NamedFile[]) =>
    JSON.stringify(files.map(({ name }) => uploadName(name)).sort());
  const same = names(before.files) === names(namedFiles(draft.element, context));
  return same ? [] : [problem('modify.files', { type, alias: before.alias })];
}

function added(
  stage: Stage,
  draft: Draft,
  submission: Submission,
  holdUntil: string,
  context: CheckContext,
): StoredObject {
  const { archive, account } = stage;
  const { kind, alias, element } = draft;
  const owner = archive.account(account);
  const { now, seed } = stage;
  const dated = DATED.has(kind);
  return {
    kind,
    ...accessions(stage, draft),
    alias,
    account,
    center: draft.center ?? submission.center ?? owner.center ?? account,
    ...(owner.broker === undefined ? {} : { broker: owner.broker }),
    element,
    refs: [],
    created: now,
    updated: now,
    cancelled: false,
    production: seed !== undefined,
    released: dated && releasesAll(submission) ? now : null,
    holdUntil: dated ? holdUntil : null,
    ...fileParts(stage, draft, context),
  };
}

function accessions(stage: Stage, { kind, alias }: Draft): { accession: string; secondary?: string } {
  const { archive, seed } = stage;
  const given = seed?.accessions.get(JSON.stringify([kind, alias]));
  if (seed && given !== undefined) {
    const secondary = seed.secondary[given];
    return { accession: given, ...(secondary === undefined ? {} : { secondary }) };
  }
  for (;;) {
    const next = nextAccession(archive.context.ids, kind);
    // A seed may hold any accession.
    if (!archive.store.object(next.accession) && !archive.store.object(next.secondary ?? '')) return next;
  }
}

function modified(
  stage: Stage,
  draft: Draft,
  before: StoredObject,
  submission: Submission,
  holdUntil: string,
  context: CheckContext,
): StoredObject {
  const { now } = stage;
  const holds = submission.actions.some(({ type, target }) => type === 'HOLD' && target === undefined);
  const public_ = stage.archive.isPublic(before);
  if (holds && public_ && DATED.has(before.kind))
    stage.problems.push(problem('hold.public', { target: before.accession }));
  const released = DATED.has(before.kind) && releasesAll(submission) ? now : before.released;
  return {
    ...before,
    center: draft.center ?? submission.center ?? before.center,
    element: draft.element,
    updated: now,
    released,
    holdUntil: holds && DATED.has(before.kind) ? holdUntil : before.holdUntil,
    ...fileParts(stage, draft, context),
  };
}

function fileParts(
  stage: Stage,
  draft: Draft,
  context: CheckContext,
): { files: NamedFile[]; processing: Processing | null } {
  if (!WITH_FILES.has(draft.kind)) return { files: [], processing: null };
  const { lifecycle } = stage.archive.context;
  const { now: started } = stage;
  const files = namedFiles(draft.element, context);
  if (stage.seed) return { files, processing: null };
  const progress = lifecycle.start(PROCESSING, started);
  return { files, processing: { started, progress, ended: null } };
}

/** RELEASE without target means everything in the document. */
function releasesAll(submission: Submission): boolean {
  return submission.actions.some(({ type, target }) => type === 'RELEASE' && target === undefined);
}
