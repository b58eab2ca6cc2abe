import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { check, expect, run } from './report.ts';
import { tools } from './tools.ts';
import { NODES } from './versions.ts';

const CLI = join('node_modules', 'accession', 'dist', 'cli.cjs');

/** Every Node that we promise runs every kind of module and the command, whatever Node runs this check. */
export function checkNodes({ root, modules: cwd }: Place): void {
  const wanted = Object.entries(NODES).map(([major, version]) => [`node-${major}`, `npm:node@${version}`]);
  let folder = '';
  const names = Object.values(NODES).join(', ');
  if (!check(`Node ${names}: installs`, () => (folder = tools(root, Object.fromEntries(wanted))))) return;

  for (const [major, version] of Object.entries(NODES)) {
    const binary = join(folder, `node-${major}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    const node = (...args: string[]) => run(binary, args, { cwd });
    const title = `Node ${version}`;
    check(`${title}: is the one that was asked for`, () => {
      const own = node('--version').trim();
      expect(own === `v${version}`, `it is ${own}`);
    });
    check(`${title}: import, every entry point, and a round trip`, () => node('esm.mjs'));
    check(`${title}: require, every entry point, and a round trip`, () => node('cjs.cjs'));
    check(`${title}: import and require agree on names and on instanceof`, () => node('both.mjs'));
    check(`${title}: the command explains itself`, () => {
      const help = node(CLI, '--help');
      for (const group of ['check', 'sandbox', 'biosamples', 'ena', 'usi'])
        expect(new RegExp(`^ +${group}\\b`, 'm').test(help), `the help does not name ${group}:\n${help}`);
    });
    check(`${title}: the command registers a table in a sandbox`, () => {
      const output = `registered-${major}.tsv`;
      const submit = ['biosamples', 'submit', 'samples.tsv', '--output', output];
      node(CLI, 'sandbox', 'exec', '--', binary, CLI, ...submit);
      const table = readFileSync(join(cwd, output), 'utf8');
      const accessions = table.match(/\bSAMEA\d+/g) ?? [];
      expect(new Set(accessions).size === 2, `two samples were to get an accession:\n${table}`);
    });
  }
}
