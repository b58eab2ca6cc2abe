import { readdirSync, readFileSync } from 'node:fs';
import { BioSamples, Ena, OpenBis, Sodar, Usi } from 'accession';
import { listSandboxRoutes } from 'accession/sandbox';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { OPENBIS_METHODS } from './openbis-methods.ts';
import { endpoints, patternOf, renderFidelity, renderMatrix } from './render.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const folder = new URL('../workflow/', import.meta.url);
const workflows = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** Tokens are fetched by themselves; no method carries this name. */
const WITHOUT_METHOD = ['webin.token', 'openbis.loginAsAnonymousUser'];
/** Methods that are not called as the repository calls the operation. */
const METHODS: Record<string, string> = {
  ...OPENBIS_METHODS,
  'biosamples.recommendations.all': 'biosamples.samples.recommend',
  'usi.submissions.listByTeam': 'usi.submissions.list',
  'biosamples.v2.samples.bulkSubmitReceipt': 'biosamples.v2.samples.bulkSubmit',
};
const usi = new Usi({ url: 'https://usi.test' });
/** AAP's operations are reached through the client of USI. */
const clients: Record<string, object> = {
  biosamples: new BioSamples(),
  ena: new Ena(),
  openbis: new OpenBis({ url: 'https://openbis.test' }),
  usi,
  aap: usi.aap,
  sodar: new Sodar({ url: 'https://sodar.test' }),
};

it('there are endpoints at all', () => {
  expect(endpoints.length).toBeGreaterThan(5);
});

describe.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))('%s', (name, endpoint) => {
  it('has schemas that can be compiled', () => {
    expect(endpoint.input()).toBeInstanceOf(z.ZodType);
    expect(() => z.compile(endpoint.output(), { strict: true })).not.toThrow();
  });

  it("links to the repository's page", () => {
    expect(endpoint.doc).toMatch(/^https:\/\//);
  });

  it('has a route in the sandbox, with the same name, verb and path', () => {
    // A name that takes the rest of the path is one here: its parts are encoded one by one.
    const unnamed = (pattern: string) => pattern.replace(/:\w+\*?/g, ':');
    const routes = listSandboxRoutes()
      .filter((route) => route.operation === name && route.method === endpoint.method)
      .map((route) => unnamed(route.pattern));
    expect(routes).toContain(unnamed(patternOf(endpoint)));
  });

  it('is a method of its client, and a workflow test calls it', () => {
    if (WITHOUT_METHOD.includes(name)) return;
    const [service = '', ...path] = (METHODS[name] ?? name).split('.');
    let found: unknown = clients[service];
    for (const part of path) found = (found as Record<string, unknown> | undefined)?.[part];
    expect(found).toBeInstanceOf(Function);
    expect(workflows).toContain(`${path.slice(-2).join('.')}(`);
  });
});

it.each([
  ['matrix.md', renderMatrix],
  ['fidelity.md', renderFidelity],
])('docs/%s is what the code says (npm run docs writes it)', (name, render) => {
  expect(page(name)).toBe(render());
});
