/**
 * What the package is proved on, exactly: two runs of the check a year apart mean the same. The workflow of the
 * continuous integration and the pages name the same majors (test/house/versions.test.ts).
 */

/** By major. The oldest is the floor that `engines` promises, the others the newest when they were pinned. */
export const NODES: Readonly<Record<string, string>> = { 20: '20.19.0', 22: '22.23.3', 24: '24.21.0' };

export interface Compiler {
  readonly version: string;
  /** How it finds our declarations: `node10` knows no `exports`, and is what old projects and notebooks have. */
  readonly resolutions: readonly ('node10' | 'node16' | 'bundler')[];
}

export const COMPILERS: readonly Compiler[] = [
  { version: '5.0.4', resolutions: ['node10'] },
  { version: '5.4.5', resolutions: ['node16'] },
  { version: '5.9.3', resolutions: ['node16', 'bundler'] },
  { version: '6.0.3', resolutions: ['node16', 'bundler'] },
  { version: '7.0.2', resolutions: ['node16', 'bundler'] },
];
