/**
 * Takes out of the built declarations what no user can name: how classes that only the library makes are constructed,
 * what subclasses see, and the plumbing that only these mention. What is left mentions no package of ours (zod alone
 * would cost every compiler of every user half a second), and holds for compilers that zod has left behind.
 *
 * The last step of `npm run build`: tsup writes declarations in a thread of its own and has no hook behind it.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** An exchange of text in a file. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Declarations of one kind, `.d.ts` or `.d.cts`; the other kind is a program of its own. */
export class Declarations {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly files: readonly ts.SourceFile[];

  constructor(folder: string, kind: '.d.ts' | '.d.cts') {
    const paths = readdirSync(folder)
      .filter((name) => name.endsWith(kind))
      .map((name) => resolve(folder, name));
    const options: ts.CompilerOptions = { noLib: true, types: [], module: ts.ModuleKind.ESNext };
    const host = ts.createCompilerHost(options, true);
    // Only our own files are of interest: reading packages and the standard library would take most of the time.
    host.resolveModuleNameLiterals = (literals) =>
      literals.map(({ text }) => {
        const path = resolve(folder, text.replace(/\.c?js$/, kind));
        return {
          resolvedModule: paths.includes(path)
            ? { resolvedFileName: path, extension: kind, isExternalLibraryImport: false }
            : undefined,
        };
      });
    this.program = ts.createProgram(paths, options, host);
    this.checker = this.program.getTypeChecker();
    this.files = this.program.getSourceFiles().filter(({ fileName }) => paths.includes(resolve(fileName)));
  }

  /** What an import or an export stands for in the end. */
  follow(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The names that an entry point gives, and what each is. */
  exportsOf(file: ts.SourceFile): Map<string, ts.Symbol> {
    const module = this.checker.getSymbolAtLocation(file);
    const symbols = module ? this.checker.getExportsOfModule(module) : [];
    return new Map(symbols.map((symbol) => [symbol.name, this.follow(symbol)]));
  }

  /** The files behind the names in package.json; the others are what these share. */
  entries(names: readonly string[]): ts.SourceFile[] {
    return this.files.filter(({ fileName }) => names.includes(nameOf(fileName)));
  }

  /** Whether something is declared in these files, at their outermost level. */
  isOurs(symbol: ts.Symbol): boolean {
    return symbol.declarations?.some((each) => statementOf(each) !== undefined) ?? false;
  }
}

/** `dist/ena.d.cts` is of the entry point `ena`. */
export const nameOf = (path: string): string => basename(path).replace(/\.d\.c?ts$/, '');

/** The statement at the outermost level of a declaration file that declares this; members of types have none. */
function statementOf(node: ts.Declaration): ts.Statement | undefined {
  if (!node.getSourceFile().isDeclarationFile) return undefined;
  const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts.isStatement(holder) && ts.isSourceFile(holder.parent) ? holder : undefined;
}

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((each) => each.kind === kind);

const isInternal = (node: ts.Node): boolean =>
  ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');

/** The new text of each file, by its path. */
export function withoutPlumbing(built: Declarations, entryNames: readonly string[]): Map<string, string> {
  const { checker } = built;
  const entries = built.entries(entryNames);
  const named = new Set(entries.flatMap((file) => [...built.exportsOf(file).values()]));
  const edits = new Map<ts.SourceFile, Edit[]>();
  const change = (node: ts.Node, text: string, from = node.getStart()): void => {
    const file = node.getSourceFile();
    const list = edits.get(file) ?? [];
    edits.set(file, list);
    list.push({ from, to: node.getEnd(), text });
  };

  /** Does it mention a type of ours that has no public name? */
  const mentionsUnnamed = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      const target = symbol && built.follow(symbol);
      return target !== undefined && built.isOurs(target) && !named.has(target);
    }
    return ts.forEachChild(node, (child) => mentionsUnnamed(child) || undefined) ?? false;
  };
  const isPlumbing = (node: ts.Node): boolean =>
    (ts.isConstructorDeclaration(node) && (isInternal(node) || mentionsUnnamed(node))) ||
    (ts.isClassElement(node) && hasModifier(node, ts.SyntaxKind.ProtectedKeyword));

  const needed = new Set<ts.Symbol>();
  const walk = (node: ts.Node): void => {
    if (isPlumbing(node)) return;
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol) need(symbol);
    }
    ts.forEachChild(node, walk);
  };
  const need = (symbol: ts.Symbol): void => {
    if (needed.has(symbol)) return;
    needed.add(symbol);
    if (symbol.flags & ts.SymbolFlags.Alias) need(checker.getAliasedSymbol(symbol));
    for (const declaration of symbol.declarations ?? []) {
      const statement = statementOf(declaration);
      if (statement) walk(statement);
    }
  };
  for (const symbol of named) need(symbol);

  /** Does the name lead to something needed? Of an import also: is it used in this very file? */
  const isNeeded = (name: ts.Node, itself = false): boolean => {
    const symbol = checker.getSymbolAtLocation(name);
    return symbol !== undefined && (needed.has(symbol) || (!itself && needed.has(built.follow(symbol))));
  };
  for (const file of built.files) {
    for (const statement of file.statements) {
      const drop = (): void => change(statement, '', statement.getFullStart());
      if (ts.isImportDeclaration(statement)) {
        const bindings = statement.importClause?.namedBindings;
        if (!bindings) drop();
        else if (ts.isNamespaceImport(bindings)) {
          if (!isNeeded(bindings.name, true)) drop();
        } else {
          const kept = bindings.elements.filter(({ name }) => isNeeded(name, true));
          if (kept.length === 0) drop();
          else change(bindings, `{ ${kept.map((each) => each.getText()).join(', ')} }`);
        }
      } else if (ts.isExportDeclaration(statement)) {
        const { exportClause } = statement;
        if (entries.includes(file) || !exportClause || !ts.isNamedExports(exportClause)) continue;
        const kept = exportClause.elements.filter(({ name }) => isNeeded(name));
        change(exportClause, `{ ${kept.map((each) => each.getText()).join(', ')} }`);
      } else if (ts.isVariableStatement(statement)) {
        if (!statement.declarationList.declarations.some(({ name }) => isNeeded(name))) drop();
      } else if ('name' in statement && !isNeeded(statement.name as ts.Node)) drop();
      else if (ts.isClassDeclaration(statement)) {
        const constructors = statement.members.filter(ts.isConstructorDeclaration);
        for (const member of statement.members.filter(isPlumbing)) {
          const first = member === constructors[0];
          change(member, first ? '\n    protected constructor();' : '', member.getFullStart());
        }
      }
    }
  }
  return new Map(built.files.map((file) => [file.fileName, applied(file, edits.get(file) ?? [])]));
}

/** From the end to the beginning, so that the places of the others stay right. */
const applied = (file: ts.SourceFile, edits: readonly Edit[]): string =>
  [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), file.text)
    .replace(/^\n+/, '');

/** The names of the entry points: those of package.json, `index` for the front door. */
export const entryNames = (manifest: { exports: Record<string, unknown> }): string[] =>
  Object.keys(manifest.exports)
    .filter((key) => key !== './package.json')
    .map((key) => (key === '.' ? 'index' : key.slice(2)));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('./', import.meta.url));
  const manifest = JSON.parse(ts.sys.readFile(join(root, 'package.json')) ?? '');
  for (const kind of ['.d.ts', '.d.cts'] as const) {
    const built = new Declarations(join(root, 'dist'), kind);
    for (const [path, text] of withoutPlumbing(built, entryNames(manifest))) writeFileSync(path, text);
  }
}
