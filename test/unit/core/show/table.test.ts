import { inspect } from 'node:util';
import { InputError, ServerFault, tableOf } from 'accession';
import { describe, expect, it } from 'vitest';

describe('a table of anything', () => {
  it('has all fields of all rows, in the order in which they come up', () => {
    const table = tableOf([
      { name: 'a', accession: 'SAMEA1' },
      { name: 'b', reason: 'skipped' },
    ]);
    expect(table.columns).toEqual(['name', 'accession', 'reason']);
    expect(inspect(table)).toBe('name  accession  reason\na     SAMEA1\nb                skipped');
    expect(JSON.parse(JSON.stringify(table))).toEqual([
      { name: 'a', accession: 'SAMEA1', reason: '' },
      { name: 'b', accession: '', reason: 'skipped' },
    ]);
  });

  it('takes names of fields, or what stands below each header', () => {
    const rows = [{ name: 'a', size: 2, at: new Date('2026-01-31T12:00:00.123Z') }];
    expect(tableOf(rows, ['size', 'at']).rows).toEqual([{ size: '2', at: '2026-01-31 12:00:00' }]);
    expect(tableOf(rows, { double: ({ size }) => size * 2 }).rows).toEqual([{ double: '4' }]);
  });

  it('shows of an error its message, of a list all of it', () => {
    const error = new InputError([{ path: 'name', message: 'is required' }]);
    expect(tableOf([{ error, tags: ['x', 'y'], none: null }]).rows).toEqual([
      { error: error.message, tags: 'x, y', none: '' },
    ]);
  });

  it('shows the first sixty rows, and says how many more there are', () => {
    const table = tableOf(Array.from({ length: 100 }, (_, n) => ({ n })));
    expect(inspect(table)).toMatch(/\n59\n… 40 more$/);
    expect(table.toHtml().match(/<tr>/g)).toHaveLength(61);
    expect(table.toHtml()).toContain('… 40 more');
    expect(table.toHtml({ limit: Infinity }).match(/<tr>/g)).toHaveLength(101);
    expect(table.size).toBe(100);
  });

  it('lets no value become a part of the page', () => {
    expect(tableOf([{ '<b>': '<img src=x>' }]).toHtml()).not.toMatch(/<b>|<img/);
  });
});

describe('an error in a notebook', () => {
  const context = {
    method: 'POST',
    url: 'http://x',
    attempts: 1,
    hint: 'Ask <them>.',
    headers: {},
    body: '',
  };

  it.each([
    ['refused', 'Nothing was stored.'],
    ['unknown', 'It may have been stored: look before you send it again.'],
    ['not-sent', 'The request never left this computer.'],
  ] as const)('says of "%s": %s', (outcome, words) => {
    const html = new ServerFault('broken & out', { ...context, status: 500, outcome }).toHtml();
    expect(html).toContain('<b>ServerFault</b>');
    expect(html).toContain('broken &amp; out');
    expect(html).toContain(words);
    expect(html).toContain('→ Ask &lt;them&gt;.');
    expect(html).not.toContain('at new');
  });

  it('says nothing of a record where there is none', () => {
    expect(new InputError([]).toHtml()).not.toMatch(/stored|computer/);
  });
});
