import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Declarations, entryNames, withoutPlumbing } from '../../tsup.declarations.ts';
import { facesOf } from '../package/public-face.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A built package small enough to see through. */
function built(files: Readonly<Record<string, string>>): Declarations {
  const folder = mkdtempSync(join(tmpdir(), 'accession-declarations-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return new Declarations(folder, '.d.ts');
}

/** What is left of each file, without empty lines. */
function left(files: Readonly<Record<string, string>>, entries = ['ena']): Record<string, string> {
  const texts = [...withoutPlumbing(built(files), entries)];
  return Object.fromEntries(
    texts.map(([path, text]) => [basename(path), text.replace(/\n\s*\n/g, '\n').trim()]),
  );
}

const CHUNK = `import * as z from 'zod';
import { Readable } from 'node:stream';
interface Endpoint { schema: z.ZodType }
interface Runner { run(endpoint: Endpoint): void }
interface Options { body?: Readable }
export { type Runner as R, type Options as O };
`;

describe('what no user can name', () => {
  it('is gone, and the packages that only it mentions', () => {
    const files = left({
      'shared-x.d.ts': CHUNK,
      'ena.d.ts': `import { R as Runner, O as Options } from './shared-x.js';
import 'zod';
/** Receipts. */
declare class Receipts {
    private readonly run;
    protected readonly kept: Runner;
    /** @internal */
    constructor(run: Runner);
    get(options?: Options): string;
}
export { Receipts };
`,
    });
    expect(files['shared-x.d.ts']).toBe(`import { Readable } from 'node:stream';
interface Options { body?: Readable }
export { type Options as O };`);
    expect(files['ena.d.ts']).toBe(`import { O as Options } from './shared-x.js';
/** Receipts. */
declare class Receipts {
    private readonly run;
    protected constructor();
    get(options?: Options): string;
}
export { Receipts };`);
  });

  it('hides the constructor that takes it, and leaves the one that people call', () => {
    const { 'ena.d.ts': text } = left({
      'ena.d.ts': `interface Hidden { a: 1 }
interface Options { b: 2 }
declare class Made { constructor(hidden: Hidden); }
declare class Ena { constructor(options?: Options); }
export { type Options, Made, Ena };`,
    });
    expect(text).not.toContain('Hidden');
    expect(text).toMatch(/class Made \{\s+protected constructor\(\);/);
    expect(text).toContain('class Ena { constructor(options?: Options); }');
  });

  it('stays where a public signature mentions it: that is for the check to tell', () => {
    const files = { 'ena.d.ts': 'interface Hidden { a: 1 }\ndeclare function f(): Hidden;\nexport { f };' };
    expect(left(files)['ena.d.ts']).toContain('interface Hidden');
    expect(facesOf(built(files), ['ena'])[0]?.unnamed).toEqual(['Hidden is mentioned by f']);
  });
});

describe('the public face', () => {
  const face = (text: string): string[] =>
    [...(facesOf(built({ 'ena.d.ts': text }), ['ena'])[0]?.names.values() ?? [])].map((each) => each.text);

  it('does not depend on the order in which the build wrote things down', () => {
    const one = face(`interface A { b: 'x' | 'y'; a(): void }
declare class C { z: string; a(b: 1): void; a(b: 2): void }
export { A, C };`);
    const other = face(`declare class C { private secret; #own; a(b: 1): void; a(b: 2): void; z: string }
/** Words. */
interface A { a(): void; b: 'y' | 'x' }
export { C, A };`);
    expect(other).toEqual(one);
    expect(one.join('\n')).not.toContain('secret');
  });

  it('does depend on the order of overloads, and on every word of a signature', () => {
    const text = 'declare class C { a(b: 1): void; a(b: 2): void }\nexport { C };';
    expect(face('declare class C { a(b: 2): void; a(b: 1): void }\nexport { C };')).not.toEqual(face(text));
    expect(face('declare class C { a(b: 1): void; a(b?: 2): void }\nexport { C };')).not.toEqual(face(text));
  });

  it('gives types the names that they are exported by', () => {
    const [text] = face(
      'interface Rule$1 { a: 1 }\ndeclare const f: () => Rule$1;\nexport { f, type Rule$1 as Rule };',
    ).slice(-1);
    expect(text).toBe('const f: () => Rule;');
  });

  it('shows the words of a list that a type is made of', () => {
    const [text] = face(
      "declare const KINDS: readonly ['a', 'b'];\ntype Kind = (typeof KINDS)[number];\nexport type { Kind };",
    );
    expect(text).toContain("readonly [\n    'a',\n    'b'\n]");
  });
});

it('an entry point has the name of its subpath, the front door is index', () => {
  expect(entryNames({ exports: { '.': {}, './ena': {}, './package.json': './package.json' } })).toEqual([
    'index',
    'ena',
  ]);
});
