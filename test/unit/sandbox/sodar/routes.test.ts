import { expect, it } from 'vitest';
import { listSandboxRoutes, listSandboxRules } from '../../../../src/sandbox/index.ts';

const routes = listSandboxRoutes().filter(({ service }) => service === 'sodar');

it('are named after the service, a noun and a verb', () => {
  expect(routes.length).toBeGreaterThan(60);
  for (const { operation } of routes) expect(operation).toMatch(/^sodar\.[a-z]+[A-Za-z]*\.[a-z]+[A-Za-z]*$/);
});

it('end in a slash only where the token library wants one', () => {
  const slashed = routes.filter(({ pattern }) => pattern.endsWith('/')).map(({ operation }) => operation);
  expect(slashed.sort()).toEqual(['sodar.tokens.login', 'sodar.tokens.logout', 'sodar.tokens.logoutAll']);
});

it('are those that the rules speak of', () => {
  const known = new Set(routes.map(({ operation }) => operation));
  const spoken = listSandboxRules()
    .filter(({ service }) => service === 'sodar')
    .flatMap(({ rule }) => rule.where)
    .filter((where) => !where.endsWith('*'));
  expect(spoken.filter((where) => !known.has(where))).toEqual([]);
});
