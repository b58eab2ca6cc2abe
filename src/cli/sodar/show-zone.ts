import type { SodarLandingZone } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { tsvLine } from '../tsv.ts';

export const ZONE_COLUMNS: readonly [string, (zone: SodarLandingZone) => string][] = [
  ['uuid', ({ sodar_uuid }) => sodar_uuid],
  ['status', ({ status }) => status],
  ['title', ({ title }) => title],
  ['changed', ({ date_modified }) => date_modified.slice(0, 19).replace('T', ' ')],
  ['path', ({ irods_path }) => irods_path ?? ''],
];

/** One line for each thing to know; with --json all of it. */
export async function showZone(
  zone: SodarLandingZone,
  json: boolean | undefined,
  output: Output,
): Promise<void> {
  if (json) return output.json(zone);
  for (const [name, read] of ZONE_COLUMNS) await output.write(tsvLine([name, read(zone)]));
  await output.write(tsvLine(['info', zone.status_info]));
}

const REFUSED = ['FAILED', 'NOT CREATED'];
const RESTING = ['ACTIVE', 'MOVED', 'DELETED'];

/** What the state of a zone means for a pipeline. */
export const exitOfZone = ({ status }: SodarLandingZone): ExitCode =>
  REFUSED.includes(status) ? EXIT.refused : RESTING.includes(status) ? EXIT.done : EXIT.notYet;
