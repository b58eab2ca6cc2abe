import { refuse } from './rules.ts';
import { el, type XmlElement } from './xml.ts';

export type Fields = Record<string, unknown>;

/** A JSON object; with `known`, one in which unknown fields are an error. Nulls are left out. */
export function fields(value: unknown, where: string, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse('document.type', { where, expected: 'an object' });
  const out: Fields = {};
  for (const [key, item] of Object.entries(value)) {
    if (known && !known.includes(key)) throw refuse('document.unknown-field', { field: key, where });
    if (item !== null) out[key] = item;
  }
  return out;
}

export function list(value: unknown, where: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw refuse('document.type', { where, expected: 'an array' });
}

/** A text; numbers and booleans are taken as their text. */
export function str(item: Fields, key: string, where: string): string | undefined {
  const value = item[key];
  if (value === undefined) return undefined;
  if (typeof value === 'object')
    throw refuse('document.type', { where: `${where}.${key}`, expected: 'a text' });
  return String(value);
}

/** An element with a text, or none when the field is absent. */
export function textElement(name: string, item: Fields, key: string, where: string): XmlElement | undefined {
  const text = str(item, key, where);
  return text === undefined ? undefined : el(name, text);
}

/** `TAG_SET` around one `TAG` per entry; none when there are no entries. */
export function wrapped(name: string, items: XmlElement[]): XmlElement | undefined {
  return items.length === 0 ? undefined : el(name, items);
}

export function attributes(element: string, item: Fields, where: string): XmlElement | undefined {
  const name = `${element}_ATTRIBUTE`;
  const items = list(item.attributes, `${where}.attributes`).map((value, i) => {
    const at = `${where}.attributes[${i}]`;
    const attribute = fields(value, at, ['tag', 'value', 'unit']);
    return el(
      name,
      textElement('TAG', attribute, 'tag', at),
      textElement('VALUE', attribute, 'value', at),
      textElement('UNITS', attribute, 'unit', at),
    );
  });
  return wrapped(`${name}S`, items);
}

export function links(element: string, item: Fields, where: string): XmlElement | undefined {
  const name = `${element}_LINK`;
  const items = list(item.links, `${where}.links`).map((value, i) => {
    const at = `${where}.links[${i}]`;
    const link = fields(value, at, ['xrefLink', 'urlLink']);
    if (link.urlLink !== undefined) {
      const url = fields(link.urlLink, `${at}.urlLink`, ['label', 'url']);
      const inner = [textElement('LABEL', url, 'label', at), textElement('URL', url, 'url', at)];
      return el(name, el('URL_LINK', ...inner));
    }
    const xref = fields(link.xrefLink ?? {}, `${at}.xrefLink`);
    return el(name, el('XREF_LINK', textElement('DB', xref, 'db', at), textElement('ID', xref, 'id', at)));
  });
  return wrapped(`${name}S`, items);
}

/** A reference; what is neither accession nor alias is dropped. */
export function reference(name: string, value: unknown, where: string): XmlElement {
  const item = fields(value, where);
  return el(name, { accession: str(item, 'accession', where), refname: str(item, 'alias', where) });
}

/** alias, accession and center of an object, as XML attributes. */
export function identity(item: Fields, where: string): Record<string, string | undefined> {
  return {
    alias: str(item, 'alias', where),
    center_name: str(item, 'centerName', where),
    // An accession is usually sent empty, which is none.
    accession: str(item, 'accession', where) || undefined,
  };
}
