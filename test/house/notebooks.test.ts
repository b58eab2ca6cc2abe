import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

interface Cell {
  cell_type: string;
  id: string;
  metadata: object;
  source: string[];
  execution_count?: unknown;
  outputs?: unknown[];
}

interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec: { name: string } };
  cells: Cell[];
}

const folder = fileURLToPath(new URL('../../examples/notebooks/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

/** As Jupyter itself writes a notebook, so that saving one there changes only what was changed. */
const written = (value: unknown): string => `${JSON.stringify(sorted(value), undefined, 1)}\n`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

test('there is a notebook for each service, and one across them', () => {
  expect(names.sort()).toEqual(
    ['biosamples', 'ena', 'openbis', 'sodar', 'study', 'usi'].map((name) => `${name}.ipynb`),
  );
});

describe.each(names)('%s', (name) => {
  const text = readFileSync(folder + name, 'utf8');
  const { cells, ...notebook } = JSON.parse(text) as Notebook;
  const code = cells.filter(({ cell_type }) => cell_type === 'code');

  test('is of format 4.5, for tslab, and each cell has a name of its own', () => {
    expect(notebook).toMatchObject({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'tslab' } },
    });
    expect(cells.filter(({ id }) => !/^[a-z][a-z0-9-]*$/.test(id)).map(({ id }) => id)).toEqual([]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  test('holds no outputs, no counts and nothing that an editor left', () => {
    expect(
      code.every(({ outputs, execution_count }) => outputs?.length === 0 && execution_count === null),
    ).toBe(true);
    expect(cells.filter(({ metadata }) => Object.keys(metadata).length > 0)).toEqual([]);
    expect(text).toBe(written(JSON.parse(text)));
  });

  test('names no secret', () => {
    const assigned = /(?:password|token|secret)['"]?\s*[:=]\s*['"`][^'"`]+['"`]/i;
    expect(code.map(({ source }) => assigned.exec(source.join(''))?.[0]).filter(Boolean)).toEqual([]);
    expect(text).not.toMatch(/eyJ[\w-]{10}|-password\b/);
  });

  test('starts a sandbox and closes it, shows a refusal, and has lines that fit on a page', () => {
    const all = code.map(({ source }) => source.join('')).join('\n');
    for (const part of [
      'await startSandbox()',
      'await lab.close()',
      'newDisplay()',
      '.toHtml()',
      'onProgress',
    ])
      expect(all).toContain(part);
    expect(all).toMatch(/error\.toHtml\(\)|wrong\.issues/);
    expect(all.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });
});
