import { createRequire } from 'node:module';
import type { Workload } from './workload.ts';

const require = createRequire(import.meta.url);

/** With what it was measured: Node, axios, and the packages of Python that are compared with. */
export function versionsOf({ peers }: Workload): string {
  const pins = peers.flatMap(({ python }) => python?.pins ?? []).map((pin) => pin.replace('==', ' '));
  const { version } = require('axios/package.json') as { version: string };
  return [`Node ${process.versions.node}`, `axios ${version}`, ...new Set(pins)].join(', ');
}
