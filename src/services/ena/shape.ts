import { element, leaf, parseXml, writeXml, type XmlElement } from '../../core/xml.ts';
import type { OtherXml } from './types.ts';

/** An object while it is read or written: the types in types.ts are put on it by objects.ts. */
export type Fields = Record<string, unknown>;

/**
 * One correspondence between a field and XML, in both directions, so that what is written is what is read. `take`
 * removes from the element what it understands; what is left over at the end is kept as `otherXml`.
 */
export interface Part {
  take(from: XmlElement, to: Fields, at: Where): void;
  give(from: Fields, to: XmlElement, at: Where): void;
}

/** Where we are in the object, and what is kept besides its fields. */
export interface Where {
  readonly path: string;
  readonly others: OtherXml[];
}

const inside = ({ path, others }: Where, name: string): Where => ({
  path: path ? `${path}/${name}` : name,
  others,
});

export function takeChild(from: XmlElement, name: string): XmlElement | undefined {
  const index = from.children.findIndex((child) => child.name === name);
  return index < 0 ? undefined : from.children.splice(index, 1)[0];
}

export function takeChildren(from: XmlElement, name: string): XmlElement[] {
  const found = from.children.filter((child) => child.name === name);
  from.children = from.children.filter((child) => child.name !== name);
  return found;
}

export function takeAttribute(from: XmlElement, name: string): string | undefined {
  const value = from.attributes[name];
  delete from.attributes[name];
  return value;
}

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** An attribute of the element. */
export const attribute = (field: string, name: string): Part => ({
  take(from, to) {
    const value = takeAttribute(from, name);
    if (value !== undefined) to[field] = value;
  },
  give(from, to) {
    if (isGiven(from[field])) to.attributes[name] = String(from[field]);
  },
});

/** Blanks that somebody meant stay; those of a pretty-printer have a line end among them. */
export const plain = (text: string): string => text.replace(/^\s*\n\s*|\s*\n\s*$/g, '');

/** A child element that holds text. */
export const text = (field: string, name: string): Part => ({
  take(from, to) {
    const child = takeChild(from, name);
    if (child) to[field] = plain(child.text);
  },
  give(from, to) {
    if (isGiven(from[field])) to.children.push(leaf(name, String(from[field])));
  },
});

/** As {@link text}, for several of them. */
export const texts = (field: string, name: string): Part => ({
  take(from, to) {
    const found = takeChildren(from, name);
    if (found.length > 0) to[field] = found.map((child) => plain(child.text));
  },
  give(from, to) {
    for (const value of (from[field] as unknown[] | undefined) ?? [])
      to.children.push(leaf(name, String(value)));
  },
});

/** An element that the fields do not show: its parts belong to the object around it. */
export const group = (name: string, parts: readonly Part[], always = false): Part => ({
  take(from, to, at) {
    const child = takeChild(from, name);
    if (!child) return;
    const position = inside(at, name);
    takeAll(child, to, parts, position);
  },
  give(from, to, at) {
    const made = giveAll(element(name), from, parts, inside(at, name));
    if (always || made.children.length > 0 || Object.keys(made.attributes).length > 0) to.children.push(made);
  },
});

/** An object of its own in a field. */
export const nested = (field: string, name: string, parts: readonly Part[]): Part => ({
  take(from, to, at) {
    const child = takeChild(from, name);
    if (!child) return;
    const value: Fields = {};
    takeAll(child, value, parts, inside(at, name));
    to[field] = value;
  },
  give(from, to, at) {
    const value = from[field];
    if (isGiven(value)) to.children.push(giveAll(element(name), value as Fields, parts, inside(at, name)));
  },
});

/** A list, with or without an element around it. Each item has its place in `otherXml` by number. */
export const list = (
  field: string,
  wrapper: string | undefined,
  name: string,
  parts: readonly Part[],
): Part => ({
  take(from, to, at) {
    const around = wrapper === undefined ? from : takeChild(from, wrapper);
    if (!around) return;
    const place = wrapper === undefined ? at : inside(at, wrapper);
    const found = takeChildren(around, name);
    if (found.length > 0) {
      to[field] = found.map((child, index) => {
        const value: Fields = {};
        takeAll(child, value, parts, inside(place, `${name}[${index}]`));
        return value;
      });
    }
    if (wrapper !== undefined) keepRest(around, place, []);
  },
  give(from, to, at) {
    const items = (from[field] as Fields[] | undefined) ?? [];
    const place = wrapper === undefined ? at : inside(at, wrapper);
    const made = items.map((item, index) =>
      giveAll(element(name), item, parts, inside(place, `${name}[${index}]`)),
    );
    if (wrapper === undefined) to.children.push(...made);
    else {
      const around = giveOthers(element(wrapper, made), place);
      if (around.children.length > 0) to.children.push(around);
    }
  },
});

/** Reads the parts and keeps what is left over. The element is used up. */
export function takeAll(from: XmlElement, to: Fields, parts: readonly Part[], at: Where): void {
  const order = from.children.map(({ name }) => name);
  for (const part of parts) part.take(from, to, at);
  keepRest(from, at, order);
}

function keepRest(from: XmlElement, { path, others }: Where, order: readonly string[]): void {
  for (const [name, value] of Object.entries(from.attributes)) {
    // A remark about the file, not about the object.
    if (!/^xmlns(:|$)|^xsi:/.test(name)) others.push({ in: path, attribute: name, xml: value });
  }
  for (const child of from.children) {
    const before = order[order.indexOf(child.name) - 1];
    others.push({ in: path, ...(before !== undefined && { after: before }), xml: writeXml(child).trim() });
  }
}

/** Writes the parts, and between them what was kept. */
export function giveAll(to: XmlElement, from: Fields, parts: readonly Part[], at: Where): XmlElement {
  for (const part of parts) part.give(from, to, at);
  return giveOthers(to, at);
}

function giveOthers(to: XmlElement, { path, others }: Where): XmlElement {
  for (const other of others) {
    if (other.in !== path) continue;
    if (other.attribute !== undefined) {
      to.attributes[other.attribute] ??= other.xml;
      continue;
    }
    const extra = parseXml(other.xml);
    const names = to.children.map(({ name }) => name);
    const last = Math.max(names.lastIndexOf(other.after ?? ''), names.lastIndexOf(extra.name));
    to.children.splice(
      other.after === undefined && last < 0 ? 0 : last < 0 ? names.length : last + 1,
      0,
      extra,
    );
  }
  return to;
}
