import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A file as the rules see it: a path from the project's root with `/`, and its text. In-memory examples look the same. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One breach of a rule: where it is, and what to do about it. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A rule reads all files at once, because some rules (cycles) are about more than one file. */
export type Rule = (files: readonly SourceFile[]) => Finding[];

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', '.git']);
const TEXT = /\.(?:ts|mts|cts|js|mjs|cjs|json|md|ipynb|sh|xml|html|ya?ml|txt)$/;

/** Every text file under the given folders; a folder that does not exist yet has no files. */
export function readTree(root: string, folders: readonly string[]): SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) walk(path);
      else if (entry.isFile() && TEXT.test(entry.name)) {
        found.push({ path, text: readFileSync(join(root, path), 'utf8') });
      }
    }
  };
  const present = new Set(readdirSync(root));
  for (const folder of folders) if (present.has(folder)) walk(folder);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const asts = new WeakMap<SourceFile, ts.SourceFile>();

/** The syntax tree of a file, made once however many rules ask for it. */
export function astOf(file: SourceFile): ts.SourceFile {
  let ast = asts.get(file);
  if (!ast) {
    ast = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
    asts.set(file, ast);
  }
  return ast;
}

/** Calls `visit` for every node of the file, parents first. */
export function eachNode(file: SourceFile, visit: (node: ts.Node, line: () => number) => void): void {
  const ast = astOf(file);
  const walk = (node: ts.Node): void => {
    visit(node, () => ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1);
    ts.forEachChild(node, walk);
  };
  walk(ast);
}

/** Findings for every line of the files that matches. */
export function matchLines(
  files: readonly SourceFile[],
  pattern: RegExp,
  message: (found: string) => string,
): Finding[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((text, index) => {
      const found = pattern.exec(text);
      return found ? [{ file: file.path, line: index + 1, message: message(found[0]) }] : [];
    }),
  );
}

export const isSource = (file: SourceFile): boolean => /^src\/.*\.ts$/.test(file.path);
export const isCode = (file: SourceFile): boolean => /\.(?:ts|mts|cts|js|mjs|cjs)$/.test(file.path);

/** One line per finding, the way editors and terminals make clickable. */
export const show = (findings: readonly Finding[]): string =>
  findings.map(({ file, line, message }) => `${file}:${line}  ${message}`).join('\n');
