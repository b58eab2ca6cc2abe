// `npm run api`: accepts the public face that was built as the one that the gate compares with.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { facesIn, REPORTS, reportsOf } from './api.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, REPORTS);
const reports = reportsOf(facesIn(root, '.d.ts'));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of reports) writeFileSync(join(folder, `${name}.md`), text);
process.stdout.write(`${[...reports.keys()].join(', ')} written to ${REPORTS}\n`);
