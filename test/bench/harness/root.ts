import { fileURLToPath } from 'node:url';

/** Of the project. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
