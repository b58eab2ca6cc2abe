import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guides = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'CONTRIBUTING.md', ...guides.map((name) => `docs/${name}`)];

/** What a fragment may use without having made it; one that makes its own hides these. */
const GIVEN = `
declare const repos: import('accession').Repositories;
declare const biosamples: import('accession').BioSamples;
declare const ena: import('accession').Ena;
declare const usi: import('accession').Usi;
declare const openbis: import('accession').OpenBis;
declare const sodar: import('accession').Sodar;
declare const sample: import('accession').NewSample;
declare const samples: import('accession').NewSample[];
declare const signal: AbortSignal;
// The kernel of the notebooks, which is installed beside them.
declare module 'tslab' {
  interface Display { html(html: string): void }
  export const display: Display;
  export function newDisplay(): Display;
}
`;
const GIVEN_FILE = join(root, 'docs/given.d.ts');

interface Block {
  page: string;
  line: number;
  code: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((found) => ({
    page,
    line: text.slice(0, found.index).split('\n').length + 1,
    code: found[1] ?? '',
  }));
}

/** What the compiler has against a block. Names that a fragment leaves to the reader are not held against it. */
function complaints(blocks: readonly Block[]): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const files = new Map([[GIVEN_FILE, GIVEN]]);
  for (const { page, line, code } of blocks) files.set(join(root, `${page}-${line}.ts`), `export {};${code}`);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) => {
    const code = files.get(normalize(name));
    return code === undefined
      ? getSourceFile.call(host, name, ...rest)
      : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true);
  };
  host.readFile = (name) => files.get(normalize(name)) ?? readFile.call(host, name);
  host.fileExists = (name) => files.has(normalize(name)) || fileExists.call(host, name);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  const UNKNOWN_NAMES = new Set([2304, 2552, 18004]);
  return blocks.flatMap((block) => {
    const source = program.getSourceFile(join(root, `${block.page}-${block.line}.ts`));
    return ts.getPreEmitDiagnostics(program, source).flatMap((found) => {
      if (UNKNOWN_NAMES.has(found.code)) return [];
      const line = source?.getLineAndCharacterOfPosition(found.start ?? 0).line ?? 0;
      return [
        `${block.page}:${block.line + line}  ${ts.flattenDiagnosticMessageText(found.messageText, '\n')}`,
      ];
    });
  });
}

it('every block of code in the pages compiles', { timeout: 120_000 }, () => {
  const blocks = pages.flatMap(blocksOf);
  expect(blocks.length).toBeGreaterThan(5);
  // One that does not, so that this test is known to be able to fail.
  const broken = { page: 'docs/x.md', line: 7, code: 'await repos.biosamples.samples.serach({});\n' };
  expect(complaints([...blocks, broken])).toEqual([
    expect.stringMatching(/^docs\/x\.md:7 {2}Property 'serach' does not exist/),
  ]);
});

/** The ids that headings get, as GitHub and others make them. */
const anchorsOf = (page: string): Set<string> =>
  new Set(
    [...readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\- _]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

it('links between the pages lead somewhere', () => {
  const dead = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].flatMap(
      ([, link = '']) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : normalize(join(dirname(page), path));
        const there = existsSync(join(root, target));
        const found = there && (anchor === undefined || anchorsOf(target).has(anchor));
        return found ? [] : [`${page}: ${link}`];
      },
    ),
  );
  expect(dead).toEqual([]);
});
