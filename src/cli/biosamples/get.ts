import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.ts';
import { inWords, told } from '../explain-error.ts';
import { Output } from '../output.ts';
import { checkPlaces } from '../places.ts';
import { jsonOf } from '../records/sink.ts';
import { command } from '../spec.ts';
import { wholeTextOf } from '../table/text.ts';
import { UserError } from '../user-error.ts';

interface Flags {
  input?: string;
  output?: string;
  asSubmitted?: boolean;
}

const ABOUT_ONE = new Set(['not-found', 'forbidden', 'input', 'invalid']);

export const biosamplesGet = command<Flags>({
  name: 'get',
  summary: 'Read samples by their accessions',
  arguments: [{ name: '[accession...]', description: 'SAMEA…' }],
  options: [
    { flags: '--input <file>', description: 'accessions, one a line; - reads stdin' },
    { flags: '--as-submitted', description: 'without the curations of others' },
    { flags: '--output <file>', description: 'where the samples go; default: stdout' },
  ],
  writes: false,
  async run({ args, flags, repos, interrupt, log }) {
    const listed =
      flags.input === undefined ? [] : (await wholeTextOf(flags.input)).split(/\s+/).filter(Boolean);
    const accessions = [...args, ...listed];
    if (accessions.length === 0)
      throw new UserError('no accession is given', 'accession biosamples get SAMEA… or --input FILE');
    checkPlaces({ '--output': flags.output }, flags.input === undefined ? [] : [flags.input]);
    return Output.filled(flags.output, async (output) => {
      let worst: ExitCode = EXIT.done;
      for (const accession of accessions) {
        if (output.isClosed) break;
        try {
          const sample = await repos.biosamples.samples.get(
            { accession, applyCurations: flags.asSubmitted !== true },
            { signal: interrupt.signal },
          );
          await output.write(
            flags.json ? `${JSON.stringify(sample)}\n` : `${JSON.stringify(sample, null, 2)}\n`,
          );
        } catch (error) {
          // What is wrong with one accession is no reason to leave out the others; what is wrong with the way there is.
          if (!ABOUT_ONE.has(told(error).code)) throw error;
          worst = Math.max(worst, exitCodeOf(error)) as ExitCode;
          if (flags.json) await output.json({ accession, error: jsonOf(error) });
          log.warn(`${accession}: ${inWords(told(error))}`);
        }
      }
      return worst;
    });
  },
});
