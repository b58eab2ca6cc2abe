/**
 * A study goes into BioSamples, from a spreadsheet to a spreadsheet with accessions: `npm run demo`.
 *
 *     npm run demo -- --data DIR    another study: a folder with a samples.tsv (rules: data/altitude-atlas/README.md)
 *     npm run demo -- --out DIR     where the table with its accessions is written (default: examples/out)
 *
 * Everything happens on this computer: the repository is the sandbox, which this script starts and stops.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BioSamples, createClient, type ManyResult, RepositoryError, type Sample } from 'accession';
import { startSandbox } from 'accession/sandbox';
import { readStudy, type Study, StudyError } from './lib/study.ts';
import { TableError, withColumn } from './lib/table.ts';
import { heading, type Progress, progress, say, showTable } from './lib/terminal.ts';

/** Sample name → accession. */
type Accessions = ReadonlyMap<string, string>;

async function main(): Promise<void> {
  const began = performance.now();
  const { data, out } = readOptions();
  const input = join(data, 'samples.tsv');
  const output = join(out, 'samples-with-accessions.tsv');

  heading('1  Read the study');
  const study = readStudy(await readFile(input, 'utf8'));
  describe(study, input);

  // A folder that cannot be made is found out now, not when there are accessions to be lost.
  await mkdir(out, { recursive: true });
  const lab = await startSandbox({ seed: 'demo', random: 7 });
  const accessions = new Map<string, string>();
  const repos = createClient(lab.config);
  const visitor = new BioSamples({ url: lab.urls.biosamples });
  try {
    const { biosamples } = repos;
    say(`Repository: a sandbox on this computer, ${lab.urls.biosamples}`);

    heading('2  What a refusal looks like: the repository checks a record and stores nothing');
    await showRefusal(biosamples, study);

    heading('3  Store: check all, reserve their accessions, write and link them');
    await store(biosamples, study, accessions);

    heading('4  Search');
    const stored = await findAll(biosamples, study);
    await ask(visitor, study, accessions);

    heading('5  Write the table back');
    await save(study, accessions, output);
    say(shown(output));
    say('The table as it was, and a column "accession".');

    heading('Summary');
    summarize(study, accessions, stored, performance.now() - began);
  } catch (error) {
    // Accessions that were given out must not be lost with the run that asked for them.
    if (accessions.size > 0) {
      await save(study, accessions, output);
      console.error(`\n${accessions.size} accessions had been reserved; they are in ${shown(output)}.`);
    }
    throw error;
  } finally {
    repos.close();
    visitor.close();
    await lab.close();
  }
}

function describe(study: Study, input: string): void {
  say(shown(input));
  say(`${study.name}: ${study.samples.length} samples, ${study.table.columns.length} columns`);
  const kinds = new Map<string, [organism: string, material: string, count: number]>();
  for (const { record } of study.samples) {
    const [organism, material] = [textOf(record, 'organism'), textOf(record, 'material')];
    const kind = kinds.get(`${organism}\t${material}`) ?? [organism, material, 0];
    kind[2] += 1;
    kinds.set(`${organism}\t${material}`, kind);
  }
  showTable(
    ['organism', 'material', 'samples'],
    [...kinds.values()].map(([organism, material, count]) => [organism, material, String(count).padStart(7)]),
  );
}

/** A copy of the first record, its organism forgotten. */
async function showRefusal(biosamples: BioSamples, study: Study): Promise<void> {
  const [first] = study.samples;
  if (!first) return;
  const { organism: _forgotten, ...characteristics } = first.record.characteristics ?? {};
  const { valid, issues } = await biosamples.samples.validate({ ...first.record, characteristics });
  say(`${first.name} without its organism is ${valid ? 'accepted' : 'refused'}:`);
  for (const {
    path,
    messages: [message, ...others],
  } of issues) {
    say(`    ${path}: ${message}${others.length > 0 ? ` (and ${others.length} more)` : ''}`);
  }
}

const LABELS = { validate: 'checking', accession: 'reserving', update: 'writing' };

/**
 * The records name their parents as the table does; the client puts accessions in their place. Fills `accessions`, also
 * when a record was refused. (A run of your own would give a `journal` as well, and could be taken up again after anything.)
 */
async function store(biosamples: BioSamples, study: Study, accessions: Map<string, string>): Promise<void> {
  const records = study.samples.map(({ name, record, parents }) => ({
    ...record,
    relationships: parents.map((parent) => ({ source: name, type: 'derived from', target: parent })),
  }));
  let bar: Progress | undefined;
  const results = await biosamples.samples.createRelated(records, {
    onProgress({ step, transferred, total = 0 }) {
      if (transferred === 1) bar = progress(LABELS[step], total);
      bar?.step();
      if (transferred === total) bar?.end();
    },
  });
  for (const { name, ...result } of results) {
    if ('accession' in result && result.accession) accessions.set(name, result.accession);
  }
  const problems = results.flatMap((result, i) =>
    problemsOf(result).map((problem) => `Line ${study.samples[i]?.row.line} (${result.name}): ${problem}`),
  );
  if (problems.length > 0) throw new StudyError(problems);
  say(`All ${records.length} records are valid.`);
  const all = study.samples.map(({ name }) => accessionOf(accessions, name));
  say(`${all.length} accessions, ${all.at(0)} to ${all.at(-1)}`);
  const links = study.samples.reduce((sum, { parents }) => sum + parents.length, 0);
  const derived = study.samples.filter(({ parents }) => parents.length > 0);
  say(`${all.length} records, ${links} links "derived from" of ${derived.length} samples to their sources.`);
}

