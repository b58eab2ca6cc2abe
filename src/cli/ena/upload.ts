import { dirname, normalize, sep } from 'node:path';
import { ConfigError, type Issue, type UploadResult, type UploadSource } from '../../index.ts';
import { UPLOAD_AREA } from '../../services/ena/client.ts';
import { localFiles } from '../../services/ena/files/local-files.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.ts';
import { DRY_RUN, wholeNumber, YES } from '../options.ts';
import { Output } from '../output.ts';
import { progressOf, wordsOf } from '../progress.ts';
import { WEBIN } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { wholeTextOf } from '../table/text.ts';
import { bytesText } from '../transfer.ts';
import { UserError } from '../user-error.ts';
import {
  discardOutputs,
  type Fate,
  fatesOf,
  openOutputs,
  tellFailures,
  writeUploads,
} from './upload-table.ts';

interface Flags {
  input?: string;
  folder?: string;
  keepFolders?: boolean;
  overwrite?: boolean;
  checksums?: string;
  output?: string;
  dryRun?: boolean;
  concurrency: number;
}

export const enaUpload = command<Flags>({
  name: 'upload',
  summary: 'Put files into the upload area, where runs and analyses find them',
  arguments: [{ name: '[file...]', description: 'FASTQ, BAM, CRAM, … as they are to be archived' }],
  options: [
    { flags: '--input <file>', description: 'paths of files, one a line; - reads stdin' },
    { flags: '--folder <name>', description: 'folder of the upload area; made when it is not there' },
    {
      flags: '--keep-folders',
      description: 'run-1/reads.fastq.gz stays run-1/reads.fastq.gz there; default: the name alone',
    },
    {
      flags: '--checksums <file>',
      description:
        'writes the MD5 of what is there, as `md5sum --check` reads it; of a file that fails an earlier line stays',
    },
    { flags: '--overwrite', description: 'sends also what is there already, with the same size and MD5' },
    {
      flags: '--concurrency <number>',
      description: 'files at a time, each over a connection of its own',
      default: 4,
      parse: wholeNumber,
    },
    { flags: '--output <file>', description: 'where the table of the files goes; default: stdout' },
    DRY_RUN,
    YES,
  ],
  writes: true,
  account: WEBIN,
  more: [
    'Run again after anything, a kill included: what is there whole is skipped, so no journal is needed. A connection that',
    'breaks is taken up where it broke. The upload area is one for test and production, and emptied after two months.',
  ],
  async run(context) {
    const { flags, repos, interrupt, log } = context;
    const { folder, overwrite, concurrency } = flags;
    const sources = sourcesOf(await pathsOf(context), flags.keepFolders === true);
    const issues: Issue[] = [];
    const files = await localFiles(sources, folder, issues);
    if (issues.length > 0) throw wrongFiles(issues, sources);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const amount = `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${bytesText(total)}`;
    const inputs = files.map(({ path }) => path);
    const outputs = await openOutputs(flags, flags.input === undefined ? inputs : [...inputs, flags.input]);
    if (flags.dryRun) {
      await writeUploads(outputs, fatesOf(files, []));
      log.warn(`dry run, nothing was sent: ${amount}; it would go to ${targetOf(context)}`);
      return EXIT.done;
    }
    const results: UploadResult[] = [];
    const counts: Record<string, number> = {};
    const bar = progressOf(log, total, flags.quiet === true, bytesText);
    const sent = new Map<string, number>();
    let transferred = 0;
    const begun = Date.now();
    let trouble: unknown;
    try {
      await repos.ena.files.upload(sources, {
        concurrency,
        signal: interrupt.signal,
        ...(folder !== undefined && { folder }),
        ...(overwrite && { overwrite }),
        onProgress: ({ file = '', transferred: now }) => {
          transferred += now - (sent.get(file) ?? 0);
          sent.set(file, now);
          bar.step(transferred, counts);
        },
        onFile: (result) => {
          results.push(result);
          counts[result.status] = (counts[result.status] ?? 0) + 1;
        },
      });
    } catch (error) {
      trouble = error;
    } finally {
      bar.end();
    }
    // What is wrong is not one of the files.
    const settings = results.map((result) => 'error' in result && result.error).find(isConfig);
    if (settings || (trouble && results.length === 0)) {
      await discardOutputs(outputs);
      throw settings ?? trouble;
    }
    const fates = fatesOf(files, results, trouble);
    await writeUploads(outputs, fates);
    tellFailures(fates, log);
    const seconds = Math.round((Date.now() - begun) / 100) / 10;
    log.say(`${wordsOf(countsOf(fates))}, ${amount}, in ${seconds} s: ${targetOf(context)}`);
    const failed = exitOf(fates);
    // A stop that came after the last file has stopped nothing.
    const exitCode = failed === EXIT.done ? failed : (interrupt.exitCode ?? failed);
    if (exitCode !== EXIT.done)
      log.warn('to go on run the same command again: what is there whole is skipped');
    if (flags.json)
      await Output.stdout().json({ summary: countsOf(fates), target: targetOf(context), exitCode });
    return exitCode;
  },
});

