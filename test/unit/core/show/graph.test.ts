import { inspect } from 'node:util';
import { Graph, type GraphLink } from 'accession';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';

const nodesOf = (...ids: string[]) => ids.map((id) => ({ id }));
const from = (child: string, ...parents: string[]): GraphLink[] =>
  parents.map((to) => ({ from: child, to, label: 'derived from' }));

interface Shape {
  '@x'?: string;
  '@y'?: string;
  '@width'?: string;
}

/** Where each thing was drawn, by its label. */
function boxes(graph: Graph): Map<string, { left: number; right: number; top: number }> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    isArray: (name) => ['g', 'rect'].includes(name),
  });
  const { svg } = parser.parse(graph.toSvg()) as { svg: { g: { title?: unknown; rect?: Shape[] }[] } };
  return new Map(
    svg.g.flatMap(({ title, rect }) => {
      const [box] = rect ?? [];
      if (title === undefined || !box) return [];
      const left = Number(box['@x']);
      return [[String(title), { left, right: left + Number(box['@width']), top: Number(box['@y']) }]];
    }),
  );
}

const boxOf = (graph: Graph, label: string) => {
  const box = boxes(graph).get(label);
  if (!box) throw new Error(`${label} was not drawn`);
  return box;
};

describe('the picture', () => {
  const pool = new Graph(nodesOf('sheep', 'goat', 'liver', 'milk', 'pool'), [
    ...from('liver', 'sheep'),
    ...from('milk', 'goat'),
    ...from('pool', 'liver', 'milk'),
  ]);

  it('puts what was made of something to the right of it', () => {
    expect(boxOf(pool, 'liver').left).toBeGreaterThan(boxOf(pool, 'sheep').right);
    expect(boxOf(pool, 'pool').left).toBeGreaterThan(boxOf(pool, 'milk').right);
  });

  it('puts what was pooled between what it was made of', () => {
    const [liver, middle, milk] = ['liver', 'pool', 'milk'].map((name) => boxOf(pool, name).top);
    expect(liver).toBeLessThan(Number(milk));
    expect((Number(liver) + Number(milk)) / 2).toBe(middle);
  });

  it('keeps lines short: an origin stands right before what was made of it', () => {
    const graph = new Graph(nodesOf('sheep', 'liver', 'project', 'library'), [
      ...from('liver', 'sheep'),
      ...from('library', 'liver', 'project'),
    ]);
    expect(boxOf(graph, 'project').left).toBe(boxOf(graph, 'liver').left);
  });

  it('says what it shows to those who cannot see it, and needs nothing around it', () => {
    const svg = new Graph(nodesOf('a'), [], { title: 'One "sample"' }).toSvg();
    expect(svg).toContain('role="img" aria-label="One &quot;sample&quot;"');
    expect(svg).toContain('<title>One &quot;sample&quot;</title>');
    expect(svg).not.toMatch(/\bid=|href|url\(|<style|<script/);
    expect(pool.toSvg()).toContain('aria-label="5 things and 4 relations"');
    expect(svg).toContain('fill="currentColor"');
  });

  it('explains lines and colours once each', () => {
    const svg = new Graph(
      [
        { id: 'a', group: 'organism' },
        { id: 'b', group: 'organism' },
      ],
      from('b', 'a'),
    ).toSvg();
    expect(svg.match(/>derived from</g)).toHaveLength(1);
    expect(svg.match(/>organism</g)).toHaveLength(1);
  });

  it('draws dashed what is only referred to', () => {
    const svg = new Graph(nodesOf('liver'), from('liver', 'SAMEA1')).toSvg();
    expect(svg).toMatch(/<title>SAMEA1<\/title><rect [^>]*stroke-dasharray/);
    expect(svg).not.toMatch(/<title>liver<\/title><rect [^>]*stroke-dasharray/);
  });

  it('shortens long names, and tells the whole on the way', () => {
    const name = `sample ${'x'.repeat(60)}`;
    const svg = new Graph(nodesOf(name), []).toSvg();
    expect(svg).toContain(`<title>${name}</title>`);
    expect(svg).toMatch(/<text [^>]*>sample x+…<\/text>/);
  });

  it('lets no name become a part of the page', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (name, group, label) => {
        const evil = `<script>"'&${name}`;
        const graph = new Graph(
          [
            { id: 'x', label: evil, note: evil, group: evil + group },
            { id: 'y', label: name },
          ],
          [{ from: 'y', to: 'x', label: evil + label }],
          { title: evil },
        );
        expect(graph.toHtml()).not.toContain('<script');
      }),
      { seed: 11, numRuns: 50 },
    );
    expect(XMLValidator.validate(new Graph(nodesOf('a & b', '<c>'), from('<c>', 'a & b')).toSvg())).toBe(
      true,
    );
  });
});

describe('any relations at all', () => {
  const ids = fc.constantFrom(...'abcdefgh');
  const relations = fc.array(fc.record({ from: ids, to: ids }), { maxLength: 20 });

  it('gives each thing a place of its own, circles included', () => {
    fc.assert(
      fc.property(relations, (links) => {
        const graph = new Graph(nodesOf(...'abcdefgh'), links);
        const places = [...boxes(graph).values()];
        expect(places).toHaveLength(8);
        expect(new Set(places.map(({ left, top }) => `${left} ${Math.round(top)}`)).size).toBe(8);
        for (const one of places) {
          expect(one.top).toBeGreaterThanOrEqual(0);
          for (const other of places) {
            if (one !== other && one.left === other.left)
              expect(Math.abs(one.top - other.top)).toBeGreaterThan(22);
          }
        }
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it('names each thing in the tree', () => {
    fc.assert(
      fc.property(relations, (links) => {
        const text = String(new Graph(nodesOf(...'abcdefgh'), links));
        for (const id of 'abcdefgh') expect(text).toMatch(new RegExp(`(?:^|─ )${id}\\b`, 'm'));
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it('stands a chain of ten thousand', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) => String(n));
    const graph = new Graph(
      nodesOf(...chain),
      chain.slice(1).map((id, n) => ({ from: id, to: String(n) })),
    );
    expect(graph.toSvg()).toContain('<title>9999</title>');
    expect(inspect(graph).split('\n')).toHaveLength(61);
  });
});

describe('the tree for terminals', () => {
  it('shows accessions, relations, and what has several origins below each of them', () => {
    const graph = new Graph(
      [
        { id: '1', label: 'sheep', note: 'SAMEA1' },
        { id: '2', label: 'goat' },
        ...nodesOf('pool', 'library'),
      ],
      [...from('pool', '1', '2'), ...from('library', 'pool'), ...from('library', 'pool')],
    );
    expect(inspect(graph)).toBe(
      [
        'sheep (SAMEA1)',
        '└─ pool — derived from',
        '   └─ library — derived from',
        'goat',
        '└─ pool — derived from …',
      ].join('\n'),
    );
  });
});
