import { EXIT } from '../exit-codes.ts';
import { TIMEOUT } from '../options.ts';
import { Output } from '../output.ts';
import { AAP } from '../settings/accounts.ts';
import { command } from '../spec.ts';
import { TABLE, type TableFlags, writeAccessions } from './accessions.ts';
import { idOf, submissionOf } from './find.ts';

interface Flags extends TableFlags {
  wait?: boolean;
  timeout: number;
}

const SHOWN = 10;

export const usiStatus = command<Flags>({
  name: 'status',
  summary:
    'Where a submission is, what the validators say, and the accessions; exit code 3 when there are errors',
  arguments: [{ name: '<submission>', description: 'name or id' }],
  options: [
    {
      flags: '--wait',
      description: 'until validation has ended; of what is handed in, until the archives have ended',
    },
    TIMEOUT,
    ...TABLE,
  ],
  writes: false,
  account: AAP,
  async run({ args, flags, repos, interrupt, log }) {
    const { submissions } = repos.usi;
    const call = { signal: interrupt.signal };
    const found = await submissionOf(repos.usi, args[0] ?? '', call);
    if (flags.wait) {
      const { status } = await repos.usi.submissionStatuses.get(found, call);
      await submissions.waitUntil(found, status === 'Draft' ? 'Validated' : 'Completed', {
        ...call,
        timeoutMs: flags.timeout * 1000,
      });
    }
    const [{ status, samples, counts }, errors] = await Promise.all([
      submissions.status(found, call),
      submissions.errors(found, call),
    ]);
    const isIn = status !== 'Draft';
    const given = isIn ? await submissions.accessions(found, call) : { accessions: {}, missing: [] };
    const output = Output.stdout();
    const { byAlias, withErrors, messages } = errors;
    if (flags.json) {
      const { name } = found;
      await output.json({
        id: idOf(found),
        name,
        status,
        samples,
        counts,
        withErrors,
        errors: byAlias,
        ...given,
      });
    } else {
      const states = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
      await output.write(`submission\t${found.name ?? ''}\t${idOf(found)}\nstatus\t${status}\n`);
      await output.write(
        `samples\t${samples}\nvalidation\t${states.join(', ') || 'none'}, ${withErrors} with errors\n`,
      );
      if (isIn) await output.write(`accessions\t${Object.keys(given.accessions).length}\n`);
    }
    for (const { author, message, count } of messages.slice(0, SHOWN))
      log.warn(`${author}: ${message}${count > 1 ? ` (${count} samples)` : ''}`);
    const aliases = Object.keys(byAlias);
    const others = aliases.length > SHOWN ? ', …' : '';
    if (aliases.length > 0) log.warn(`with errors: ${aliases.slice(0, SHOWN).join(', ')}${others}`);
    if (isIn && flags.output) await writeAccessions(given, flags, log);
    else if (flags.table || flags.output) log.warn('no accessions yet, so no table was written');
    return errors.withErrors > 0 || status === 'Failed' ? EXIT.refused : EXIT.done;
  },
});
