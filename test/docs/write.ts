// `npm run docs`: writes the pages that are made from code.
import { writeFileSync } from 'node:fs';
import { renderFidelity, renderMatrix } from './render.ts';

writeFileSync(new URL('../../docs/matrix.md', import.meta.url), renderMatrix());
writeFileSync(new URL('../../docs/fidelity.md', import.meta.url), renderFidelity());
