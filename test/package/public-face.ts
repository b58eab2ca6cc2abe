import ts from 'typescript';
import { type Declarations, nameOf } from '../../tsup.declarations.ts';

/** What one entry point gives, in words that do not depend on how the build cut it into files. */
export interface Face {
  /** `index` for the front door. */
  readonly entry: string;
  /** Each name with its declaration. */
  readonly names: ReadonlyMap<string, Named>;
  /** `Receipt is mentioned by Submissions, …`: types that are reached from it, and that it does not give. */
  readonly unnamed: readonly string[];
}

export interface Named {
  readonly symbol: ts.Symbol;
  /** Without comments and private members; members and the parts of a union in the order of the alphabet. */
  readonly text: string;
}

const printer = ts.createPrinter({ removeComments: true });

export function facesOf(built: Declarations, entries: readonly string[]): Face[] {
  return built.entries(entries).map((file) => {
    const exported = built.exportsOf(file);
    const names = new Map([...exported].map(([name, symbol]) => [symbol, name]));
    const unnamed = new Map<ts.Symbol, string>();
    const shown = [...exported].map(([name, symbol]): [string, Named] => {
      /** Lists that a type is made of (`typeof KINDS`): they need no name, but what is in them is seen. */
      const lists = new Set<ts.Symbol>();
      const nameFor = (used: ts.Symbol): string | undefined => {
        if (used === symbol) return name;
        if (built.isOurs(used) && !names.has(used)) {
          if (used.flags & ts.SymbolFlags.Variable) lists.add(used);
          else if (!unnamed.has(used)) unnamed.set(used, `${used.name} is mentioned by ${name}`);
        }
        return names.get(used);
      };
      const show = (each: ts.Symbol): string[] =>
        (each.declarations ?? []).map((declaration) => textOf(built, declaration, nameFor));
      const texts = show(symbol);
      for (const list of lists) if (list !== symbol) texts.push(...show(list));
      return [name, { symbol, text: texts.join('\n') }];
    });
    shown.sort(([one], [other]) => (one < other ? -1 : 1));
    return { entry: nameOf(file.fileName), names: new Map(shown), unnamed: [...unnamed.values()] };
  });
}

function textOf(
  built: Declarations,
  declaration: ts.Declaration,
  nameFor: (symbol: ts.Symbol) => string | undefined,
): string {
  const file = declaration.getSourceFile();
  const print = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, file);
  const sorted = <T extends ts.Node>(nodes: Iterable<T>, key: (node: T) => string): T[] =>
    [...nodes].sort((one, other) => {
      const [a, b] = [key(one), key(other)];
      return a < b ? -1 : a > b ? 1 : 0;
    });
  /** Overloads have one name, and stay in their order, which has a meaning. */
  const nameOfMember = (node: ts.ClassElement | ts.TypeElement): string =>
    node.name ? print(node.name) : '';

  const result = ts.transform<ts.Node>(declaration, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node | undefined => {
        if (ts.isIdentifier(node)) {
          const symbol = built.checker.getSymbolAtLocation(node);
          const name = symbol && nameFor(built.follow(symbol));
          return name === undefined ? node : ts.factory.createIdentifier(name);
        }
        if (node.kind === ts.SyntaxKind.DeclareKeyword || node.kind === ts.SyntaxKind.ExportKeyword)
          return undefined;
        if (ts.isClassElement(node)) {
          const hidden = node.name && ts.isPrivateIdentifier(node.name);
          if (hidden || ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) return undefined;
        }
        const seen = ts.visitEachChild(node, visit, context);
        if (ts.isUnionTypeNode(seen))
          return ts.factory.updateUnionTypeNode(seen, ts.factory.createNodeArray(sorted(seen.types, print)));
        if (ts.isTypeLiteralNode(seen))
          return ts.factory.updateTypeLiteralNode(
            seen,
            ts.factory.createNodeArray(sorted(seen.members, nameOfMember)),
          );
        if (ts.isInterfaceDeclaration(seen)) {
          const { modifiers, name, typeParameters, heritageClauses, members } = seen;
          return ts.factory.updateInterfaceDeclaration(
            seen,
            modifiers,
            name,
            typeParameters,
            heritageClauses,
            sorted(members, nameOfMember),
          );
        }
        if (ts.isClassDeclaration(seen)) {
          const { modifiers, name, typeParameters, heritageClauses, members } = seen;
          return ts.factory.updateClassDeclaration(
            seen,
            modifiers,
            name,
            typeParameters,
            heritageClauses,
            sorted(members, nameOfMember),
          );
        }
        return seen;
      };
      return visit(root) ?? root;
    },
  ]);
  const [node = declaration] = result.transformed;
  const text = print(node);
  result.dispose();
  return ts.isVariableDeclaration(declaration) ? `const ${text};` : text;
}
