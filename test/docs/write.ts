// `npm run docs`: writes the pages that are made from code.
import { readFileSync, writeFileSync } from 'node:fs';
import { renderFidelity, renderMatrix } from './render.ts';
import { renderCommandLine } from './render-command-line.ts';

writeFileSync(new URL('../../docs/matrix.md', import.meta.url), renderMatrix());
writeFileSync(new URL('../../docs/fidelity.md', import.meta.url), renderFidelity());

const commandLine = new URL('../../docs/command-line.md', import.meta.url);
writeFileSync(commandLine, renderCommandLine(readFileSync(commandLine, 'utf8')));
