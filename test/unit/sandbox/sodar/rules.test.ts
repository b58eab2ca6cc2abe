import { describe, expect, it } from 'vitest';
import { listSandboxRules } from '../../../../src/sandbox/index.ts';
import { type Reply, start } from '../support.ts';
import { PROVOKE_PROJECTS } from './provoke-projects.ts';
import { PROVOKE_SHEETS } from './provoke-sheets.ts';
import { PROVOKE_TRANSPORT } from './provoke-transport.ts';
import { PROVOKE_ZONES } from './provoke-zones.ts';
import { type Provocation, sodar } from './support.ts';

const PROVOKE: Record<string, Provocation> = {
  ...PROVOKE_TRANSPORT,
  ...PROVOKE_PROJECTS,
  ...PROVOKE_SHEETS,
  ...PROVOKE_ZONES,
};
const rules = listSandboxRules()
  .filter(({ service }) => service === 'sodar')
  .map(({ rule }) => rule);

/** The body of a refusal in the shape that its kind has, as one text. */
function saidBy({ body, text, headers }: Reply): { shape: string; words: string[] } {
  if (headers.get('content-type')?.startsWith('text/html')) {
    return text === ''
      ? { shape: 'bare', words: [''] }
      : { shape: 'page', words: [/<h1>(.*)<\/h1>/.exec(text)?.[1] ?? ''] };
  }
  if (typeof body === 'string') return { shape: 'word', words: [body] };
  if (Array.isArray(body)) return { shape: 'list', words: body };
  if ('detail' in body) return { shape: 'detail', words: [body.detail] };
  if ('non_field_errors' in body) return { shape: 'non-field', words: body.non_field_errors };
  return { shape: 'field', words: Object.values<string[]>(body).flat() };
}

describe('the rules of SODAR', () => {
  it('are all provoked, and have ids of their own', () => {
    const ids = rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      Object.keys(PROVOKE)
        .map((key) => `sodar.${key}`)
        .sort(),
    ).toEqual([...ids].sort());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', async (id, rule) => {
    const provocation = PROVOKE[id.slice('sodar.'.length)];
    if (!provocation) throw new Error(`nothing provokes ${id}`);
    const { run, options } =
      typeof provocation === 'function' ? { run: provocation, options: {} } : provocation;
    const lab = await start(options);
    const reply = await run(sodar(lab), lab);
    expect([reply.status, lab.journal.requests().at(-1)?.rule]).toEqual([rule.status, id]);
    expect(lab.journal.requests().filter(({ crash }) => crash !== null)).toEqual([]);
    const { shape, words } = saidBy(reply);
    const as = (rule as { as?: string }).as ?? '';
    expect(shape).toBe(as === 'html' || as === 'dav' ? 'page' : as);
    if (as === 'html') return;
    const pattern = rule.text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^]*');
    for (const word of words) expect(word).toMatch(new RegExp(`^${pattern}$`));
  });
});
