import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { check, expect, has, install, run, skip } from './report.ts';

const TSLAB = '1.0.22';
const NAME = 'the notebooks of examples/notebooks (tslab)';
/** For one cell; all of a notebook takes some ten seconds. */
const CELL_SECONDS = 60;

/** Debian's own comes first: a Python that was put in front of it may lack the notebook packages. */
const NBCONVERT = ['/usr/bin/jupyter-nbconvert', 'jupyter-nbconvert'];

interface Output {
  output_type: string;
  name?: string;
  text?: string | string[];
  traceback?: string[];
}

interface Cell {
  id?: string;
  source: string | string[];
  outputs?: Output[];
}

interface Places {
  /** Of this project; the executed notebooks are kept below its `build/notebooks`. */
  root: string;
  /** Where the kernel is installed. */
  prefix: string;
  /** The folder in which the notebooks run, with the package installed. */
  cwd: string;
}

/**
 * Executes every notebook of the examples cell by cell, as a person would, on the package as it is published. Nothing is
 * installed for the user or the machine: the kernel lives below `prefix`, and Jupyter is told by variables where to find it
 * and where to write.
 */
export function checkNotebooks(places: Places, tarball: string): void {
  const { root, cwd } = places;
  const nbconvert = NBCONVERT.find(has);
  if (!nbconvert) {
    skip(NAME, 'jupyter-nbconvert is not installed (Debian: jupyter-nbconvert and jupyter-client)');
    return;
  }
  let env: NodeJS.ProcessEnv = {};
  let secrets: string[] = [];
  const ready = check('installs beside a notebook', () => {
    env = installKernel(places);
    install(cwd, tarball);
    secrets = secretsOfSandbox(cwd);
  });
  if (!ready) return;

  // As they lie in the repository: the notebooks read from `../data`.
  for (const folder of ['notebooks', 'data'])
    cpSync(join(root, 'examples', folder), join(cwd, folder), { recursive: true });
  const kept = join(root, 'build', 'notebooks');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  const done: string[] = [];
  for (const name of readdirSync(join(cwd, 'notebooks')).filter((file) => file.endsWith('.ipynb'))) {
    check(`notebook ${basename(name, '.ipynb')}`, () => {
      const to = ['--to', 'notebook', '--output-dir', kept, '--output', name];
      const how = ['--execute', '--allow-errors', `--ExecutePreprocessor.timeout=${CELL_SECONDS}`];
      run(nbconvert, [...to, ...how, name], { cwd: join(cwd, 'notebooks'), env });
      const text = readFileSync(join(kept, name), 'utf8');
      done.push(name);
      expectAllWell((JSON.parse(text) as { cells: Cell[] }).cells);
      expect(!secrets.some((secret) => text.includes(secret)), 'a password or token of the sandbox is shown');
    });
  }
  check(`the notebooks as pages (${kept})`, () =>
    run(nbconvert, ['--to', 'html', ...done], { cwd: kept, env }),
  );
}

/** A cell that fails prints to stderr, says that all is well, and what follows may be dropped without a word. */
function expectAllWell(cells: readonly Cell[]): void {
  const failed = cells.find(({ outputs = [] }) =>
    outputs.some(({ name, output_type }) => name === 'stderr' || output_type === 'error'),
  );
  if (!failed) return;
  const said = (failed.outputs ?? []).flatMap(({ text, traceback }) => [text ?? traceback ?? []].flat());
  const source = [failed.source].flat().join('').replace(/^/gm, '    ');
  throw new Error(`cell "${failed.id}" failed:\n${source}\n${said.join('')}`);
}

/** Puts tslab below `prefix`; gives the variables that lead Jupyter to it. */
function installKernel({ prefix, cwd }: Places): NodeJS.ProcessEnv {
  // As a global package: installed locally, its bundled Node types would be hoisted away from it. `--allow-scripts` is for
  // newer npm, which runs no install script that was not named; older npm does not know it and passes over it.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--allow-scripts=zeromq'];
  run('npm', ['install', '--global', '--prefix', prefix, ...quiet, `tslab@${TSLAB}`], { cwd });
  const kernel = join(prefix, 'jupyter', 'kernels', 'tslab');
  mkdirSync(kernel, { recursive: true });
  const spec = {
    argv: [join(prefix, 'bin', 'tslab'), 'kernel', '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
  };
  writeFileSync(join(kernel, 'kernel.json'), JSON.stringify(spec));
  return {
    JUPYTER_PATH: join(prefix, 'jupyter'),
    JUPYTER_DATA_DIR: join(prefix, 'data'),
    JUPYTER_RUNTIME_DIR: join(prefix, 'runtime'),
    JUPYTER_CONFIG_DIR: join(prefix, 'config'),
  };
}

/** Passwords and tokens that every sandbox of the demo has; the notebooks start the same one. */
function secretsOfSandbox(cwd: string): string[] {
  const print = 'console.log(JSON.stringify(process.env))';
  const command = join('node_modules', '.bin', 'accession');
  const out = run(command, ['sandbox', 'exec', '--', 'node', '-e', print], { cwd });
  const env = JSON.parse(out.slice(out.indexOf('{'))) as Record<string, string>;
  const secrets = Object.entries(env)
    .filter(([name]) => /^(?:WEBIN|AAP|OPENBIS|SODAR)_.*(?:PASSWORD|TOKEN)$/.test(name))
    .map(([, value]) => value);
  expect(secrets.length > 3, `the sandbox told only ${secrets.length} passwords and tokens`);
  return secrets;
}
