import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, expect, has, install, run, skip } from './report.ts';

const TSLAB = '1.0.22';
const NAME = 'works in a notebook (tslab)';

/** Debian's own comes first: a Python that was put in front of it may lack the notebook packages. */
const NBCONVERT = ['/usr/bin/jupyter-nbconvert', 'jupyter-nbconvert'];

interface Cell {
  cell_type: string;
  outputs?: { output_type: string; name?: string; text?: string[] }[];
}

/**
 * Executes a notebook cell by cell, as a person would. Nothing is installed for the user or the machine: the kernel
 * lives below `prefix`, and Jupyter is told by variables where to find it and where to write.
 */
export function checkNotebook(prefix: string, cwd: string, tarball: string): void {
  const nbconvert = NBCONVERT.find(has);
  if (!nbconvert) {
    skip(NAME, 'jupyter-nbconvert is not installed (Debian: jupyter-nbconvert and jupyter-client)');
    return;
  }
  const ready = check('installs beside a notebook', () => {
    // As a global package: installed locally, its bundled Node types would be hoisted away from it. The flag is for
    // newer npm, which runs no install script that was not named; older npm does not know it and passes over it.
    run(
      'npm',
      [
        'install',
        '--global',
        '--prefix',
        prefix,
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        '--allow-scripts=zeromq',
        `tslab@${TSLAB}`,
      ],
      { cwd },
    );
    install(cwd, tarball);
  });
  if (!ready) return;

  check(NAME, () => {
    const kernel = join(prefix, 'jupyter', 'kernels', 'tslab');
    mkdirSync(kernel, { recursive: true });
    const spec = {
      argv: [join(prefix, 'bin', 'tslab'), 'kernel', '--config-path', '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
    };
    writeFileSync(join(kernel, 'kernel.json'), JSON.stringify(spec));
    const env = {
      JUPYTER_PATH: join(prefix, 'jupyter'),
      JUPYTER_DATA_DIR: join(prefix, 'data'),
      JUPYTER_RUNTIME_DIR: join(prefix, 'runtime'),
      JUPYTER_CONFIG_DIR: join(prefix, 'config'),
    };
    const args = [
      '--to',
      'notebook',
      '--execute',
      '--allow-errors',
      '--output',
      'done.ipynb',
      'samples.ipynb',
    ];
    run(nbconvert, args, { cwd, env });
    const { cells } = JSON.parse(readFileSync(join(cwd, 'done.ipynb'), 'utf8')) as { cells: Cell[] };
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    const printed = outputs.map((output) => output.text?.join('') ?? output.output_type).join('');
    // A cell that fails prints to stderr and the kernel drops what follows, so errors show here and nowhere else.
    const failed = outputs.some(({ name, output_type }) => name === 'stderr' || output_type === 'error');
    expect(!failed && printed.includes('round trip: same sample'), `the notebook printed:\n${printed}`);
  });
}
