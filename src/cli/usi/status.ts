import { EXIT, type ExitCode } from '../exit-codes.ts';
import { idleTimeout } from '../idle.ts';
import { TIMEOUT } from '../options.ts';
import { Output } from '../output.ts';
import { AAP } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { AccessionTable, TABLE, type TableFlags } from './accessions.ts';
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
  idle: ({ wait }) => idleTimeout(wait),
  async run(context) {
    const { flags, log } = context;
    const to =
      flags.table === undefined && flags.output === undefined
        ? undefined
        : await AccessionTable.open(flags, log);
    try {
      return await show(context, to);
    } finally {
      await to?.discard();
    }
  },
});

async function show(
  { args, flags, repos, interrupt, log }: Context<Flags>,
  to: AccessionTable | undefined,
): Promise<ExitCode> {
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
  const { byAlias, withErrors, messages } = errors;
  if (flags.json) {
    const { name } = found;
    await Output.stdout().json({
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
    const lines = [
      `submission\t${found.name ?? ''}\t${idOf(found)}`,
      `status\t${status}`,
      `samples\t${samples}`,
      `validation\t${states.join(', ') || 'none'}, ${withErrors} with errors`,
      ...(isIn ? [`accessions\t${Object.keys(given.accessions).length}`] : []),
    ];
    // Where the table goes to stdout, nothing else does.
    if (isIn && to && flags.output === undefined) for (const line of lines) log.say(line);
    else await Output.stdout().write(`${lines.join('\n')}\n`);
  }
  for (const { author, message, count } of messages.slice(0, SHOWN))
    log.warn(`${author}: ${message}${count > 1 ? ` (${count} samples)` : ''}`);
  const aliases = Object.keys(byAlias);
  const others = aliases.length > SHOWN ? ', …' : '';
  if (aliases.length > 0) log.warn(`with errors: ${aliases.slice(0, SHOWN).join(', ')}${others}`);
  if (to && !isIn) log.warn('no accessions yet, so no table was written');
  else if (to && !(await to.write(given))) return EXIT.tryAgain;
  return errors.withErrors > 0 || status === 'Failed' ? EXIT.refused : EXIT.done;
}
