import { mkdirSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { whyNotWritten } from '../../core/not-written.ts';
import type { IsaTable } from '../../index.ts';
import { cannotBegin, type Output } from '../output.ts';
import { ERROR, STATUS } from '../records/mapping.ts';
import { type Outcome, staysAsItWas } from '../records/outcome.ts';
import { cellsOf, endingsOf, type Sink } from '../records/sink.ts';
import { tsvLine } from '../tsv.ts';
import { UserError } from '../user-error.ts';
import { columnsOf } from './columns.ts';
import { placeOf, type Sheet, type SheetStudy } from './sheet.ts';

/** A list of the samples with their accessions; the sheet itself stays what it is. */
export function sheetList<T>({ studies, columns }: Sheet, output: Output): Sink<T> {
  const results = [...Object.keys(columns.comments), STATUS, ERROR];
  const rows = new Map(
    studies.flatMap((study) =>
      study.samples.map((sample) => [placeOf(study, sample), [study.file, sample.name]] as const),
    ),
  );
  const write = (cells: readonly string[]) => output.write(tsvLine(cells));
  return {
    begin: () => write(['study', 'sample', ...results]),
    take: async ({ entry: { place }, outcome }) => {
      const cells = outcome ? cellsOf(outcome) : {};
      await write([...(rows.get(place) ?? []), ...results.map((name) => cells[name] ?? '')]);
    },
    ...endingsOf(output),
  };
}

/**
 * The whole sheet again, in another folder: study tables with `Comment[…]` columns behind their samples, all other bytes as
 * they were. Status and error are only there when a sample has no accession.
 */
export async function sheetFolder<T>(sheet: Sheet, folder: string): Promise<Sink<T>> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    // A file of that name.
    const why = (error as NodeJS.ErrnoException).code === 'EEXIST' ? ': it is a file' : whyNotWritten(error);
    throw new UserError(`${folder} cannot be written${why}`, 'The --output of a sheet is a folder.');
  }
  // A place that cannot be written is found before anything is sent.
  await writeParts(sheet, folder).catch(async (error: unknown) => {
    await removeParts(sheet, folder);
    throw error;
  });
  const outcomes = new Map<string, Outcome>();
  let isWhole = true;
  return {
    begin: async () => {},
    take: async ({ entry, outcome }) => {
      if (!outcome) return;
      if (outcome.status !== 'stored' && outcome.status !== 'found') isWhole = false;
      if (!staysAsItWas(entry)) outcomes.set(entry.place, outcome);
    },
    async finish() {
      for (const study of sheet.studies) fillIn(sheet, study, outcomes, isWhole);
      await writeParts(sheet, folder);
      for (const { name } of sheet.tab.toFiles()) {
        const place = join(folder, name);
        await rename(`${place}.part`, place).catch((error) => {
          throw cannotWrite(place, error);
        });
      }
    },
    discard: () => removeParts(sheet, folder),
    // The files are written as a whole, in the end.
    isSettled: () => false,
    unfinished: join(folder, '*.part'),
  };
}

async function writeParts({ tab }: Sheet, folder: string): Promise<void> {
  for (const { name, text } of tab.toFiles()) {
    const place = join(folder, name);
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory())
      throw new UserError(`${place} cannot be written: it is a folder`);
    await writeFile(`${place}.part`, text).catch((error) => {
      throw cannotBegin(place, error);
    });
  }
}

async function removeParts({ tab }: Sheet, folder: string): Promise<void> {
  for (const { name } of tab.toFiles()) {
    const part = join(folder, `${name}.part`);
    // What cannot be written may be a folder of that name, and is not ours.
    if (statSync(part, { throwIfNoEntry: false })?.isFile()) await rm(part);
  }
}

const cannotWrite = (place: string, error: unknown): UserError =>
  new UserError(`${place} cannot be written${whyNotWritten(error)}`);

function fillIn(
  { tab, columns: { comments } }: Sheet,
  study: SheetStudy,
  outcomes: ReadonlyMap<string, Outcome>,
  isWhole: boolean,
): void {
  const table = tab.study(study.file);
  const cells = new Map<number, Record<string, string>>();
  for (const sample of study.samples) {
    const outcome = outcomes.get(placeOf(study, sample));
    if (outcome) for (const row of sample.rows) cells.set(row, cellsOf(outcome));
  }
  const say = (column: string, comment: string) => {
    const before = (row: number) => {
      const at = columnsOf(table, study.file).comments.get(comment);
      return at === undefined ? '' : table.get(row, at);
    };
    const values = Array.from(
      { length: table.rowCount },
      (_, row) => cells.get(row)?.[column] ?? before(row),
    );
    setComment(table, study.file, comment, values);
  };
  for (const [column, comment] of Object.entries(comments)) say(column, comment);
  for (const column of [STATUS, ERROR]) {
    if (!isWhole) say(column, column);
    else {
      const at = columnsOf(table, study.file).comments.get(column);
      if (at !== undefined) table.removeColumn(at);
    }
  }
}

/** Fills a comment of the samples; one that is not there yet comes behind the last column of the sample. */
function setComment(table: IsaTable, file: string, comment: string, values: readonly string[]): void {
  const { comments, sampleEnd } = columnsOf(table, file);
  const at = comments.get(comment);
  if (at !== undefined) for (const [row, value] of values.entries()) table.set(row, at, value);
  else if (sampleEnd < table.headers.length)
    table.addColumn(`Comment[${comment}]`, { before: sampleEnd, values });
  else table.addColumn(`Comment[${comment}]`, { values });
}
