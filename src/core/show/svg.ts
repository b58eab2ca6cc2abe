import { escapeHtml } from '../table.ts';
import type { GraphLink, GraphNode } from './graph-types.ts';
import type { NodePlace } from './layout.ts';

export interface Drawing {
  nodes: readonly GraphNode[];
  links: readonly GraphLink[];
  outside: ReadonlySet<string>;
  places: ReadonlyMap<string, NodePlace>;
  title: string;
}

/** Okabe and Ito's colours, which colour-blind people can tell apart; readable on white and on black. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#a0a000', '#999999'];
/** One kind of line for each kind of sentence. */
const DASHES = ['', '6 4', '2 3', '9 3 2 3', '1 6', '12 3 2 3 2 3'];

/** All in pixels. A picture cannot measure its text, so a letter counts as wide as those of wide fonts are on average. */
const LETTER = 7.2;
const LONGEST_LABEL = 32;
const GAP = 64;
const EDGE = 8;

const cut = (text: string): string =>
  text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
const px = (value: number): string => String(Math.round(value * 10) / 10);

interface Box {
  x: number;
  /** Its middle. */
  y: number;
  width: number;
}

/** Text and lines take the colour of the page (`currentColor`), so that the picture is read on light and dark alike. */
export function drawGraph({ nodes, links, outside, places, title }: Drawing): string {
  const hasNotes = nodes.some(({ label, note }) => note && note !== label);
  const height = hasNotes ? 34 : 22;
  const pitch = height + 8;
  const boxes = boxesOf(nodes, places, { height, pitch });
  const groups = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  const sentences = [...new Set(links.flatMap(({ label }) => label ?? []))];

  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const lines = links.map((link) =>
    drawLink(link, boxes, nameOf, DASHES[sentences.indexOf(link.label ?? '') % DASHES.length]),
  );
  const shapes = nodes.map((node) => {
    const colour =
      node.group === undefined ? undefined : COLOURS[groups.indexOf(node.group) % COLOURS.length];
    return drawNode(node, boxes.get(node.id), { height, colour, dashed: outside.has(node.id) });
  });
  const all = [...boxes.values()];
  const right = all.reduce((most, { x, width }) => Math.max(most, x + width), 0) + EDGE;
  const bottom = all.reduce((most, { y }) => Math.max(most, y + height / 2), 0) + EDGE;
  const legend = drawLegend(sentences, groups, bottom + 14, Math.max(right, 640));
  const width = Math.max(right, legend.right);
  const total = legend.text ? legend.bottom : bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${px(width)}" height="${px(total)}" viewBox="0 0 ${px(width)} ${px(total)}" style="max-width:none;font:12px system-ui,sans-serif" fill="currentColor">`,
    `<title>${escapeHtml(title)}</title>`,
    ...lines,
    ...shapes,
    legend.text,
    '</svg>',
  ].join('');
}

function boxesOf(
  nodes: readonly GraphNode[],
  places: ReadonlyMap<string, NodePlace>,
  { height, pitch }: { height: number; pitch: number },
): Map<string, Box> {
  const widths: number[] = [];
  for (const { id, label = id, note = '' } of nodes) {
    const column = places.get(id)?.column ?? 0;
    const letters = Math.max(cut(label).length, cut(note).length);
    widths[column] = Math.max(widths[column] ?? 0, letters * LETTER + 20);
  }
  const lefts: number[] = [];
  let left = EDGE;
  for (const width of widths) {
    lefts.push(left);
    left += width + GAP;
  }
  return new Map(
    nodes.map(({ id }) => {
      const { column, row } = places.get(id) ?? { column: 0, row: 0 };
      const box = {
        x: lefts[column] ?? EDGE,
        y: EDGE + height / 2 + row * pitch,
        width: widths[column] ?? 0,
      };
      return [id, box];
    }),
  );
}

