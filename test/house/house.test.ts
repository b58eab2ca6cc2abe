import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { arrows, noCycles, oneService } from './arrows.ts';
import { type Rule, readTree, type SourceFile, show } from './files.ts';
import { oneOwner, zodAsNamespace } from './owners.ts';
import { publicTypes } from './public-types.ts';
import {
  LONGEST_FILE,
  namedExports,
  noEscapes,
  noHostsInCore,
  noLeftovers,
  noSilentSkips,
  runnableCells,
  shortFiles,
} from './words.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tree = readTree(root, ['src', 'test', 'examples', 'docs']);

/** `files({ 'src/a.ts': 'text' })`: a tree small enough to see through. */
const files = (texts: Record<string, string>): SourceFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));

const notebook = (...cells: string[]): string =>
  JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', source: [source] })) });

interface Example {
  /** What is wrong (or right) about it. */
  readonly name: string;
  readonly tree: Record<string, string>;
}

/** A rule is only worth having if it can fail: each is shown what it must refuse, and what it must let pass. */
const RULES: { rule: Rule; name: string; refuses: Example[]; allows: Example[] }[] = [
  {
    name: 'imports point the right way',
    rule: arrows,
    refuses: [
      {
        name: 'core knows a service',
        tree: { 'src/core/a.ts': `import { x } from '../services/ena/x.js';` },
      },
      {
        name: 'core knows an account type',
        tree: { 'src/core/a.ts': `import type { X } from '../accounts/x.js';` },
      },
      {
        name: 'accounts know a service',
        tree: { 'src/accounts/a.ts': `export { x } from '../services/usi/x.js';` },
      },
      {
        name: 'a service knows another',
        tree: { 'src/services/usi/a.ts': `const x = () => import('../ena/x.js');` },
      },
      {
        name: 'a service knows another, in a type',
        tree: { 'src/services/usi/a.ts': `type X = import('../ena/x.js').X;` },
      },
      {
        name: 'a service knows the front door',
        tree: { 'src/services/usi/a.ts': `import { x } from '../../index.js';` },
      },
      {
        name: 'the sandbox knows core',
        tree: { 'src/sandbox/a.ts': `const x = require('../core/x.js');` },
      },
      {
        name: 'core knows the sandbox',
        tree: { 'src/core/a.ts': `import '../sandbox/x.js';` },
      },
      {
        name: 'the front door carries the sandbox',
        tree: { 'src/index.ts': `export { x } from './sandbox/index.js';` },
      },
      {
        name: 'the package imports itself by name',
        tree: { 'src/cli/a.ts': `import { x } from 'accession/sandbox';` },
      },
      { name: 'src reaches out of src', tree: { 'src/core/a.ts': `import x from '../../package.json';` } },
      { name: 'a file outside every known part', tree: { 'src/misc/a.ts': '' } },
    ],
    allows: [
      {
        name: 'the version of the command comes from package.json',
        tree: { 'src/cli/version.ts': `import { version } from '../../package.json';` },
      },
      {
        name: 'the arrows of the architecture',
        tree: {
          'src/core/http/a.ts': `import { b } from '../b.js';`,
          'src/core/b.ts': '',
          'src/accounts/a.ts': `import { b } from '../core/b.js';`,
          'src/services/ena/a.ts': `import { b } from '../../core/b.js'; import { a } from '../../accounts/a.js'; import './own.js';`,
          'src/sandbox/services/ena/a.ts': `import { b } from '../../b.js';`,
          'src/client.ts': `import { a } from './services/ena/a.js'; import { b } from './core/b.js';`,
          'src/index.ts': `export { a } from './client.ts'; import 'node:fs';`,
        },
      },
    ],
  },
  {
    name: 'only client.ts knows several services',
    rule: oneService,
    refuses: [
      {
        name: 'a file of the command',
        tree: { 'src/cli/a.ts': `import '../services/ena/x.js'; import '../services/usi/x.js';` },
      },
    ],
    allows: [
      {
        name: 'client.ts, and a file that knows one',
        tree: {
          'src/client.ts': `import './services/ena/x.js'; import './services/usi/x.js';`,
          'src/cli/a.ts': `import '../services/ena/x.js'; import '../services/ena/y.js';`,
        },
      },
    ],
  },
  {
    name: 'no import cycles',
    rule: noCycles,
    refuses: [
      {
        name: 'a loop of three, one arrow of it a type',
        tree: {
          'src/core/a.ts': `import { b } from './b.ts';`,
          'src/core/b.ts': `import type { C } from './c/index.js';`,
          'src/core/c/index.ts': `export { a } from '../a.js';`,
        },
      },
      { name: 'a file that imports itself', tree: { 'src/core/a.ts': `import './a.js';` } },
    ],
    allows: [
      {
        name: 'a diamond',
        tree: {
          'src/core/a.ts': `import './b.js'; import './c.js';`,
          'src/core/b.ts': `import './d.js';`,
          'src/core/c.ts': `import './d.js';`,
          'src/core/d.ts': '',
        },
      },
    ],
  },
  {
    name: 'every package has one owner',
    rule: oneOwner,
    refuses: [
      { name: 'axios elsewhere', tree: { 'src/core/http/a.ts': `import type { X } from 'axios';` } },
      { name: 'p-retry elsewhere', tree: { 'src/core/a.ts': `import x from 'p-retry';` } },
      { name: 'form-data elsewhere', tree: { 'src/services/ena/a.ts': `await import('form-data');` } },
      { name: 'zod in a client', tree: { 'src/services/ena/client.ts': `import * as z from 'zod';` } },
      { name: 'hono outside the sandbox', tree: { 'src/core/a.ts': `import { Hono } from 'hono/tiny';` } },
      { name: 'a package nobody decided on', tree: { 'src/core/a.ts': `import x from 'lodash';` } },
      { name: `one of Node's modules without node:`, tree: { 'src/core/a.ts': `import x from 'fs';` } },
    ],
    allows: [
      {
        name: 'the owners',
        tree: {
          'src/core/http/transport-axios.ts': `import axios from 'axios';`,
          'src/core/http/retry.ts': `import x from 'p-retry';`,
          'src/core/http/body.ts': `import type X from 'form-data';`,
          'src/services/ena/schemas.ts': `import * as z from 'zod';`,
          'src/sandbox/app.ts': `import { Hono } from 'hono'; import { serve } from '@hono/node-server';`,
          'src/cli/main.ts': `import { Command } from 'commander'; import { x } from 'node:fs';`,
        },
      },
    ],
  },
  {
    name: 'zod is imported as a namespace',
    rule: zodAsNamespace,
    refuses: [
      { name: 'the named z', tree: { 'src/core/schema.ts': `import { z } from 'zod';` } },
      { name: 'the default', tree: { 'src/core/schema.ts': `import z from 'zod';` } },
      { name: 'another entry', tree: { 'src/core/schema.ts': `import * as z from 'zod/v3';` } },
      { name: 'handed on', tree: { 'src/core/schema.ts': `export * from 'zod';` } },
    ],
    allows: [
      {
        name: 'the namespace, also as a type',
        tree: {
          'src/core/schema.ts': `import * as z from 'zod';`,
          'src/core/env.ts': `import type * as z from 'zod';`,
        },
      },
    ],
  },
  {
    name: 'public faces name their exports',
    rule: namedExports,
    refuses: [
      { name: 'the front door', tree: { 'src/index.ts': `export * from './client.ts';` } },
      { name: 'a subpath', tree: { 'src/services/ena/index.ts': `export type * from './types.ts';` } },
      { name: 'a namespace', tree: { 'src/sandbox/index.ts': `export * as faults from './faults.ts';` } },
    ],
    allows: [{ name: 'names', tree: { 'src/index.ts': `export { a, type B } from './client.ts';` } }],
  },
  {
    name: 'every type of a public signature is exported',
    rule: publicTypes,
    refuses: [
      {
        name: 'the answer of a method',
        tree: {
          'src/services/ena/index.ts': `export { Ena } from './client.ts';`,
          'src/services/ena/client.ts': `import type { Receipt } from './types.ts';\nexport class Ena { get(): Promise<Receipt[]> { throw 0; } }`,
          'src/services/ena/types.ts': 'export interface Receipt { id: string }',
        },
      },
      {
        name: 'the field of an exported interface',
        tree: { 'src/index.ts': 'interface Hidden { a: 1 }\nexport interface Shown { hidden?: Hidden }' },
      },
      {
        name: 'an answer that nobody wrote down',
        tree: { 'src/index.ts': 'class Hidden { a = 1 }\nexport function make() { return new Hidden(); }' },
      },
      {
        name: 'a base class',
        tree: { 'src/sandbox/index.ts': 'class Base { a = 1 }\nexport class Lab extends Base {}' },
      },
    ],
    allows: [
      {
        name: 'what a type of core is made of, from the front door',
        tree: {
          'src/index.ts': `export type { Pager, Page } from './core/pager.ts';`,
          'src/core/pager.ts': 'export interface Page { a: 1 }\nexport interface Pager { page: Page }',
          'src/services/ena/index.ts': `export { list } from './client.ts';\nexport type { Pager } from '../../core/pager.ts';`,
          'src/services/ena/client.ts': `import type { Pager } from '../../core/pager.ts';\nexport declare function list(): Pager;`,
        },
      },
      {
        name: 'exported types, and what stays inside',
        tree: {
          'src/services/ena/index.ts': `export { Ena } from './client.ts';\nexport type { Receipt, Options } from './types.ts';`,
          'src/services/ena/client.ts': `import type { Inner, Options, Receipt } from './types.ts';
            export class Ena {
              #kept: Inner | undefined;
              protected open(inner: Inner): void {}
              /** @internal */
              run(inner: Inner): void {}
              take(options: Options): void;
              take(options: Options | Inner): void {}
              constructor(private readonly run: Inner) {}
              private secret(): Inner { return this.run; }
              get<T extends Options>(options?: T): Promise<Receipt> { const inner: Inner = this.secret(); throw inner; }
            }`,
          'src/services/ena/types.ts': `export interface Receipt { id: string }
            export type Options = { signal?: AbortSignal };
            export interface Inner { b: 2 }`,
        },
      },
    ],
  },
  {
    name: 'no check is silenced',
    rule: noEscapes,
    refuses: [
      { name: 'any', tree: { 'src/core/a.ts': 'export const a = (b: any[]) => b;' } },
      { name: 'ignored line', tree: { 'src/core/a.ts': '// @ts-expect-error\nlet a: string = 1;' } },
      { name: 'ignored lint', tree: { 'src/core/a.ts': '// biome-ignore lint: because\nlet a = 1;' } },
    ],
    allows: [{ name: 'the word any', tree: { 'src/core/a.ts': '/** any */ export const any = "any";' } }],
  },
  {
    name: `no file is longer than ${LONGEST_FILE} lines`,
    rule: shortFiles,
    refuses: [{ name: 'one line more', tree: { 'src/core/a.ts': '//\n'.repeat(LONGEST_FILE + 1) } }],
    allows: [{ name: 'the longest', tree: { 'src/core/a.ts': '//\n'.repeat(LONGEST_FILE) } }],
  },
  {
    name: 'nothing is left for later in the code',
    rule: noLeftovers,
    refuses: ['TODO', 'FIXME', 'XXX', 'HACK'].map((word) => ({
      name: word,
      tree: { 'docs/a.md': `fine\n${word}: later` },
    })),
    allows: [
      { name: 'words that hold one', tree: { 'src/core/a.ts': '// SAMEAXXXX, todo list, HACKATHON' } },
    ],
  },
  {
    name: 'no test is left out in silence',
    rule: noSilentSkips,
    refuses: [
      'test.skip("a", f);',
      'describe.only("a", f);',
      'it.todo("a");',
      'test.each([1]).skip("a", f);',
      'test.skipIf(cold)("a", f);',
      'test("a", { skip: true }, f);',
      'test("a", (context) => context.skip());',
      'xit("a", f);',
    ].map((text) => ({ name: text, tree: { 'test/a.test.ts': text } })),
    allows: [
      {
        name: 'describeWhen, and skip of something else',
        tree: { 'test/a.test.ts': 'describeWhen(ok, "a", "b")("c", f); list.skip(3); query({ skip: 3 });' },
      },
    ],
  },
  {
    name: 'core names no host of a repository',
    rule: noHostsInCore,
    refuses: [
      { name: 'text', tree: { 'src/core/a.ts': `const a = 'https://www.ebi.ac.uk/ena';` } },
      { name: 'template', tree: { 'src/core/a.ts': 'const a = `https://wwwdev.$' + '{x}/`;' } },
    ],
    allows: [
      {
        name: 'a service does',
        tree: { 'src/services/ena/a.ts': `const a = 'https://www.ebi.ac.uk/ena';` },
      },
    ],
  },
  {
    name: 'notebook cells use await as the kernel reads it',
    rule: runnableCells,
    refuses: [
      { name: 'await (', tree: { 'examples/a.ipynb': notebook('const a = await (f());') } },
      { name: 'lone for await', tree: { 'examples/a.ipynb': notebook('for await (const a of b) show(a);') } },
    ],
    allows: [
      {
        name: 'plain await',
        tree: {
          'examples/a.ipynb': notebook('const a = await f(b);', 'for await (const a of b) await show(a);'),
        },
      },
    ],
  },
];

describe.each(RULES)('$name', ({ rule, refuses, allows }) => {
  test('holds in this project', () => {
    expect(show(rule(tree))).toBe('');
    // One of them asks the compiler about all of the sources, which takes a busy machine a while.
  }, 120_000);
  test.each(refuses)('refuses: $name', ({ tree }) => {
    const found = rule(files(tree));
    expect(found.map(({ file }) => file)).toEqual([expect.any(String)]);
    expect(found[0]?.line).toBeGreaterThan(0);
    expect(found[0]?.message).not.toBe('');
  });
  test.each(allows)('allows: $name', ({ tree }) => {
    expect(show(rule(files(tree)))).toBe('');
  });
});

test('the rules read a real tree, not an empty one', () => {
  expect(tree.filter(({ path }) => path.startsWith('src/')).length).toBeGreaterThan(10);
});
