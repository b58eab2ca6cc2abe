import {
  add,
  type Ena,
  type EnaChecklist,
  type EnaSample,
  InputError,
  type Issue,
  type Taxon,
  toXml,
} from '../../index.ts';
import { FORMAT, type InputFlags, OUTPUT } from '../options.ts';
import { formatOf } from '../records/open.ts';
import type { Outcome } from '../records/outcome.ts';
import { sendRecords } from '../records/send.ts';
import { command } from '../spec.ts';
import { RecordError, UserError } from '../user-error.ts';
import { checklistIn, unknownChecklist } from './checklist.ts';
import { CHECKLIST_TAG, enaSamplesTable } from './table.ts';

interface Flags extends InputFlags {
  checklist?: string;
  checklistFile?: string;
  taxa?: boolean;
  output?: string;
}

/** The library's, of samples that name none. */
const DEFAULT_CHECKLIST = 'ERC000011';

/** What is wrong with a sample, by the column in which it stands. */
interface Problem {
  column: string;
  message: string;
}

export const enaValidate = command<Flags>({
  name: 'validate',
  summary: 'Check a table of samples against a checklist; sends nothing',
  arguments: [
    {
      name: '<file>',
      description: "ENA's spreadsheet of samples (TSV, CSV), or ISA-Tab; - reads stdin",
    },
  ],
  options: [
    {
      flags: '--checklist <id>',
      description: 'of samples whose table names none, such as ERC000014; default: ERC000011',
    },
    {
      flags: '--checklist-file <file>',
      description: 'the checklist from a file, JSON or XML: then nothing is asked of ENA',
    },
    {
      flags: '--taxa',
      description: 'also asks ENA whether there are such organisms, and samples may name them',
    },
    OUTPUT,
    FORMAT,
  ],
  writes: false,
  more: [
    'Without --checklist-file the checklist is fetched once. Needs no account. What only ENA knows (aliases that are taken,',
    'conditions between fields) it says at submission.',
  ],
  async run(context) {
    const { args, flags, repos, interrupt } = context;
    const [file = ''] = args;
    const format = formatOf(file, flags.format);
    if (format === 'json' || format === 'ndjson' || format === 'xml') {
      throw new UserError(
        'only tables of samples are checked against a checklist',
        '`accession ena submit --dry-run` checks a document.',
      );
    }
    const saved = flags.checklistFile === undefined ? undefined : await checklistIn(flags.checklistFile);
    const call = { signal: interrupt.signal };
    const problemsOf = checkerOf(repos.ena, saved, flags.taxa === true, call);
    return sendRecords(context, {
      file,
      mapping: enaSamplesTable(flags.checklist ?? saved?.accession),
      work: async function* (samples) {
        for await (const sample of samples) yield outcomeOf(sample, await problemsOf(sample));
      },
      target: () =>
        `checked by ${saved ? `${saved.accession} of ${flags.checklistFile}` : 'the checklist of the table'}, nothing was sent`,
    });
  },
});

function outcomeOf({ alias: key = '' }: EnaSample, problems: readonly Problem[]): Outcome {
  if (problems.length === 0) return { status: 'valid', key };
  const said = problems.map(({ column, message }) =>
    message.startsWith(`"${column}"`) || column === '' ? message : `"${column}" ${message}`,
  );
  return { status: 'refused', key, error: new RecordError('input', said.join('; ')), more: { problems } };
}

type Checker = (sample: EnaSample) => Promise<Problem[]>;

function checkerOf(
  { checklists, taxonomy }: Ena,
  saved: EnaChecklist | undefined,
  withTaxa: boolean,
  call: { signal: AbortSignal },
): Checker {
  const aliases = new Set<string>();
  const taxa = new Map<string, Promise<Taxon | undefined>>();
  const taxon = (id: string) => {
    const known = taxa.get(id) ?? taxonomy.get(id, call);
    taxa.set(id, known);
    return known;
  };
  return async (sample) => {
    const { alias = '', organism } = sample;
    const problems = shapeOf(sample);
    if (aliases.has(alias)) {
      problems.push({ column: 'sample_alias', message: 'is the alias of an earlier row as well' });
    }
    aliases.add(alias);
    const named = sample.attributes?.find(({ tag }) => tag === CHECKLIST_TAG)?.value;
    if (saved && named !== undefined && named !== saved.accession) {
      problems.push({ column: 'Checklist', message: `is ${named}, and the file is ${saved.accession}` });
    } else {
      const { issues } = await checklists.validate(sample, saved, call).catch((error: unknown) => {
        throw unknownChecklist(error, String(named ?? DEFAULT_CHECKLIST));
      });
      problems.push(...issues.map((issue) => problemOf(issue, sample)));
    }
    if (withTaxa) {
      const id = String(organism?.taxonId ?? '');
      const found = await taxon(id);
      if (!found?.submittable) {
        const message = found
          ? `is ${found.scientificName} (${found.rank ?? 'no rank'}), which samples may not name`
          : `is ${id}, and there is no such taxon`;
        problems.push({ column: 'tax_id', message });
      }
    }
    return problems;
  };
}

/** What cannot be meant at all, whatever the checklist. */
function shapeOf(sample: EnaSample): Problem[] {
  try {
    toXml(add({ samples: [sample] }));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues.map(({ path, message }) =>
      problemOf({ path: path.replace(/^samples\[0\]\.?/, ''), message }, sample),
    );
  }
}

const COLUMNS: Readonly<Record<string, string>> = {
  alias: 'sample_alias',
  title: 'sample_title',
  description: 'sample_description',
  'organism.taxonId': 'tax_id',
  'organism.scientificName': 'scientific_name',
  'organism.commonName': 'common_name',
};

/** Where it stands in the table. What is missing is named at the beginning of the message. */
function problemOf({ path, message }: Issue, { attributes = [] }: EnaSample): Problem {
  const index = /^attributes\[(\d+)\]/.exec(path)?.[1];
  const tag = index === undefined ? undefined : attributes[Number(index)]?.tag;
  return { column: tag ?? COLUMNS[path] ?? /^"([^"]+)"/.exec(message)?.[1] ?? '', message };
}
