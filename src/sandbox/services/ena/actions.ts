import { defaultHold, latestHold, parseDay } from './dates.ts';
import { type Action, has, type Submission } from './document.ts';
import { itemOf } from './items.ts';
import { analysisTypeOf, type StoredObject } from './model.ts';
import { type Problem, problem } from './rules.ts';
import type { Stage } from './stage.ts';
import { DATED } from './write.ts';

/** The day until which the objects of a document are private. */
export function releaseDay(submission: Submission, now: number): { day: string; problems: Problem[] } {
  const hold = submission.actions.find(({ type, target }) => type === 'HOLD' && target === undefined);
  return hold ? holdDay(hold, now) : { day: defaultHold(now), problems: [] };
}

/** HOLD without a date means two years. A day in the past is taken as it is. */
function holdDay({ holdUntil }: Action, now: number): { day: string; problems: Problem[] } {
  const latest = latestHold(now);
  if (holdUntil === undefined) return { day: latest, problems: [] };
  const day = parseDay(holdUntil);
  if (day === undefined) return { day: latest, problems: [problem('hold.date', { date: holdUntil })] };
  return { day, problems: day > latest ? [problem('hold.too-far', { date: day })] : [] };
}

/** Carries out the actions that name a target. */
export function applyTargets(stage: Stage, submission: Submission): void {
  for (const action of submission.actions) {
    const { type, target } = action;
    if (type !== 'HOLD' && type !== 'RELEASE' && type !== 'CANCEL') continue;
    for (const target of targetsOf(submission, action)) apply(stage, action, target);
    const pointless = type === 'CANCEL' || submission.drafts.length === 0;
    if (target === undefined && pointless)
      stage.problems.push(problem('action.target-missing', { action: type }));
  }
}

/** What an action is about: its target, or every object of a document that neither adds nor modifies them. */
function targetsOf(submission: Submission, { type, target }: Action): string[] {
  if (target !== undefined) return [target];
  const writes = ['ADD', 'MODIFY', 'VALIDATE'].some((name) => has(submission, name));
  return writes || type === 'CANCEL'
    ? []
    : submission.drafts.map(({ accession, alias }) => accession ?? alias);
}

function apply(stage: Stage, action: Action, target: string): void {
  const object = findTarget(stage, action.type, target);
  if (!object) return;
  if (action.type === 'HOLD') hold(stage, object, action, target);
  else if (action.type === 'RELEASE') release(stage, object);
  else cancel(stage, object, target);
}

function findTarget(stage: Stage, action: string, target: string): StoredObject | undefined {
  const own = (object: StoredObject | undefined) => object?.account === stage.account;
  const byAccession = stage.byAccession(target);
  if (byAccession && own(byAccession)) return byAccession;
  const named = [...stage.objects()].filter((object) => own(object) && object.alias === target);
  if (named.length === 1) return named[0];
  const id = named.length > 1 ? 'action.target-ambiguous' : 'action.target-unknown';
  stage.problems.push(problem(id, { action, target }));
  return undefined;
}

function show(stage: Stage, object: StoredObject): void {
  stage.put(object);
  const item = itemOf(stage.archive, object, false);
  const at = stage.items.findIndex(
    ({ kind, accession }) => kind === item.kind && accession === item.accession,
  );
  if (at < 0) stage.items.push(item);
  else stage.items[at] = { ...stage.items[at], ...item };
}

function hold(stage: Stage, object: StoredObject, action: Action, target: string): void {
  const { archive, problems } = stage;
  if (!DATED.has(object.kind)) {
    problems.push(problem('hold.kind', { target }));
    return;
  }
  if (archive.status(object) !== 'PRIVATE') {
    problems.push(problem('hold.public', { target }));
    return;
  }
  const { day, problems: wrong } = holdDay(action, archive.context.clock.now());
  problems.push(...wrong);
  show(stage, { ...object, holdUntil: day });
}

/** What is public already stays so; what was cancelled is not brought back. */
function release(stage: Stage, object: StoredObject): void {
  const { archive } = stage;
  if (object.cancelled) {
    stage.problems.push(problem('action.target-unknown', { action: 'RELEASE', target: object.accession }));
    return;
  }
  // Clients read the accessions of what was released from these messages.
  stage.info.push(`${object.kind} accession "${object.accession}" is set to public status.`);
  show(stage, { ...object, released: object.released ?? archive.context.clock.now() });
}

/** A study takes its experiments and analyses along, an experiment its runs. */
function cancel(stage: Stage, object: StoredObject, target: string): void {
  const { archive, problems } = stage;
  if (archive.status(object) !== 'PRIVATE') {
    problems.push(problem('cancel.public', { target }));
    return;
  }
  if (analysisTypeOf(object) === 'SEQUENCE_ASSEMBLY') {
    problems.push(problem('cancel.assembly', { target }));
    return;
  }
  show(stage, { ...object, cancelled: true });
  const below = CASCADE[object.kind] ?? [];
  for (const other of [...stage.objects()]) {
    const dependent =
      below.includes(other.kind) && other.refs.some(({ accession }) => accession === object.accession);
    if (dependent && !other.cancelled && other.account === stage.account) cancel(stage, other, target);
  }
}

const CASCADE: Readonly<Partial<Record<StoredObject['kind'], readonly StoredObject['kind'][]>>> = {
  project: ['experiment', 'analysis'],
  study: ['experiment', 'analysis'],
  experiment: ['run'],
};
