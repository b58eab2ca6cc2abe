import { EXIT } from '../exit-codes.ts';
import { ResultFile } from '../result-file.ts';
import { WEBIN } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { showReceipt } from './show-receipt.ts';

interface Flags {
  output?: string;
}

export const enaReceipt = command<Flags>({
  name: 'receipt',
  summary: 'The receipt of an earlier submission, by its alias or accession',
  arguments: [{ name: '<submission>', description: 'alias of the submission, or ERA…' }],
  options: [{ flags: '--output <file>', description: 'where the receipt goes; default: stdout' }],
  writes: false,
  account: WEBIN,
  async run({ args, flags, repos, interrupt, log }) {
    const [submission = ''] = args;
    return ResultFile.during(flags.output, [], log, async (to) => {
      const receipt = await repos.ena.submissions.receipt(submission, { signal: interrupt.signal });
      if (receipt !== undefined) return showReceipt(receipt, flags.json, to, log);
      const next =
        'Check the alias, the account, and whether it is in test (emptied every night) or production.';
      log.warn(`ENA knows no submission "${submission}" of this account\n  what to do: ${next}`);
      return EXIT.refused;
    });
  },
});
