import { readdirSync, readFileSync } from 'node:fs';
import { BioSamples, Ena, OpenBis, Sodar, Usi } from 'accession';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(new URL('../../docs/', import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Code of a page that was taken from an example; `// …` stands where something was left out. */
const EXCERPT = /^<!-- from (\S+) -->\n+```\w+\n([\s\S]*?)^```/gm;

it('code that a page takes from an example is in that example, letter by letter', () => {
  const excerpts = pages.flatMap((page) =>
    [...read(page).matchAll(EXCERPT)].map(([, example = '', code = '']) => ({ page, example, code })),
  );
  expect(excerpts.length).toBeGreaterThan(5);
  const drifted = excerpts.flatMap(({ page, example, code }) =>
    code
      .split(/^ *\/\/ …\n/m)
      .map((part) => part.trim())
      .filter((part) => !read(example).includes(part))
      .map((part) => `${page}: not in ${example}: ${part.split('\n')[0]} …`),
  );
  expect(drifted).toEqual([]);
});

it('headings have words: the site lists them without what stands in code', () => {
  const silent = pages.flatMap((page) =>
    [
      ...read(page)
        .replace(/^```[\s\S]*?^```/gm, '')
        .matchAll(/^#+ (.+)$/gm),
    ]
      .map(([, heading = '']) => heading)
      .filter((heading) => !/\p{L}/u.test(heading.replace(/`[^`]*`/g, '')))
      .map((heading) => `${page}: ${heading}`),
  );
  expect(silent).toEqual([]);
});

it('the page about errors has a row for each code', () => {
  const [, union = ''] = /type ErrorCode =([^;]+);/.exec(read('src/core/errors/repository-error.ts')) ?? [];
  const codes = [...union.matchAll(/'([\w-]+)'/g)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(15);
  const rows = [...read('docs/errors.md').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code);
  expect(codes.filter((code) => !rows.includes(code))).toEqual([]);
});

it('the page about installing says the sizes that the budget has, as far as a bundle may grow unseen', () => {
  const budget: Record<string, { minified: number; gzip: number }> = JSON.parse(
    read('test/package/budget.json'),
  );
  const kilobytes = (kind: string, by: 'minified' | 'gzip') =>
    ['biosamples', 'ena', 'usi', 'openbis', 'sodar'].map(
      (name) => (budget[`accession/${name}, ${kind}`]?.[by] ?? 0) / 1000,
    );
  const said =
    /is (\d+) to (\d+) kB minified, with all packages that it needs (\d+) to (\d+) kB \((\d+) to (\d+) kB compressed/;
  const figures = (said.exec(read('docs/installing.md')) ?? []).slice(1).map(Number);
  const sizes = [
    kilobytes('own code', 'minified'),
    kilobytes('with packages', 'minified'),
    kilobytes('with packages', 'gzip'),
  ].flatMap((all) => [Math.min(...all), Math.max(...all)]);
  expect(figures).toHaveLength(sizes.length);
  const off = figures.filter((figure, i) => Math.abs(figure / (sizes[i] ?? 0) - 1) > 0.1);
  expect(off).toEqual([]);
});

it('whatever the pages call by its whole name is there', () => {
  const clients: Record<string, object> = {
    biosamples: new BioSamples(),
    ena: new Ena(),
    usi: new Usi({ url: 'https://usi.test' }),
    openbis: new OpenBis({ url: 'https://openbis.test' }),
    sodar: new Sodar({ url: 'https://sodar.test' }),
  };
  const missing = ['docs/moving-from.md', 'docs/testing.md'].flatMap((page) =>
    [...read(page).matchAll(/`(biosamples|ena|usi|openbis|sodar)\.([\w.]+)[(`]/g)].flatMap(
      ([, service = '', path = '']) => {
        let found: unknown = clients[service];
        for (const part of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
        return typeof found === 'function' ? [] : [`${page}: ${service}.${path}`];
      },
    ),
  );
  expect(missing).toEqual([]);
});
