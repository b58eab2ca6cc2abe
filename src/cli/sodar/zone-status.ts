import { WaitFailed } from '../../index.ts';
import type { ExitCode } from '../exit-codes.ts';
import { idleTimeout } from '../idle.ts';
import { TIMEOUT } from '../options.ts';
import { Output } from '../output.ts';
import { SODAR } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { UserError } from '../user-error.ts';
import { isUuid } from './find.ts';
import { exitOfZone, showZone } from './show-zone.ts';

interface Flags {
  wait?: boolean;
  timeout: number;
}

export const sodarZoneStatus = command<Flags>({
  name: 'status',
  summary: 'Where a landing zone is; exit code 7 while SODAR is at it, 3 when it failed',
  arguments: [{ name: '<zone>', description: 'UUID of the landing zone' }],
  options: [{ flags: '--wait', description: 'until nothing is under way in it any more' }, TIMEOUT],
  writes: false,
  account: SODAR,
  idle: ({ wait }) => idleTimeout(wait),
  async run({ args, flags, repos, interrupt, log }): Promise<ExitCode> {
    const [given = ''] = args;
    if (!isUuid(given))
      throw new UserError(
        `"${given}" is not a UUID`,
        '`accession sodar zone list PROJECT` shows the zones of a project.',
      );
    const { landingZones } = repos.sodar;
    const call = { signal: interrupt.signal };
    if (flags.wait) {
      let said = '';
      try {
        await landingZones.waitUntil(given, {
          ...call,
          timeoutMs: flags.timeout * 1000,
          onProgress({ state, status_info }) {
            const line = `${state}: ${status_info}`;
            if (line !== said) log.say(line);
            said = line;
          },
        });
      } catch (error) {
        // What it failed with is part of what is shown.
        if (!(error instanceof WaitFailed)) throw error;
      }
    }
    const zone = await landingZones.get(given, call);
    await showZone(zone, flags.json, Output.stdout());
    return exitOfZone(zone);
  },
});
