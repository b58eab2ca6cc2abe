import ts from 'typescript';
import { eachNode, type Finding, isCode, isSource, matchLines, type Rule } from './files.ts';

/** The rules' own files spell what they forbid, so they are read past; every other file is read whole. */
const isRule = (path: string): boolean => path.startsWith('test/house/');

/** Lists of names may be handed on whole: of a service, and of what all have in common. Every name is in one of them. */
const LISTS = /\/index\.ts$/;

/** Public faces name what they export: `export *` of anything but such a list publishes by accident. */
export const namedExports: Rule = (files) =>
  files
    .filter(({ path }) => /^src\/(?:index|core\/index|services\/[^/]+\/index|sandbox\/index)\.ts$/.test(path))
    .flatMap((file) => {
      const findings: Finding[] = [];
      eachNode(file, (node, line) => {
        if (!ts.isExportDeclaration(node)) return;
        const { exportClause, moduleSpecifier } = node;
        if (exportClause && !ts.isNamespaceExport(exportClause)) return;
        const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
        if (!exportClause && LISTS.test(from)) return;
        findings.push({
          file: file.path,
          line: line(),
          message: 'name every export: `export { a, type B } from …`',
        });
      });
      return findings;
    });

/** The compiler and the linter are listened to. */
export const noEscapes: Rule = (files) => {
  const sources = files.filter(isSource);
  const anys = sources.flatMap((file) => {
    const findings: Finding[] = [];
    eachNode(file, (node, line) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword)
        findings.push({
          file: file.path,
          line: line(),
          message: 'uses `any`: say the type, or `unknown` and check it',
        });
    });
    return findings;
  });
  const switches = matchLines(
    sources,
    /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/,
    (found) => `${found} silences a check: mend what it complains about`,
  );
  return [...anys, ...switches];
};

export const LONGEST_FILE = 400;

/** Files that may be longer, each with the reason. */
const LONG_FILES: Record<string, string> = {};

/** One idea per file; a long file holds several. */
export const shortFiles: Rule = (files) =>
  files.filter(isSource).flatMap((file) => {
    const lines = file.text.replace(/\n$/, '').split('\n').length;
    if (lines <= LONGEST_FILE || file.path in LONG_FILES) return [];
    const message = `has ${lines} lines (at most ${LONGEST_FILE}): split it by idea, or list it with a reason in LONG_FILES (test/house/words.ts)`;
    return [{ file: file.path, line: LONGEST_FILE + 1, message }];
  });

/** What is not done is not left as a note in the code. */
export const noLeftovers: Rule = (files) =>
  matchLines(
    files.filter(({ path }) => /^(?:src|test|examples|docs)\//.test(path) && !isRule(path)),
    /\b(?:TODO|FIXME|XXX|HACK)\b/,
    (found) => `${found}: do it now, or write it down where the project keeps its open work`,
  );

/** Names by which test libraries know a group or a case. */
const TESTS = new Set(['test', 'it', 'describe', 'suite', 'bench']);
const LEFT_OUT = new Set(['skip', 'only', 'todo', 'skipIf', 'runIf']);

/** Tests run; what cannot run here goes through `describeWhen`, which says so loudly. */
export const noSilentSkips: Rule = (files) =>
  files
    .filter((file) => isCode(file) && /^(?:test|examples)\//.test(file.path))
    .filter(({ path }) => path !== 'test/support/skip-loudly.ts')
    .flatMap((file) => {
      const findings: Finding[] = [];
      const add = (line: number, what: string): void => {
        const message = `${what} leaves tests out in silence: remove it, or use describeWhen (test/support/skip-loudly.ts) with a reason`;
        findings.push({ file: file.path, line, message });
      };
      eachNode(file, (node, line) => {
        if (ts.isPropertyAccessExpression(node) && LEFT_OUT.has(node.name.text)) {
          const owner = rootOf(node.expression);
          // `context.skip()` inside a test is a skip as well, whatever the context is called.
          const inside =
            node.name.text === 'skip' &&
            ts.isCallExpression(node.parent) &&
            /^(?:ctx|context|t)$/.test(owner);
          if (TESTS.has(owner) || inside) add(line(), `.${node.name.text}`);
        }
        if (!ts.isCallExpression(node)) return;
        const root = rootOf(node.expression);
        if (/^(?:xit|xtest|xdescribe|fit|fdescribe)$/.test(root)) add(line(), root);
        if (TESTS.has(root)) {
          for (const options of node.arguments.filter(ts.isObjectLiteralExpression)) {
            for (const property of options.properties) {
              const name = property.name && ts.isIdentifier(property.name) ? property.name.text : '';
              if (LEFT_OUT.has(name)) add(line(), `{ ${name} }`);
            }
          }
        }
      });
      return findings;
    });

/** `test.each(…).skip` → `test`. */
function rootOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression);
  return '';
}

/** Core knows no repository, so it knows none of their hosts either. */
export const noHostsInCore: Rule = (files) =>
  files
    .filter(({ path }) => /^src\/core\/.*\.ts$/.test(path))
    .flatMap((file) => {
      const findings: Finding[] = [];
      eachNode(file, (node, line) => {
        const text =
          ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
        const host = text ? /wwwdev|[\w.-]*ebi\.ac\.uk/.exec(node.text)?.[0] : undefined;
        if (host)
          findings.push({
            file: file.path,
            line: line(),
            message: `names the host ${host}: addresses belong to the service that uses them`,
          });
      });
      return findings;
    });

/** Things a notebook kernel reads wrongly, so that an example that was never run does not mislead anybody. */
export const runnableCells: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith('.ipynb'))
    .flatMap((file) =>
      codeCells(file.text).flatMap((code, index) => {
        const cell = `code cell ${index + 1}`;
        const findings: Finding[] = [];
        if (/^\s*(?:(?:const|let|var)\s[^=]+=\s*)?await\s*\(/m.test(code))
          findings.push({
            file: file.path,
            line: 1,
            message: `${cell}: \`await (\` is read as a call; write \`await name\` or \`await f()\``,
          });
        const otherAwait = /\bawait\b/.test(code.replace(/\bfor await\b/g, ''));
        if (/\bfor await\b/.test(code) && !otherAwait)
          findings.push({
            file: file.path,
            line: 1,
            message: `${cell}: a lone \`for await\` is not seen as top-level await; put one plain \`await\` into the cell`,
          });
        return findings;
      }),
    );

function codeCells(text: string): string[] {
  const notebook = JSON.parse(text) as { cells: { cell_type: string; source: string | string[] }[] };
  return notebook.cells
    .filter((cell) => cell.cell_type === 'code')
    .map((cell) => [cell.source].flat().join(''));
}
