import { version } from '../../package.json';

/** Of the package, as it was built. */
export const VERSION: string = version;
