import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { followLinks } from './site-links.ts';

const pages = new Map([
  ['index.html', '<a href="documents/many.html#journal">x</a> <a href="documents/gone.html">x</a>'],
  [
    'documents/many.html',
    '<h2 id="journal">x</h2> <a href="../index.html">x</a> <a href="#the-end">x</a> <img src="../media/a%20b.svg">' +
      ' <a href="https://example.org/a?b=1&amp;c=2">x</a>',
  ],
]);

it('names the links that lead nowhere, and lists those that lead elsewhere', () => {
  expect(followLinks(pages, new Set(['media/a b.svg']))).toEqual({
    inside: 5,
    dead: ['index.html: documents/gone.html', 'documents/many.html: #the-end'],
    outside: ['https://example.org/a?b=1&c=2'],
  });
});

it('misses a picture that is not there', () => {
  expect(followLinks(pages, new Set()).dead).toContain('documents/many.html: ../media/a%20b.svg');
});

it('has a place in the navigation for each page', () => {
  const headings = readFileSync(new URL('../../docs/site/headings.json', import.meta.url), 'utf8');
  const placed = Object.values(JSON.parse(headings) as Record<string, string[]>).flat();
  const written = readdirSync(new URL('../../docs/', import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replace(/\.md$/, ''));
  expect(written.filter((name) => !placed.includes(name))).toEqual([]);
});
