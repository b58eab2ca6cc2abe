import { element, findAll, parseXml, type XmlElement, xmlFile } from '../../core/xml.ts';
import { KINDS, type Kind, NAMES } from './kinds.ts';
import { type Fields, giveAll, type Part, takeAll } from './shape.ts';
import { SHAPES, SUBMISSION } from './shapes.ts';
import type { EnaDocument, ObjectOf, OtherXml, Submission } from './types.ts';

function read(from: XmlElement, parts: readonly Part[]): Fields {
  const others: OtherXml[] = [];
  const object: Fields = {};
  takeAll(from, object, parts, { path: '', others });
  if (others.length > 0) object.otherXml = others;
  return object;
}

const write = (name: string, object: object, parts: readonly Part[]): XmlElement => {
  const { otherXml = [] } = object as { otherXml?: OtherXml[] };
  return giveAll(element(name), object as Fields, parts, { path: '', others: otherXml });
};

export const objectElement = <K extends Kind>(kind: K, object: ObjectOf[K]): XmlElement =>
  write(NAMES[kind].element, object, SHAPES[kind]);

/** A whole document for the repository. */
export function documentToXml(document: EnaDocument): string {
  const submission = write('SUBMISSION', document.submission ?? {}, SUBMISSION);
  const sets = KINDS.flatMap((kind) => {
    const objects = document[kind] as ObjectOf[Kind][] | undefined;
    if (!objects?.length) return [];
    return [
      element(
        NAMES[kind].set,
        objects.map((object) => objectElement(kind, object as never)),
      ),
    ];
  });
  const extra = (document.xml ?? []).map(parseXml);
  return xmlFile(element('WEBIN', [element('SUBMISSION_SET', [submission]), ...sets, ...extra]));
}

const XML_ONLY_SETS = new Set(['DAC_SET', 'POLICY_SET', 'DATASETS', 'CHECKLIST_SET']);

/**
 * Reads a document, a set or a single object. Nothing is lost: what has no field of its own is kept as `otherXml`.
 * @throws Error it is not well-formed XML
 */
export function documentFromXml(text: string): EnaDocument {
  const root = parseXml(text);
  const document: EnaDocument = {};
  const [submission] =
    root.name === 'WEBIN' || /^SUBMISSION/.test(root.name) ? findAll(root, 'SUBMISSION') : [];
  if (submission) document.submission = read(submission, SUBMISSION) as Submission;
  for (const kind of KINDS) {
    const { element: name, set } = NAMES[kind];
    const sets = root.name === 'WEBIN' ? root.children.filter((child) => child.name === set) : [root];
    const found = sets
      .flatMap((one) => (one.name === set ? one.children : [one]))
      .filter((one) => one.name === name);
    if (found.length > 0) document[kind] = found.map((one) => read(one, SHAPES[kind])) as never;
  }
  const others = root.children.filter(({ name }) => root.name === 'WEBIN' && XML_ONLY_SETS.has(name));
  if (others.length > 0) document.xml = others.map((one) => xmlFile(one).replace(/^<\?.*\?>\n/, ''));
  return document;
}

/** The first object of a kind in an answer. */
export function objectFromXml<K extends Kind>(kind: K, text: string): ObjectOf[K] {
  const [found] = findAll(parseXml(text), NAMES[kind].element);
  if (!found) throw new Error(`there is no ${NAMES[kind].element}`);
  return read(found, SHAPES[kind]) as unknown as ObjectOf[K];
}
