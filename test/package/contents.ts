import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { packageOf } from '../house/imports.ts';
import { bin, filesOf, type Place } from './place.ts';
import { check, expect, run } from './report.ts';

/** What is in the tarball, and whether others can find it there. */
export function checkContents({ root, modules, tarball }: Place): void {
  const installed = join(modules, 'node_modules/accession');
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };

  check('publint finds nothing', () =>
    run(bin(root, 'publint'), ['run', tarball, '--strict'], { cwd: root }),
  );

  check('types resolve in node10, node16 (both kinds) and bundler (attw)', () => {
    const args = [tarball, '--no-definitely-typed', '--profile', 'strict', '--no-emoji'];
    run(bin(root, 'attw'), args, { cwd: root });
  });

  check('no file names the folder it was built in', () => {
    const leaks = filesOf(installed).filter((path) => readFileSync(path, 'utf8').includes(root));
    expect(leaks.length === 0, `${root} is in ${leaks.join(', ')}`);
  });

  check('the built files import declared dependencies and nothing else', () => {
    const known = new Set([...Object.keys(manifest.dependencies), ...builtinModules]);
    const undeclared = filesOf(join(installed, 'dist'))
      .filter((path) => !path.endsWith('.map'))
      .flatMap((path) =>
        ts
          .preProcessFile(readFileSync(path, 'utf8'), true, true)
          .importedFiles.map(({ fileName }) => packageOf(fileName))
          .filter((name) => name !== undefined && !known.has(name))
          .map((name) => `${relative(installed, path)} imports ${name}`),
      );
    expect(undeclared.length === 0, [...new Set(undeclared)].join('\n'));
  });

  check('the declarations mention no package at all', () => {
    const mentioned = filesOf(join(installed, 'dist'))
      .filter((path) => /\.d\.c?ts$/.test(path))
      .flatMap((path) =>
        ts
          .preProcessFile(readFileSync(path, 'utf8'), true, true)
          .importedFiles.filter(({ fileName }) => packageOf(fileName) !== undefined)
          .map(({ fileName }) => `${relative(installed, path)} imports ${fileName}`),
      );
    const advice = 'build with `npm run build`, whose last step takes plumbing out (tsup.declarations.ts)';
    expect(mentioned.length === 0, `${[...new Set(mentioned)].join('\n')}\n${advice}`);
  });

  check('the packages whose code is in our files are named, with their licences', () => {
    const notices = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENCES.txt'), 'utf8');
    // Two that all entry points share, one of the command, one of the sandbox.
    for (const name of ['p-retry', 'zod', 'commander', 'hono'])
      expect(notices.includes(`\n${name} `), `${name} is missing`);
    expect(/Permission is hereby granted/.test(notices), 'there is no text of a licence in it');
  });
}
