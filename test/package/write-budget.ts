// `npm run budget`: takes the sizes of the bundles as they are now for the plan that the gate compares with.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUDGET, measure, table } from './sizes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sizes = await measure(root);
writeFileSync(join(root, BUDGET), `${JSON.stringify(sizes, null, 2)}\n`);
process.stdout.write(`${table(sizes)}\nwritten to ${BUDGET}\n`);