function problemsOf(result: ManyResult): string[] {
  if (result.status === 'refused')
    return result.issues.map(({ path, messages }) => [path, messages.join('; ')].filter(Boolean).join(': '));
  return 'error' in result ? [result.error.message] : [];
}

/** The study's records as their owner finds them. */
async function findAll(biosamples: BioSamples, study: Study): Promise<Sample[]> {
  // A repository's index needs a while until it knows new records: look again before believing that one is missing.
  const patience = performance.now() + 10_000;
  for (;;) {
    const stored: Sample[] = [];
    const query = { filter: `attr:project:${study.name}`, size: 50 };
    for await (const sample of biosamples.samples.search(query)) stored.push(sample);
    if (stored.length >= study.samples.length || performance.now() > patience) {
      say(`Project "${study.name}": ${stored.length} samples`);
      return stored;
    }
    await sleep(250);
  }
}

/** Two questions a colleague might ask, without an account: answered from what is public. */
async function ask(biosamples: BioSamples, study: Study, accessions: Accessions): Promise<void> {
  const answer = async (question: string, filter: string[]) => {
    const found = await biosamples.samples.search({ filter }).all();
    if (found.length === 0) return;
    say(`${question}: ${found.length}`);
    const columns = ['organism part', 'breed'];
    showTable(
      ['accession', 'name', ...columns],
      found
        .toSorted((a, b) => a.accession.localeCompare(b.accession))
        .map((sample) => [sample.accession, sample.name, ...columns.map((key) => textOf(sample, key))]),
    );
  };

  // The same field twice means "or", different fields mean "and".
  await answer('Liver of the mountain breeds', [
    `attr:project:${study.name}`,
    'attr:organism part:liver',
    'attr:breed:Valais Blacknose',
    'attr:breed:Hérens',
  ]);
  const parent = study.samples.find(({ parents }) => parents.length > 0)?.parents[0];
  if (parent !== undefined) {
    await answer(`Derived from ${parent}`, [`rel:derived from:${accessionOf(accessions, parent)}`]);
  }
}

/** Compares what the repository holds with what the table says; a difference is an error, not a remark. */
function summarize(study: Study, accessions: Accessions, stored: readonly Sample[], tookMs: number): void {
  const held = new Set(stored.map(({ accession, name }) => `${accession} ${name}`));
  const missing = study.samples.filter(({ name }) => !held.has(`${accessions.get(name)} ${name}`)).length;
  const twice = stored.length - new Set(stored.map(({ name }) => name)).size;
  const links = stored.reduce(
    (sum, { accession, relationships = [] }) =>
      // A record also shows the links that point at it; each is counted where it starts.
      sum + relationships.filter(({ source }) => source === accession).length,
    0,
  );
  const wanted = study.samples.reduce((sum, { parents }) => sum + parents.length, 0);
  say(`${study.samples.length} samples in the table`);
  say(`${stored.length} records in the repository, ${missing} missing, ${twice} twice`);
  say(`${links} of ${wanted} links`);
  say(`${(tookMs / 1000).toFixed(1)} s`);
  if (stored.length !== study.samples.length || missing > 0 || twice > 0 || links !== wanted) {
    throw new Error('The repository does not hold what the table says.');
  }
}

async function save(study: Study, accessions: Accessions, output: string): Promise<void> {
  const names = new Map(study.samples.map(({ row, name }) => [row, name]));
  await writeFile(
    output,
    withColumn(study.table, 'accession', (row) => accessions.get(names.get(row) ?? '') ?? ''),
  );
}

function accessionOf(accessions: Accessions, name: string): string {
  const accession = accessions.get(name);
  if (accession === undefined) throw new Error(`${name} has no accession.`);
  return accession;
}

function textOf(sample: Pick<Sample, 'characteristics'>, key: string): string {
  return sample.characteristics?.[key]?.[0]?.text ?? '';
}

function readOptions(): { data: string; out: string } {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
  return { data: values.data ?? here('data/altitude-atlas'), out: values.out ?? here('out') };
}

/** A path as one would type it. */
function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

/** What a person can act on; a stack trace only for what nobody foresaw. */
function explain(error: unknown): string {
  if (error instanceof StudyError)
    return [error.message, ...error.problems.map((problem) => `  ${problem}`)].join('\n');
  if (error instanceof TableError) return error.message;
  if (error instanceof RepositoryError)
    return error.hint ? `${error.message}\n  ${error.hint}` : error.message;
  if (error instanceof Error) return 'code' in error ? error.message : (error.stack ?? error.message);
  return String(error);
}

main().catch((error: unknown) => {
  console.error(`\nThe demo stopped. ${explain(error)}`);
  process.exitCode = 1;
});
