import ts from 'typescript';
import { isSource, type Rule } from './files.ts';
import { importsOf, packageOf } from './imports.ts';

/**
 * Every outside package has its place. A package that is not here may not be imported by src: a new dependency
 * is a decision, and this table is where it shows.
 */
const OWNERS: Record<string, readonly string[]> = {
  // One file each, so that the package can be changed or removed by changing one file.
  axios: ['src/core/http/transport-axios.ts'],
  'p-retry': ['src/core/http/retry.ts'],
  'form-data': ['src/core/http/body.ts'],
  'basic-ftp': ['src/services/ena/files/ftp-session.ts'],
  // Loaded by the first checklist.
  ajv: ['src/services/biosamples/checklist-validate.ts'],
  'ajv-formats': ['src/services/biosamples/checklist-validate.ts'],
  'fast-xml-parser': ['src/core/xml.ts', 'src/sandbox/**'],
  // Schemas, and the places in core that run them or name their type. An account brings its one small schema along.
  zod: [
    'src/core/schema.ts',
    'src/core/env.ts',
    'src/core/http/endpoint.ts',
    'src/accounts/*.ts',
    'src/services/**/schema*.ts',
    'src/services/**/schemas/*.ts',
  ],
  // The sandbox's and the command's own: bundled into their entry points, never in `dependencies`.
  hono: ['src/sandbox/**'],
  '@hono/node-server': ['src/sandbox/**'],
  busboy: ['src/sandbox/**'],
  fflate: ['src/services/sodar/zip.ts', 'src/sandbox/**'],
  commander: ['src/cli/**'],
};

/** `*` stands for a name, `**` for any number of folders. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, (star) => ({ '**/': '(?:.*/)?', '**': '.*' })[star] ?? '[^/]*');
  return new RegExp(`^${source}$`).test(path);
}

/** Packages are imported by their owners only. */
export const oneOwner: Rule = (files) =>
  files.filter(isSource).flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line }) => {
      const name = packageOf(specifier);
      if (!name || name === 'accession') return [];
      const owners = OWNERS[name];
      if (owners?.some((owner) => matches(owner, file.path))) return [];
      const message = owners
        ? `imports ${name}, which belongs to ${owners.join(', ')}: use what the owner offers`
        : `imports ${name}, which has no owner: give it one in OWNERS (test/house/owners.ts), or do without; Node's own modules are written node:${name}`;
      return [{ file: file.path, line, message }];
    }),
  );

/** zod is imported as a namespace: the named `z` drags all of zod into the bundles of people who use us. */
export const zodAsNamespace: Rule = (files) =>
  files.filter(isSource).flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line, node }) => {
      if (packageOf(specifier) !== 'zod') return [];
      const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
      const bindings = clause?.namedBindings;
      const namespace =
        bindings && ts.isNamespaceImport(bindings) && bindings.name.text === 'z' && !clause.name;
      if (specifier === 'zod' && namespace) return [];
      return [{ file: file.path, line, message: `write \`import * as z from 'zod'\`, and only that` }];
    }),
  );
