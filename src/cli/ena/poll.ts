import { existsSync } from 'node:fs';
import type { QueuedSubmission } from '../../index.ts';
import { EXIT } from '../exit-codes.ts';
import { idleTimeout } from '../idle.ts';
import { TIMEOUT } from '../options.ts';
import { parsed } from '../records/json.ts';
import { ResultFile } from '../result-file.ts';
import { WEBIN } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { wholeTextOf } from '../table/text.ts';
import { showReceipt } from './show-receipt.ts';

interface Flags {
  wait?: boolean;
  timeout: number;
  output?: string;
}

export const enaPoll = command<Flags>({
  name: 'poll',
  summary: 'Ask for the receipt of a document in the queue; exit code 7 while ENA is at it',
  arguments: [
    { name: '<submission>', description: 'ERA…, or the file that `ena submit --queue --output` wrote' },
  ],
  options: [
    { flags: '--wait', description: 'until it is there' },
    TIMEOUT,
    { flags: '--output <file>', description: 'where the receipt goes; default: stdout' },
  ],
  writes: false,
  account: WEBIN,
  idle: ({ wait }) => idleTimeout(wait),
  async run({ args, flags, repos, interrupt, log }) {
    const [given = ''] = args;
    const queued = existsSync(given) ? (parsed(await wholeTextOf(given), given) as QueuedSubmission) : given;
    const { submissions } = repos.ena;
    const call = { signal: interrupt.signal };
    return ResultFile.during(flags.output, [given], log, async (to) => {
      const receipt = flags.wait
        ? await submissions.waitUntil(queued, {
            ...call,
            timeoutMs: flags.timeout * 1000,
            onProgress: ({ state, waitedMs }) => {
              if (state !== 'COMPLETED') log.say(`in the queue for ${Math.round(waitedMs / 1000)} s`);
            },
          })
        : await submissions.poll(queued, call);
      if (receipt !== undefined) return showReceipt(receipt, flags.json, to, log);
      log.warn('still in the queue: ask again later, or add --wait');
      return EXIT.notYet;
    });
  },
});
