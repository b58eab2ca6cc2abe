import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An XML element. JSON-safe: the store keeps submitted objects as these, whatever form they came in. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Character data, trimmed; elements here hold text or children, never both. */
  text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Entities of the document's own are not expanded; character references are.
  processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 100_000_000 },
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** The root element of a document. Throws an Error with the parser's complaint when it is not well-formed. */
export function parseXml(text: string): XmlElement {
  const source = text.replace(/^\uFEFF/, '').trim();
  const checked = XMLValidator.validate(source);
  if (checked !== true) throw new Error(`${checked.err.msg} (line ${checked.err.line ?? 1})`);
  const roots = elements(parser.parse(source));
  const [root] = roots;
  if (!root || roots.length > 1) throw new Error('The document has not exactly one root element.');
  return root;
}

function elements(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    if (name === undefined) return [];
    const content = node[name];
    const parts: Record<string, unknown>[] = Array.isArray(content) ? content : [];
    return [
      {
        name,
        attributes: { ...(node[':@'] as Record<string, string> | undefined) },
        children: elements(content),
        text: parts.flatMap((part) => (part['#text'] === undefined ? [] : [String(part['#text'])])).join(''),
      },
    ];
  });
}

/** `el('TITLE', 'x')`, `el('ADD')`, `el('SAMPLE', { alias }, …children)`. */
export function el(
  name: string,
  ...parts: (string | Record<string, string | undefined> | XmlElement | XmlElement[] | undefined)[]
): XmlElement {
  const element: XmlElement = { name, attributes: {}, children: [], text: '' };
  for (const part of parts) {
    if (part === undefined) continue;
    if (typeof part === 'string') element.text += part;
    else if (Array.isArray(part)) element.children.push(...part);
    else if (isElement(part)) element.children.push(part);
    else {
      for (const [key, value] of Object.entries(part)) {
        if (value !== undefined) element.attributes[key] = value;
      }
    }
  }
  return element;
}

function isElement(part: Record<string, string | undefined> | XmlElement): part is XmlElement {
  return typeof part.children === 'object';
}

export function child(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((item) => item.name === name);
  return at;
}

export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((item) => item.name === name) ?? [];
}

/** The text at a path; undefined when there is no such element. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return child(element, ...path)?.text;
}

/** Every element of this name below, at any depth. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((item) => [
    ...(item.name === name ? [item] : []),
    ...descendants(item, name),
  ]);
}

export function renderXml(element: XmlElement, indent = ''): string {
  const attributes = Object.entries(element.attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('');
  const open = `${indent}<${element.name}${attributes}`;
  if (element.children.length === 0) {
    return element.text === '' ? `${open}/>\n` : `${open}>${escapeText(element.text)}</${element.name}>\n`;
  }
  const inner = element.children.map((item) => renderXml(item, `${indent}     `)).join('');
  return `${open}>\n${inner}${indent}</${element.name}>\n`;
}

export function xmlDocument(element: XmlElement, stylesheet?: string): string {
  const style = stylesheet === undefined ? '' : `<?xml-stylesheet type="text/xsl" href="${stylesheet}"?>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${style}${renderXml(element)}`;
}

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;' })[c] ?? '&gt;');

function escapeAttribute(text: string): string {
  return text.replace(
    /[&<>"\n\r\t]/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? `&#${c.charCodeAt(0)};`,
  );
}
