import { posix } from 'node:path';
import ts from 'typescript';
import { eachNode, type SourceFile } from './files.ts';

/** One mention of another module, in whatever way the file does it. */
export interface Import {
  readonly file: string;
  readonly line: number;
  /** As written: `../core/index.js`, `axios`, `node:fs`. */
  readonly specifier: string;
  /** For a relative import the file it means, else undefined. */
  readonly target: string | undefined;
  readonly node: ts.Node;
}

/**
 * All imports of a file: `import`, `export … from`, `import()`, `import('x')` as a type, and `require()`.
 * Type-only imports count: a type is knowledge too, and knowledge has to point the right way.
 */
export function importsOf(file: SourceFile, known: ReadonlySet<string> = new Set()): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, name: ts.Node | undefined, line: number): void => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    found.push({
      file: file.path,
      line,
      specifier: name.text,
      target: resolve(file.path, name.text, known),
      node,
    });
  };
  eachNode(file, (node, line) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, line());
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, line());
    else if (ts.isExternalModuleReference(node)) add(node, node.expression, line());
    else if (ts.isCallExpression(node)) {
      const { expression } = node;
      const loads =
        expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(expression) && expression.text === 'require');
      if (loads) add(node, node.arguments[0], line());
    }
  });
  return found;
}

/** Follows a relative specifier the way the compiler does: `./x.js` and `./x` mean `x.ts` or `x/index.ts`. */
function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  const bare = path.replace(/\.(?:js|ts|mjs|cjs)$/, '');
  return [path, `${bare}.ts`, `${bare}/index.ts`].find((candidate) => known.has(candidate)) ?? `${bare}.ts`;
}

/** `@hono/node-server/serve` → `@hono/node-server`; undefined for relative paths and Node's own modules. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}