async function pathsOf({ args, flags }: Context<Flags>): Promise<string[]> {
  const listed = flags.input === undefined ? [] : (await wholeTextOf(flags.input)).split(/\r?\n/);
  const paths = [...args, ...listed].filter((path) => path.trim() !== '');
  if (paths.length > 0) return paths;
  throw new UserError('no file is given', 'accession ena upload reads_1.fastq.gz reads_2.fastq.gz');
}

const sourcesOf = (paths: readonly string[], keepFolders: boolean): UploadSource[] =>
  paths.map((path) => {
    if (!keepFolders) return path;
    const name = normalize(path).split(sep).join('/');
    if (!name.startsWith('/') && !name.startsWith('../')) return { path, name };
    throw new UserError(
      `${path} does not lie below this folder (${dirname(name)})`,
      'With --keep-folders go to the folder that holds all of them, and give paths from there.',
    );
  });

/** The same for people who give arguments, not lists. */
function wrongFiles(issues: readonly Issue[], sources: readonly UploadSource[]): UserError {
  const pathAt = (at: number) => {
    const source = sources[at];
    return typeof source === 'string' ? source : (source?.path ?? '');
  };
  const said = issues.map(({ path, message }) => {
    const place = pathAt(Number(/\[(\d+)\]/.exec(path)?.[1]));
    const text = message.replace(
      /, like paths\[(\d+)\].*$/,
      (_, at: string) => `, like ${pathAt(Number(at))}`,
    );
    return text.startsWith(place) ? text : `${place}: ${text}`;
  });
  return new UserError(
    `${said.join('\n  ')}\n  nothing was sent`,
    /would be/.test(said.join(''))
      ? 'Add --keep-folders, or upload them in two runs with --folder.'
      : undefined,
  );
}

const targetOf = ({ config: { ena, webin } }: Context<Flags>): string =>
  `${ena?.ftpUrl ?? UPLOAD_AREA}${webin?.username ? ` as ${webin.username}` : ''}`;

function countsOf(list: readonly { status: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of list) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const isConfig = (error: unknown): boolean => error instanceof ConfigError;

/** The one that asks for most care. To upload again is always safe, so that a doubt is only a reason to do so. */
function exitOf(fates: readonly Fate[]): ExitCode {
  const codes = fates.flatMap(({ status, error }): ExitCode[] => {
    if (status === 'stored' || status === 'found') return [];
    const code = error === undefined ? EXIT.tryAgain : exitCodeOf(error);
    return [code === EXIT.login || code === EXIT.refused ? code : EXIT.tryAgain];
  });
  return Math.max(EXIT.done, ...codes) as ExitCode;
}
