import { EXIT } from '../exit-codes.ts';
import { idleTimeout } from '../idle.ts';
import { TIMEOUT, YES } from '../options.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { assayOf, projectOf } from './find.ts';
import { showZone } from './show-zone.ts';
import { ZONE, type ZoneFlags, zoneFields } from './zone-options.ts';

interface Flags extends ZoneFlags {
  createCollections?: boolean;
  restrictCollections?: boolean;
  wait: boolean;
  timeout: number;
}

export const sodarZoneCreate = command<Flags>({
  name: 'create',
  summary: 'Make a landing zone, for files that you bring in by other means',
  arguments: [{ name: '<project>', description: 'UUID or title' }],
  options: [
    ...ZONE,
    { flags: '--create-collections', description: 'also the folders that the assay expects' },
    { flags: '--restrict-collections', description: 'files may go into these folders only' },
    {
      flags: '--no-wait',
      description: 'does not wait until it is ACTIVE; `accession sodar zone status --wait` does',
    },
    TIMEOUT,
    YES,
  ],
  writes: true,
  ownServer: true,
  account: SODAR,
  more: ['`accession sodar zone deposit` does all of it: zone, files, checksums, move.'],
  idle: ({ wait }) => idleTimeout(wait, 'does nothing with --no-wait'),
  async run({ args, flags, repos, interrupt, log }) {
    const { sodar } = repos;
    const call = { signal: interrupt.signal };
    const project = await projectOf(sodar, args[0] ?? '', call);
    const assay = await assayOf(sodar, project, flags.assay, call);
    const input = {
      assay,
      ...zoneFields(flags),
      ...(flags.createCollections && { create_colls: true }),
      ...(flags.restrictCollections && { restrict_colls: true }),
    };
    const made = await interrupt.throughout(() => sodar.landingZones.create(project, input, call));
    log.say(`made the landing zone ${made.title} (${made.sodar_uuid})`);
    // Asked to stop meanwhile: which zone it is has to be told all the same.
    const waits = flags.wait && !interrupt.received;
    const zone = waits
      ? await sodar.landingZones.waitUntil(made, 'ACTIVE', { ...call, timeoutMs: flags.timeout * 1000 })
      : made;
    await showZone(zone, flags.json, Output.stdout());
    return flags.wait && !waits ? (interrupt.exitCode ?? EXIT.done) : EXIT.done;
  },
});
