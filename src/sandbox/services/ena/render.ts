import type { EnaArchive } from './archive.ts';
import { INFO } from './kinds.ts';
import type { StoredObject } from './model.ts';
import { child, el, type XmlElement, xmlDocument } from './xml.ts';

/** An object as ENA shows it: the submitted element with its accession, center and identifiers. */
export function objectXml(archive: EnaArchive, object: StoredObject): XmlElement {
  const { element, accession, alias, center, broker } = object;
  const rest = element.children
    .filter(({ name }) => name !== 'IDENTIFIERS')
    .map((item) => withReferences(archive, object, item));
  return {
    ...element,
    attributes: {
      accession,
      alias,
      center_name: center,
      ...(broker === undefined ? {} : { broker_name: broker }),
    },
    children: [identifiers(object, center), ...rest],
  };
}

function identifiers({ kind, accession, secondary, alias }: StoredObject, center: string): XmlElement {
  const second =
    secondary === undefined
      ? undefined
      : kind === 'sample'
        ? el('EXTERNAL_ID', { namespace: 'BioSample' }, secondary)
        : el('SECONDARY_ID', secondary);
  return el(
    'IDENTIFIERS',
    el('PRIMARY_ID', accession),
    second,
    el('SUBMITTER_ID', { namespace: center }, alias),
  );
}

/** References by alias are shown with the accession they stand for. */
function withReferences(archive: EnaArchive, owner: StoredObject, element: XmlElement): XmlElement {
  const children = element.children.map((item) => withReferences(archive, owner, item));
  const { refname, accession } = element.attributes;
  if (refname === undefined && accession === undefined) return { ...element, children };
  const found = owner.refs
    .flatMap((ref) => archive.store.object(ref.accession) ?? [])
    .find((object) => names(object, accession, refname) && fits(element.name, object));
  if (!found) return { ...element, children };
  // A study is called by its ERP number here, also when it is a project.
  const turned = found.kind === 'project' && element.name === 'STUDY_REF';
  const { accession: first, secondary: other } = found;
  const main = turned ? (other ?? first) : first;
  const second = turned ? first : found.kind === 'sample' ? undefined : other;
  const ids = el(
    'IDENTIFIERS',
    el('PRIMARY_ID', main),
    second === undefined ? undefined : el('SECONDARY_ID', second),
  );
  return {
    ...element,
    attributes: { ...element.attributes, accession: accession ?? main },
    children: child(element, 'IDENTIFIERS') ? children : [ids, ...children],
  };
}

function names(object: StoredObject, accession: string | undefined, refname: string | undefined): boolean {
  return accession
    ? object.accession === accession || object.secondary === accession
    : object.alias === refname;
}

function fits(element: string, { kind }: StoredObject): boolean {
  if (element === 'SAMPLE_DESCRIPTOR') return kind === 'sample';
  if (element.endsWith('_PROJECT') || element === 'STUDY_REF') return kind === 'project' || kind === 'study';
  return element === `${INFO[kind].element}_REF`;
}

/** Several objects of one type, as one document. */
export function setXml(archive: EnaArchive, objects: readonly StoredObject[]): string {
  const [first] = objects;
  if (!first) return '';
  return xmlDocument(
    el(
      INFO[first.kind].set,
      objects.map((object) => objectXml(archive, object)),
    ),
  );
}
