import { posix } from 'node:path';
import ts from 'typescript';
import { type Finding, isSource, type Rule } from './files.ts';

/** The files behind the entry points of package.json. */
const ENTRY = /^src\/(?:index|services\/[^/]+\/index|sandbox\/index)\.ts$/;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  strict: true,
  skipLibCheck: true,
  types: ['node'],
  noEmit: true,
};

/**
 * Every type that a public signature mentions can be imported from the entry point that mentions it. Otherwise people
 * cannot write down what they hold, and a notebook cell that keeps such a value does not compile at all
 * ("has or is using name … but cannot be named").
 */
export const publicTypes: Rule = (files) => {
  const sources = new Map(files.filter(isSource).map((file) => [file.path, file.text]));
  const entries = [...sources.keys()].filter((path) => ENTRY.test(path));
  const program = ts.createProgram(entries, OPTIONS, hostFor(sources));
  const checker = program.getTypeChecker();
  const exportsOf = (entry: string): Set<ts.Symbol> => {
    const file = program.getSourceFile(entry);
    const module = file && checker.getSymbolAtLocation(file);
    return new Set(
      (module ? checker.getExportsOfModule(module) : []).map((symbol) => follow(checker, symbol)),
    );
  };
  const frontDoor = exportsOf('src/index.ts');
  return entries.flatMap((entry) => {
    const exported = exportsOf(entry);
    const findings = new Map<ts.Symbol, Finding>();
    for (const symbol of exported) {
      // A subpath names what its own declarations mention. What those types of core are made of in turn is to be had
      // from the front door: repeating all of core in five places would help nobody.
      const core = symbol.declarations?.some((each) =>
        fromRoot(each.getSourceFile().fileName).startsWith('src/core/'),
      );
      for (const { used, at } of typesOf(checker, symbol, sources)) {
        if (core && frontDoor.has(used)) continue;
        if (exported.has(used) || findings.has(used)) continue;
        const where = at.getSourceFile();
        findings.set(used, {
          file: fromRoot(where.fileName),
          line: where.getLineAndCharacterOfPosition(at.getStart()).line + 1,
          message: `${symbol.name} is public and mentions ${used.name}: export the type ${used.name} from ${entry} too`,
        });
      }
    }
    return [...findings.values()];
  });
};

/** The compiler hands out absolute and relative paths; the rules speak of paths from the project's root. */
const fromRoot = (path: string): string => posix.relative(process.cwd(), posix.resolve(path));

/** The standard library and the packages, parsed once for all programs. */
const outside = new Map<string, ts.SourceFile | undefined>();

/** Reads the given files from memory and everything else (the standard library, packages) from the disk. */
function hostFor(sources: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS, true);
  const here = host.getCurrentDirectory();
  const ours = (path: string): string | undefined =>
    sources.get(posix.relative(here, posix.resolve(here, path)));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => ours(path) !== undefined || fileExists(path);
  host.readFile = (path) => ours(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = ours(path);
    if (text === undefined) {
      if (!outside.has(path)) outside.set(path, getSourceFile(path, language, ...rest));
      return outside.get(path);
    }
    return ts.createSourceFile(path, text, language, true);
  };
  // Folders that are only in memory are not on the disk; without this nobody looks into them.
  host.directoryExists = () => true;
  return host;
}

function follow(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The types of ours that a declaration mentions where others can see it. */
function typesOf(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  sources: ReadonlyMap<string, string>,
): { used: ts.Symbol; at: ts.Node }[] {
  const found: { used: ts.Symbol; at: ts.Node }[] = [];
  const add = (used: ts.Symbol | undefined, at: ts.Node): void => {
    const target = used && follow(checker, used);
    const declaration = target?.declarations?.[0];
    if (!target || !declaration || !isNamedType(declaration)) return;
    const file = posix.relative(ts.sys.getCurrentDirectory(), declaration.getSourceFile().fileName);
    if (sources.has(declaration.getSourceFile().fileName) || sources.has(file))
      found.push({ used: target, at });
  };
  const walk = (node: ts.Node): void => {
    if (isHidden(node) || isImplementation(checker, node)) return;
    if (ts.isTypeReferenceNode(node)) add(checker.getSymbolAtLocation(node.typeName), node);
    else if (ts.isExpressionWithTypeArguments(node)) add(checker.getSymbolAtLocation(node.expression), node);
    else if (inferred(node))
      for (const used of inType(checker, checker.getTypeAtLocation(node))) add(used, node);
    // What a function does and what a value is are nobody's business: only the types in front of them are seen.
    ts.forEachChild(node, (child) => {
      const inside = 'body' in node && node.body === child && !ts.isModuleDeclaration(node);
      const value = 'initializer' in node && node.initializer === child;
      if (!inside && !value) walk(child);
    });
  };
  for (const declaration of symbol.declarations ?? []) walk(declaration);
  return found;
}

/** Type parameters and members are named by what they stand in; classes, interfaces, aliases and enums need a name of their own. */
const isNamedType = (node: ts.Declaration): boolean =>
  ts.isClassDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isEnumDeclaration(node);

/** Private and protected members, those marked `@internal`, and what a constructor keeps in one: plumbing that users neither hand in nor get back. */
function isHidden(node: ts.Node): boolean {
  const named = 'name' in node ? (node.name as ts.Node | undefined) : undefined;
  if (named && ts.isPrivateIdentifier(named)) return true;
  if (ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal')) return true;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(
      ({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword,
    )
  );
}

/** Of an overloaded function only the signatures without a body are seen. */
function isImplementation(checker: ts.TypeChecker, node: ts.Node): boolean {
  if (!ts.isConstructorDeclaration(node) && !ts.isMethodDeclaration(node) && !ts.isFunctionDeclaration(node))
    return false;
  const all = ts.isConstructorDeclaration(node)
    ? node.parent.members.filter(ts.isConstructorDeclaration)
    : (node.name && checker.getSymbolAtLocation(node.name)?.declarations) || [];
  return node.body !== undefined && all.length > 1;
}

/** Declarations whose type nobody wrote down. */
const inferred = (node: ts.Node): boolean =>
  (ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node)) &&
  node.type === undefined;

/** The named types in an inferred type: itself, its arguments, what it takes and what it answers. */
function inType(checker: ts.TypeChecker, type: ts.Type, seen = new Set<ts.Type>()): ts.Symbol[] {
  if (seen.has(type)) return [];
  seen.add(type);
  const more = (types: readonly ts.Type[]): ts.Symbol[] =>
    types.flatMap((each) => inType(checker, each, seen));
  if (type.aliasSymbol) return [type.aliasSymbol, ...more(type.aliasTypeArguments ?? [])];
  if (type.isUnionOrIntersection()) return more(type.types);
  const named =
    type.symbol &&
    type.symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.Enum);
  const call = named ? [] : type.getCallSignatures();
  return [
    ...(named && type.symbol ? [type.symbol] : []),
    ...more(isReference(type) ? checker.getTypeArguments(type) : []),
    ...more(call.map((signature) => signature.getReturnType())),
    ...more(call.flatMap((signature) => signature.parameters.map((each) => checker.getTypeOfSymbol(each)))),
  ];
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  (type.flags & ts.TypeFlags.Object) !== 0 &&
  ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
