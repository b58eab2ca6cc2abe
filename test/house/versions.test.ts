import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { COMPILERS, NODES } from '../package/versions.ts';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  engines: { node: string };
  devDependencies: Record<string, string>;
};
const majors = Object.keys(NODES);
const inWords = `${majors.slice(0, -1).join(', ')} and ${majors.at(-1)}`;

test('each pinned Node is of the major it stands for', () => {
  for (const [major, version] of Object.entries(NODES))
    expect(version).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`));
});

test('the oldest Node that the package is checked on is the floor that it promises', () => {
  expect(manifest.engines.node).toBe(`>=${Object.values(NODES)[0]}`);
  expect(read('README.md')).toContain(`Node ${Object.values(NODES)[0]?.replace(/\.0$/, '')}`);
  expect(manifest.devDependencies['@types/node']).toMatch(new RegExp(`^${majors[0]}\\.`));
});

test('the workflow runs the gate on the same Nodes', () => {
  const workflow = read('.github/workflows/ci.yml');
  expect(/^ +node: \[(.*)\]$/m.exec(workflow)?.[1]?.split(', ')).toEqual(majors);
  expect(workflow).toContain('bash .ci/run');
  expect(majors).toContain(read('.nvmrc').trim());
});

test('the workflow may only read, and names the major of every action', () => {
  for (const file of readdirSync(fileURLToPath(new URL('../../.github/workflows', import.meta.url)))) {
    const workflow = read(`.github/workflows/${file}`);
    expect(workflow).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(workflow).toMatch(/^ +timeout-minutes: \d+$/m);
    const actions = [...workflow.matchAll(/\buses: (.*)$/gm)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
  }
});

test('the pages say on what the package is checked', () => {
  const page = read('CONTRIBUTING.md').replace(/\s+/g, ' ');
  expect(page).toContain(`Node ${inWords}`);
  expect(page).toContain(
    `TypeScript ${COMPILERS[0]?.version.replace(/\.\d+$/, '')} to ${COMPILERS.at(-1)?.version.split('.')[0]}`,
  );
});

test('the compiler that builds us is one of those that read what it built', () => {
  expect(COMPILERS.map(({ version }) => version)).toContain(manifest.devDependencies.typescript);
});
