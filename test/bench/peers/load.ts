/** Loads the package, or a part of it, or nothing, and tells what the process has cost since it began. */
import { createRequire } from 'node:module';
import { compete, cpuMs } from './measure.ts';

interface Settings {
  /** `accession/ena` */
  specifier?: string;
  format?: 'import' | 'require';
}

await compete<Settings>(async ({ specifier, format }) => {
  const require = createRequire(import.meta.url);
  if (specifier !== undefined && format === 'require') require(specifier);
  else if (specifier !== undefined) await import(specifier);
  const spent = cpuMs();
  return async () => ({ units: 1, cpuMs: spent });
});
