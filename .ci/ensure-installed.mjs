// Lets `npm test` and `npm run demo` be the first command after a clone: installs when the installed tree
// is missing or older than the lock file, else costs nothing.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const time = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (time('node_modules/.package-lock.json') < time('package-lock.json')) {
  process.stderr.write('Installing what is missing (npm install) ...\n');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  process.exit(status ?? 1);
}
