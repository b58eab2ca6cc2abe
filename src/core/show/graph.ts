import { inspect } from 'node:util';
import type { GraphLink, GraphNode } from './graph-types.ts';
import { arrange } from './layout.ts';
import { drawGraph } from './svg.ts';

/** Lines that a terminal shows. */
const SHOWN = 60;

/**
 * What comes from what, as a picture: origins at the left, what was made of them to the right. Shows itself as a tree in
 * a terminal, and by `toHtml()` in a notebook.
 */
export class Graph {
  readonly nodes: readonly GraphNode[];
  readonly links: readonly GraphLink[];
  /** Ids that links name and no node has. */
  readonly outside: ReadonlySet<string>;
  readonly title: string;

  /** @param title read out to those who do not see the picture */
  constructor(nodes: Iterable<GraphNode>, links: Iterable<GraphLink>, { title = '' } = {}) {
    const known = new Map([...nodes].map((node) => [node.id, node]));
    const said = new Map([...links].map((link) => [JSON.stringify([link.from, link.label, link.to]), link]));
    this.links = [...said.values()].filter(({ from, to }) => from !== to);
    this.outside = new Set(this.links.flatMap(({ from, to }) => [from, to]).filter((id) => !known.has(id)));
    this.nodes = [...known.values(), ...[...this.outside].map((id) => ({ id }))];
    this.title = title;
  }

  /** A picture that stands by itself, in the text colour of the page it is on. */
  toSvg(): string {
    const { nodes, links, outside } = this;
    const places = arrange(
      nodes.map(({ id }) => id),
      links,
    );
    const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;
    const title = this.title || `${count(nodes.length, 'thing')} and ${count(links.length, 'relation')}`;
    return drawGraph({ nodes, links, outside, places, title });
  }

  /** For notebooks. A picture that is wider than the page scrolls by itself. */
  toHtml(): string {
    return `<div style="overflow-x:auto">${this.toSvg()}</div>`;
  }

  /** The same as a tree; what has several origins stands below each of them. */
  toString(): string {
    return this.#lines().join('\n');
  }

  [inspect.custom](): string {
    const lines = this.#lines(SHOWN + 1);
    if (lines.length <= SHOWN) return lines.join('\n');
    return [...lines.slice(0, SHOWN), `… (${this.nodes.length} in all)`].join('\n');
  }

  #lines(limit = Number.POSITIVE_INFINITY): string[] {
    const below = new Map<string, GraphLink[]>();
    for (const link of this.links) {
      const there = below.get(link.to) ?? [];
      there.push(link);
      below.set(link.to, there);
    }
    const byId = new Map(this.nodes.map((node) => [node.id, node]));
    const told = new Set<string>();
    const lines: string[] = [];
    const tell = (root: string): void => {
      const open: { id: string; lead: string; indent: string; how: string }[] = [
        { id: root, lead: '', indent: '', how: '' },
      ];
      for (let one = open.pop(); one && lines.length < limit; one = open.pop()) {
        const { id, lead, indent, how } = one;
        const { label = id, note } = byId.get(id) ?? { id };
        const again = told.has(id) && below.has(id) ? ' …' : '';
        lines.push(
          [lead + label, note && note !== label && `(${note})`, how].filter(Boolean).join(' ') + again,
        );
        if (told.has(id)) continue;
        told.add(id);
        const children = below.get(id) ?? [];
        const rows = children.map(({ from, label: sentence = '' }, index) => {
          const last = index === children.length - 1;
          return {
            id: from,
            lead: `${indent}${last ? '└─ ' : '├─ '}`,
            indent: `${indent}${last ? '   ' : '│  '}`,
            how: sentence && `— ${sentence}`,
          };
        });
        open.push(...rows.reverse());
      }
    };
    const hasOrigin = new Set(this.links.map(({ from }) => from));
    for (const { id } of this.nodes) if (!hasOrigin.has(id)) tell(id);
    // What is left goes round in a circle: it has no beginning, so any will do.
    for (const { id } of this.nodes) if (!told.has(id)) tell(id);
    return lines;
  }
}