function drawNode(
  { id, label = id, note, group }: GraphNode,
  box: Box | undefined,
  { height, colour, dashed }: { height: number; colour: string | undefined; dashed: boolean },
): string {
  if (!box) return '';
  const { x, y, width } = box;
  const second = note !== undefined && note !== label ? note : undefined;
  const about = [label, second, group].filter(Boolean).join(', ');
  const corner = `x="${px(x)}" y="${px(y - height / 2)}"`;
  const dash = dashed ? ' stroke-dasharray="4 3"' : '';
  const text = (words: string, dy: number, more = '') =>
    `<text x="${px(x + 12)}" y="${px(y + dy)}"${more}>${escapeHtml(cut(words))}</text>`;
  return [
    `<g><title>${escapeHtml(about)}</title>`,
    `<rect ${corner} width="${px(width)}" height="${px(height)}" rx="4" fill-opacity="0.05" stroke="currentColor" stroke-opacity="0.35"${dash}/>`,
    colour ? `<rect ${corner} width="5" height="${px(height)}" rx="2" fill="${colour}"/>` : '',
    text(label, second ? -2 : 4),
    second ? text(second, 12, ' font-size="10.5" fill-opacity="0.7"') : '',
    '</g>',
  ].join('');
}

/** From the left edge of what the sentence begins with, back to the right edge of where it comes from. */
function drawLink(
  { from, to, label = '' }: GraphLink,
  boxes: ReadonlyMap<string, Box>,
  nameOf: (id: string) => string,
  dash = '',
): string {
  const start = boxes.get(from);
  const end = boxes.get(to);
  if (!start || !end) return '';
  const [x1, x2] = [start.x, end.x + end.width + 6];
  const bend = Math.max(24, Math.abs(x1 - x2) / 2);
  const style = dash && ` stroke-dasharray="${dash}"`;
  const curve = `M${px(x1)} ${px(start.y)}C${px(x1 - bend)} ${px(start.y)} ${px(x2 + bend)} ${px(end.y)} ${px(x2)} ${px(end.y)}`;
  return [
    `<g><title>${escapeHtml([nameOf(from), label, nameOf(to)].filter(Boolean).join(' '))}</title>`,
    `<path d="${curve}" fill="none" stroke="currentColor" stroke-opacity="0.45" stroke-width="1.2"${style}/>`,
    arrowHead(x2 - 6, end.y),
    '</g>',
  ].join('');
}

/** Drawn by itself: a marker has an id, and ids are of the page, on which there may be other pictures. */
const arrowHead = (x: number, y: number): string =>
  `<path d="M${px(x)} ${px(y)}l7 -3.5v7z" fill-opacity="0.6"/>`;

/** What the kinds of lines and the colours mean, in as many lines as it takes. */
function drawLegend(
  sentences: readonly string[],
  groups: readonly string[],
  top: number,
  width: number,
): { text: string; right: number; bottom: number } {
  let [x, y, right] = [EDGE, top, 0];
  const entry = (words: string, sign: (x: number, y: number) => string, space: number): string => {
    const wide = space + words.length * LETTER + 18;
    if (x + wide > width && x > EDGE) [x, y] = [EDGE, y + 20];
    const drawn = `${sign(x, y)}<text x="${px(x + space)}" y="${px(y + 4)}">${escapeHtml(words)}</text>`;
    x += wide;
    right = Math.max(right, x);
    return drawn;
  };
  const entries = [
    ...sentences.map((sentence, index) =>
      entry(
        sentence,
        (left, middle) => {
          const dash = DASHES[index % DASHES.length];
          const style = dash ? ` stroke-dasharray="${dash}"` : '';
          return `${arrowHead(left, middle)}<path d="M${px(left + 6)} ${px(middle)}h28" stroke="currentColor" stroke-opacity="0.6" stroke-width="1.2"${style}/>`;
        },
        40,
      ),
    ),
    ...groups.map((group, index) =>
      entry(
        group,
        (left, middle) =>
          `<rect x="${px(left)}" y="${px(middle - 6)}" width="10" height="12" rx="2" fill="${COLOURS[index % COLOURS.length]}"/>`,
        16,
      ),
    ),
  ];
  return { text: entries.length > 0 ? `<g>${entries.join('')}</g>` : '', right, bottom: y + 16 };
}
