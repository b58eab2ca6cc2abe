import { join } from 'node:path';
import { checkApi } from './api.ts';
import { checkBundles } from './bundles.ts';
import { checkCompilers } from './compilers.ts';
import { checkContents } from './contents.ts';
import { checkJest, checkModules } from './modules.ts';
import { checkNodes } from './nodes.ts';
import { checkNotebooks } from './notebook.ts';
import { consumer, type Place } from './place.ts';
import { checkSizes } from './sizes.ts';

/** The parts of the check, which know nothing of each other and run side by side. The longest come first. */
export const PARTS: Readonly<Record<string, (place: Place) => void | Promise<void>>> = {
  notebooks: ({ root, temp, tarball }) =>
    checkNotebooks({ root, prefix: join(temp, 'tslab'), cwd: consumer({ root, temp }, 'notebook') }, tarball),
  compilers: checkCompilers,
  nodes: checkNodes,
  jest: checkJest,
  contents: checkContents,
  sizes: checkSizes,
  modules: checkModules,
  bundles: checkBundles,
  api: checkApi,
};
