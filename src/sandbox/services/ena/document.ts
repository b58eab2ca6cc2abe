import { INFO, KINDS, type Kind, kindOfElement } from './kinds.ts';
import { type Problem, problem, refuse } from './rules.ts';
import { child, children, parseXml, type XmlElement } from './xml.ts';

/** One action of a submission. */
export interface Action {
  type: string;
  target?: string;
  /** As sent. */
  holdUntil?: string;
  /** The type that an ADD or MODIFY of the drop-box is about. */
  schema?: Kind;
}

/** One object of a submission, before anything is checked. */
export interface Draft {
  kind: Kind;
  alias: string;
  accession?: string;
  center?: string;
  /** The object's element as it was sent, or as JSON became it. */
  element: XmlElement;
}

/** A submission as it was sent. */
export interface Submission {
  alias?: string;
  center?: string;
  actions: Action[];
  drafts: Draft[];
  /** What was wrong with the document; such a submission is rejected as a whole. */
  problems: Problem[];
  /** Name of the submitted file, where there was one. */
  file?: string;
}

const ACTIONS = new Set([
  ...['ADD', 'MODIFY', 'HOLD', 'RELEASE', 'CANCEL', 'VALIDATE', 'RECEIPT'],
  ...['SUPPRESS', 'KILL', 'PROTECT', 'ROLLBACK'],
]);

/** An XML document of version 2: everything below one WEBIN. */
export function readXml(text: string): XmlElement {
  const root = wellFormed(text);
  if (root.name !== 'WEBIN')
    throw refuse('document.xml', { problem: `Unexpected root element ${root.name}` });
  return root;
}

function wellFormed(text: string): XmlElement {
  try {
    return parseXml(text);
  } catch (error) {
    throw refuse('document.xml', { problem: error instanceof Error ? error.message : String(error) });
  }
}

/** Reads what a WEBIN document (or the parts of a drop-box request, put below one) says. */
export function readSubmission(webin: XmlElement): Submission {
  const element = child(webin, 'SUBMISSION_SET', 'SUBMISSION') ?? child(webin, 'SUBMISSION');
  const problems = element ? [] : [problem('submission.incomplete', { type: 'Submission' })];
  const { actions, unknown } = readActions(element);
  for (const name of unknown) {
    const why = `unexpected element ${name} in ACTION`;
    problems.push(problem('submission.invalid-xml', { type: 'submission', problem: why }));
  }
  return {
    alias: element?.attributes.alias || undefined,
    center: element?.attributes.center_name || undefined,
    actions,
    drafts: readDrafts(webin),
    problems,
  };
}

function readActions(submission: XmlElement | undefined): { actions: Action[]; unknown: string[] } {
  const elements = children(child(submission, 'ACTIONS'), 'ACTION').flatMap((action) => action.children);
  const actions = elements
    .filter(({ name }) => ACTIONS.has(name))
    .map(({ name, attributes }): Action => {
      const { target, schema } = attributes;
      const holdUntil = attributes.HoldUntilDate;
      const kind = schema === undefined ? undefined : kindOfElement(schema.toUpperCase());
      return {
        type: name,
        ...(target ? { target } : {}),
        ...(holdUntil ? { holdUntil } : {}),
        ...(kind ? { schema: kind } : {}),
      };
    });
  const unknown = elements.filter(({ name }) => !ACTIONS.has(name)).map(({ name }) => name);
  // A document with objects and no word on what to do with them is meant to be added.
  return { actions: elements.length === 0 ? [{ type: 'ADD' }] : actions, unknown };
}

function readDrafts(webin: XmlElement): Draft[] {
  return KINDS.flatMap((kind) => {
    const { set, element } = INFO[kind];
    const found = [...children(webin, set).flatMap((item) => children(item, element))];
    return found.map((item): Draft => {
      const { alias = '', accession, center_name: center } = item.attributes;
      return {
        kind,
        alias,
        ...(accession ? { accession } : {}),
        ...(center ? { center } : {}),
        element: item,
      };
    });
  });
}

/** Whether the document adds or modifies objects of this type; undefined: no action is about them. */
export function modeOf(submission: Submission, kind: Kind): 'ADD' | 'MODIFY' | undefined {
  const writes = submission.actions.filter(({ type }) => type === 'ADD' || type === 'MODIFY');
  // VALIDATE alone means VALIDATE,ADD.
  if (writes.length === 0) return has(submission, 'VALIDATE') ? 'ADD' : undefined;
  const found =
    writes.find(({ schema }) => schema === kind) ?? writes.find(({ schema }) => schema === undefined);
  return found?.type as 'ADD' | 'MODIFY' | undefined;
}

export const has = (submission: Submission, type: string): boolean =>
  submission.actions.some((action) => action.type === type);
