import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { licences } from './tsup.licences.ts';

const shared: Options = {
  platform: 'node',
  target: 'node20',
  keepNames: true,
  sourcemap: true,
  esbuildPlugins: [licences()],
  // tsup strips `node:` by default; bundlers and readers want it.
  removeNodeProtocol: false,
};

/**
 * The pass that makes CommonJS of ES modules takes `this.#path = x` for an assignment to an exported `path`, and writes
 * `this.#path = exports.path = x`: the first file that is written would replace a function that every endpoint uses. Here
 * private fields are private again.
 */
async function keepPrivateFields(): Promise<void> {
  for (const file of await readdir('dist')) {
    if (!file.endsWith('.cjs')) continue;
    const path = join('dist', file);
    const code = await readFile(path, 'utf8');
    const mended = code.replace(/(#([\w$]+) = )exports\.\2 = /g, '$1');
    const left = /#[\w$]+ \S*= exports\.[\w$]+ \S*=/.exec(mended);
    if (left) throw new Error(`${path}: "${left[0]}" would change what the file exports`);
    if (mended !== code) await writeFile(path, mended);
  }
}

/** The CommonJS maps name the absolute build folder; a published package should not. */
async function forgetBuildFolder(): Promise<void> {
  for (const file of await readdir('dist')) {
    if (!file.endsWith('.cjs.map')) continue;
    const path = join('dist', file);
    const map = JSON.parse(await readFile(path, 'utf8')) as { file?: string; sources: string[] };
    const whole = map.file;
    if (!whole?.startsWith('/')) continue;
    map.file = basename(whole);
    map.sources = map.sources.map((source) => (source === whole ? basename(whole) : source));
    await writeFile(path, JSON.stringify(map));
  }
}

/** What people import from. */
const entry = {
  index: 'src/index.ts',
  biosamples: 'src/services/biosamples/index.ts',
  ena: 'src/services/ena/index.ts',
  openbis: 'src/services/openbis/index.ts',
  usi: 'src/services/usi/index.ts',
  sodar: 'src/services/sodar/index.ts',
  sandbox: 'src/sandbox/index.ts',
};

export default defineConfig([
  {
    ...shared,
    // Errors in a file of their own: who bundles only them leaves the file with zod out, which no bundler can take apart.
    entry: { ...entry, errors: 'src/core/errors/index.ts' },
    format: ['esm', 'cjs'],
    dts: { entry },
    splitting: true,
    esbuildOptions(options, { format }) {
      // Calls that give names cannot be dropped by a bundler, and keep all that they name. CommonJS needs them: there
      // tsup's last step takes the names of classes with static fields away.
      options.keepNames = format === 'cjs';
    },
    clean: true,
    // The first two are ESM-only: Jest and older runtimes cannot require them. zod comes as a hundred files, most of them
    // languages of its messages: inside of ours it costs a third of the time, at every start of every script.
    noExternal: ['p-retry', 'is-network-error', 'zod'],
    // Bundled CommonJS packages (busboy in the sandbox) call require, which an ES module has to make for itself. Where it is
    // not used, whoever bundles us may drop it; in a bundle of CommonJS there is no import.meta.url, but a __filename.
    banner: ({ format }) =>
      format === 'esm'
        ? {
            js: [
              "import { createRequire as makeRequire } from 'node:module';",
              'const require = /* @__PURE__ */ makeRequire(import.meta.url ?? __filename);',
            ].join('\n'),
          }
        : {},
    async onSuccess() {
      await keepPrivateFields();
      await forgetBuildFolder();
    },
  },
  {
    ...shared,
    entry: { cli: 'src/cli/main.ts' },
    format: ['cjs'],
    // One file: a command that starts is a command that reads few files.
    noExternal: [/.*/],
    splitting: false,
    banner: { js: '#!/usr/bin/env node' },
    // Nobody steps through a bundle of everything, and its map would be the largest file of the package.
    sourcemap: false,
  },
]);
