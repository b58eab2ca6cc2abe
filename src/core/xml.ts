import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its children in order. Text between elements is not kept; the text of a leaf is. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

export const element = (
  name: string,
  children: XmlElement[] = [],
  attributes: Record<string, string> = {},
): XmlElement => ({ name, attributes, children, text: '' });

export const leaf = (name: string, text: string, attributes: Record<string, string> = {}): XmlElement => ({
  name,
  attributes,
  children: [],
  text,
});

type Node = Record<string, unknown>;
const ATTRIBUTES = ':@';
const TEXT = '#text';

/** The first element of a document: its root. @throws Error it is not well-formed XML */
export function parseXml(text: string): XmlElement {
  // Documents need no type definitions, and definitions are how XML attacks its readers.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Error('XML with a document type definition is not read');
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw new Error(`line ${validity.err.line}: ${validity.err.msg}`);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
  });
  const root = (parser.parse(text) as Node[]).find((node) => nameOf(node) !== TEXT);
  if (!root) throw new Error('there is no element');
  return elementFrom(root);
}

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? TEXT;

function elementFrom(node: Node): XmlElement {
  const name = nameOf(node);
  const nodes = node[name] as Node[];
  const children = nodes.filter((child) => nameOf(child) !== TEXT).map(elementFrom);
  const texts = nodes.filter((child) => nameOf(child) === TEXT).map((child) => String(child[TEXT]));
  const attributes = Object.entries((node[ATTRIBUTES] as Record<string, string> | undefined) ?? {});
  return {
    name,
    attributes: Object.fromEntries(attributes.map(([key, value]) => [key, decode(value)])),
    children,
    text: children.length > 0 ? '' : decode(texts.join('')),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and numbered characters; nothing else is there without a document type. */
const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, digits, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(digits);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** Characters that XML cannot hold, not even escaped: control characters but tab and line ends. */
export const hasImpossibleCharacters = (text: string): boolean =>
  [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    const control = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
    return control || code === 0xfffe || code === 0xffff || (code >= 0xd800 && code <= 0xdfff);
  });

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** An element as text, indented for people. */
export function writeXml({ name, attributes, children, text }: XmlElement, depth = 0): string {
  const indent = '  '.repeat(depth);
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  const open = `${indent}<${name}${head.join('')}`;
  if (children.length > 0) {
    const inner = children.map((child) => writeXml(child, depth + 1)).join('');
    return `${open}>\n${inner}${indent}</${name}>\n`;
  }
  return text === '' ? `${open}/>\n` : `${open}>${escapeText(text)}</${name}>\n`;
}

/** A whole file. */
export const xmlFile = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}`;

/** All elements of a name, at any depth, not looking inside those found. */
export function findAll(root: XmlElement, name: string): XmlElement[] {
  return root.name === name ? [root] : root.children.flatMap((child) => findAll(child, name));
}
