import type { Entry } from '../records/entry.ts';
import { ERROR, type IsaColumns, type Mapping, type Reading, STATUS } from '../records/mapping.ts';
import { plain } from '../records/values.ts';
import type { Row } from '../table/tokenise.ts';
import { UserError } from '../user-error.ts';
import type { Said, SheetSample } from './samples.ts';
import { placeOf, readSheet, type Sheet, type SheetStudy } from './sheet.ts';

/**
 * Opens the samples of an ISA-Tab sheet: each study table becomes a simple table, which the columns of the repository then
 * read like any other.
 */
export async function openSheet<T>(
  path: string,
  mapping: Mapping<T>,
): Promise<{ above: string; entries: AsyncGenerator<Entry<T>>; sheet: Sheet }> {
  if (!mapping.isa) {
    throw new UserError(`${path} is an ISA-Tab sheet, and this command takes no samples`);
  }
  const sheet = await readSheet(path, mapping.isa);
  const readers = sheet.studies.map((study) => ({ study, read: readerOf(study, mapping.isa, mapping) }));
  async function* entries(): AsyncGenerator<Entry<T>> {
    for (const { study, read } of readers)
      for (const sample of study.samples) yield { place: placeOf(study, sample), reading: read(sample) };
  }
  return { above: '', entries: entries(), sheet };
}

/** How the samples of a study are read, by way of the table that they would stand in. */
function readerOf<T>(
  study: SheetStudy,
  columns: IsaColumns | undefined,
  mapping: Mapping<T>,
): (sample: SheetSample) => Reading<T> {
  if (!columns) return () => ({ note: true });
  const cellsOf = (sample: SheetSample) => tableCells(sample, study, columns);
  const names = [...new Set(study.samples.flatMap((sample) => [...cellsOf(sample).keys()]))];
  const rowOf = (cells: ReadonlyMap<string, string>, line: number): Row => ({
    line,
    raw: '',
    eol: '',
    cells: names.map((name) => cells.get(name) ?? ''),
    spans: [],
  });
  if (names.length === 0) return () => ({ note: true });
  refuseDoubles(study, columns);
  const read = mapping.begin({ row: rowOf(new Map(), 1), names }, []);
  return (sample) => {
    const reading = read(rowOf(cellsOf(sample), sample.line));
    if (sample.problems.length === 0 || 'has' in reading || 'doubt' in reading) return reading;
    return { problems: [...sample.problems, ...('problems' in reading ? reading.problems : [])] };
  };
}

/** A sample as a row of the simple table: its cells by column. */
function tableCells(
  { name, said, comments }: SheetSample,
  { release }: SheetStudy,
  { name: nameColumn, taxonId, organism, release: releaseColumn, terms, comments: ours, fields }: IsaColumns,
): Map<string, string> {
  const species = said.find((one) => plain(one.name) === 'organism');
  const cells = new Map([[nameColumn, name]]);
  // What the sheet itself says under such a name wins.
  const fill = (column: string | undefined, value: string) => {
    if (column === undefined || said.some((one) => sameField(one.name, column, fields))) return;
    cells.set(column, value);
  };
  fill(taxonId, species ? taxonIdOf(species) : '');
  fill(organism, species?.value ?? '');
  fill(releaseColumn, release);
  for (const [column, comment] of Object.entries(ours)) cells.set(column, comments[comment] ?? '');
  for (const column of [STATUS, ERROR]) cells.set(column, comments[column] ?? '');
  for (const one of said) {
    if (one === species && organism !== undefined) continue;
    cells.set(one.name, one.value);
    if (one.unit !== '') cells.set(`${one.name} [unit]`, one.unit);
    if (terms && one.terms !== '') cells.set(`${one.name} [term]`, one.terms);
  }
  return cells;
}

const fieldOf = (column: string, fields: IsaColumns['fields']): string =>
  Object.entries(fields).find(([, spellings]) =>
    spellings.some((one) => plain(one) === plain(column)),
  )?.[0] ?? '';

function sameField(one: string, other: string, fields: IsaColumns['fields']): boolean {
  const field = fieldOf(one, fields);
  return field !== '' && field === fieldOf(other, fields);
}

/** `Characteristics[name]` would be the name of the sample itself. */
function refuseDoubles({ file, samples }: SheetStudy, { name, comments, fields }: IsaColumns): void {
  const taken = [name, ...Object.keys(comments), STATUS, ERROR];
  const isTaken = (one: Said) =>
    taken.some((column) => plain(column) === plain(one.name) || sameField(column, one.name, fields));
  const doubled = samples.flatMap(({ said }) => said).find(isTaken);
  if (!doubled) return;
  throw new UserError(
    `${file}: the characteristic "${doubled.name}" is called like a field of the sample itself`,
    'Give it another name in the sheet.',
  );
}

/** The number of the organism in the NCBI taxonomy; empty when its term is of another ontology, or there are several. */
function taxonIdOf({ terms }: Said): string {
  if (terms.includes(';')) return '';
  return /(?:ncbi[\s_]?taxon(?:omy)?|taxonomy|newt)\W*(?:\w*=)?_?(\d+)$/i.exec(terms)?.[1] ?? '';
}
