import type { OpenBisUpload, OpenBisUploaded } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { DRY_RUN, LOOK_FOR, wholeNumber, YES } from '../options.ts';
import { Output } from '../output.ts';
import { OPENBIS } from '../settings/accounts.ts';
import { type Context, command } from '../spec.ts';
import { bytesText, Transfer } from '../transfer.ts';
import { UserError } from '../user-error.ts';
import { findOne, noSuchRecord } from './find.ts';
import { inSession } from './session.ts';

interface Flags {
  type: string;
  object?: string;
  collection?: string;
  property?: [string, string][];
  parent?: string[];
  folder?: string;
  again?: boolean;
  lookFor: number;
  dryRun?: boolean;
  concurrency: number;
}

export const openbisUpload = command<Flags>({
  name: 'upload',
  summary: 'Make a dataset of files and folders: of all of them, or there is none',
  arguments: [{ name: '<file...>', description: 'files and folders; one comes under its own name' }],
  options: [
    { flags: '--type <code>', description: 'dataset type; required' },
    { flags: '--object <path>', description: 'what it belongs to: an object, by path, permId or code; or' },
    {
      flags: '--experiment, --collection <path>',
      description: 'a collection (openBIS also calls it experiment)',
    },
    {
      flags: '--property <code=value>',
      description: 'such as "$NAME=Run 7"; repeatable',
      parse: property,
      repeatable: true,
    },
    {
      flags: '--parent <dataset>',
      description: 'permId of a dataset that it was made from; repeatable',
      repeatable: true,
    },
    { flags: '--folder <name>', description: 'holds several files in the dataset; default: default' },
    {
      flags: '--again',
      description: 'makes a dataset although one with the very same files is there already',
    },
    { ...LOOK_FOR, description: 'how long a dataset is looked for when the answer to its creation was lost' },
    DRY_RUN,
    {
      flags: '--concurrency <number>',
      description: 'pieces of files at a time',
      default: 4,
      parse: wholeNumber,
    },
    YES,
  ],
  writes: true,
  ownServer: true,
  account: OPENBIS,
  more: [
    'Prints the permId. Run again after a kill, the dataset that was made is found by its owner, type and files, and nothing is sent.',
  ],
  run: (context) => inSession(context, () => upload(context)),
});

async function upload(context: Context<Flags>): Promise<ExitCode> {
  const { args, flags, repos, interrupt, log } = context;
  const { datasets } = repos.openbis;
  const call = { signal: interrupt.signal };
  const dataset = await inputOf(context);
  const owner = flags.object ?? flags.collection ?? '';
  const { files, size } = await datasets.checkUpload(dataset, call);
  const what = `${files.length} files, ${bytesText(size)}`;
  if (flags.dryRun) {
    log.warn(`dry run, nothing was sent: a ${dataset.type} of ${what} for ${owner}`);
    if (flags.json) await Output.stdout().json({ dryRun: true, files, size });
    return EXIT.done;
  }
  const transfer = new Transfer(log, flags.quiet);
  let made: OpenBisUploaded;
  try {
    made = await datasets.upload(dataset, {
      ...call,
      concurrency: flags.concurrency,
      reconcileForMs: flags.lookFor * 1000,
      findExisting: flags.again !== true,
      onProgress(progress) {
        transfer.tell(progress, progress.file);
        // From here on it is made: to be cut off now would leave it in doubt.
        if (progress.transferred === size) interrupt.becomePatient();
      },
    });
  } finally {
    transfer.end();
  }
  const { permId, found } = made;
  log.say(
    found
      ? `these files are there already as ${permId}; nothing was sent (--again makes another one)`
      : `made ${permId} of ${what} for ${owner}`,
  );
  if (flags.json) await Output.stdout().json({ status: found ? 'found' : 'stored', ...made });
  else await Output.stdout().write(`${permId}\n`);
  if (args.length > 1 && flags.folder === undefined && !found)
    log.say('several files lie in the folder original/default of the dataset; --folder names it');
  return EXIT.done;
}

/** What is asked for, its owner looked up: a mistake there would show only when all is sent. */
async function inputOf({ args, flags, repos, interrupt }: Context<Flags>): Promise<OpenBisUpload> {
  const { type, object, collection, property: properties = [], parent, folder } = flags;
  if (!type)
    throw new UserError('--type is missing', 'Give the code of the dataset type, such as --type RAW_DATA.');
  const codes = properties.map(([code]) => code);
  const twice = codes.find((code, index) => codes.indexOf(code) < index);
  if (twice !== undefined)
    throw new UserError(`--property ${twice} is given twice`, 'A property has one value: say which one.');
  const named = object ?? collection;
  if (named === undefined || (object !== undefined && collection !== undefined)) {
    throw new UserError(
      named === undefined
        ? 'it is not said what the dataset belongs to'
        : 'a dataset belongs to one thing only',
      'Give --object or --experiment, one of them.',
    );
  }
  const entity = object === undefined ? 'collection' : 'object';
  const owner = await findOne(repos.openbis, named, entity, { signal: interrupt.signal });
  if (!owner) throw noSuchRecord(named);
  return {
    type,
    [entity]: owner.record,
    files: args,
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(parent && { parents: parent }),
    ...(folder !== undefined && { folder }),
  };
}

function property(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new Error('It is CODE=value, such as "$NAME=Run 7".');
}
