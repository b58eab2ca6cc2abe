import { join } from 'node:path';
import { bin, consumer, type Place } from './place.ts';
import { check, expect, install, run } from './report.ts';

/** What is the same on every Node: loading late, TypeScript without a compiler, the command's exit code. */
export function checkModules({ root, modules: cwd }: Place): void {
  const node = (...args: string[]) => run(process.execPath, args, { cwd });
  check('require loads no HTTP library before the first request', () => node('lazy.cjs'));
  check('import loads no HTTP library before the first request', () => node('lazy.mjs'));

  check('a TypeScript program runs as it is (tsx), through all five services', () => {
    const out = run(bin(root, 'tsx'), ['study.ts'], { cwd });
    expect(out.includes('the study is complete'), `it printed: ${out}`);
  });

  check('the command runs a program against a sandbox and returns its exit code', () => {
    const program = 'console.log(process.env.BIOSAMPLES_URL); process.exit(7)';
    const command = join('node_modules', '.bin', 'accession');
    const out = run(command, ['sandbox', 'exec', '--', 'node', '-e', program], { cwd, exit: 7 });
    expect(/^http:\/\/127\.0\.0\.1:\d+\/biosamples$/m.test(out), `BIOSAMPLES_URL was not set: ${out}`);
  });
}

/** Jest has a module loader of its own, which refuses ES modules: what we load late must be CommonJS too. */
export function checkJest(place: Place): void {
  const cwd = consumer(place, 'jest');
  const installed = check('installs beside Jest', () => install(cwd, place.tarball));
  if (installed) check('works under Jest', () => run(join(cwd, 'node_modules/.bin/jest'), ['--ci'], { cwd }));
}
