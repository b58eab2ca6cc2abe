import { Conflict } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { exportJson, getInvestigation } from './endpoints/sheets.ts';
import { send } from './import-sheets.ts';
import { type IsaFile, IsaTab } from './isatab/index.ts';
import { type ReadSheet, readSheet } from './sheet-source.ts';
import type { SodarImportOptions, SodarSheetEdit, SodarSheetExport } from './sheet-types.ts';
import type { SodarRef } from './types.ts';
import { zipOf } from './zip.ts';

const OPERATION = 'sodar.sampleSheets.edit';

/** Reads the sheets, has them changed, and imports them again, unless somebody else changed them meanwhile. */
export async function editSheets(
  run: Runner,
  project: SodarRef,
  change: (tables: IsaTab) => unknown,
  { reconcileForMs, ...call }: SodarImportOptions = {},
): Promise<SodarSheetEdit> {
  const before = await run(exportJson, { project }, call);
  const { archive_name } = await run(getInvestigation, { project }, call);
  const tables = IsaTab.fromExport(before);
  await change(tables);
  const { changed } = tables;
  if (changed.length === 0) return { changed };
  const sheet = await asItCame(tables.toFiles(), before.investigation.path, archive_name);
  const now = await run(exportJson, { project }, call);
  if (now.date_modified !== before.date_modified) {
    throw changedMeanwhile(run, `from ${before.date_modified} to ${now.date_modified}`);
  }
  const done = await send(
    run,
    {
      project,
      sheet,
      before: before.date_modified,
      reconcileForMs,
      isOurs: (found) => sameText(found, tables.toFiles()),
    },
    call,
  );
  return { changed, import: done };
}

/** What came as a ZIP goes back as one, so that its name and its folder stay. */
async function asItCame(
  files: readonly IsaFile[],
  path: string,
  archiveName: string | null | undefined,
): Promise<ReadSheet> {
  if (!archiveName) return readSheet(files.map(({ name, text }) => ({ name, content: text })));
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const bytes = await zipOf(Object.fromEntries(files.map(({ name, text }) => [folder + name, text])));
  const { parts, names } = await readSheet(bytes);
  return { parts: parts.map((part) => ({ ...part, name: archiveName })), names };
}

/** The server writes tables anew: what counts is which words stand where. */
function sameText({ investigation, studies, assays }: SodarSheetExport, sent: readonly IsaFile[]): boolean {
  const now = new Map(Object.entries({ ...studies, ...assays }).map(([name, { tsv }]) => [name, tsv]));
  now.set(investigation.path.slice(investigation.path.lastIndexOf('/') + 1), investigation.tsv);
  return sent.every(({ name, text }) => {
    const there = now.get(name);
    return there !== undefined && plain(there) === plain(text);
  });
}

const plain = (tsv: string): string =>
  tsv
    .split(/\r\n|[\r\n]/)
    .map((line) =>
      line
        .split('\t')
        .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
        .join('\t')
        .trimEnd(),
    )
    .filter((line) => line !== '')
    .join('\n');

function changedMeanwhile(run: Runner, when: string): Conflict {
  const message = `the sheets were changed meanwhile (${when}); nothing was sent`;
  return new Conflict(message, {
    service: run.context.service,
    operation: OPERATION,
    method: 'POST',
    url: '',
    attempts: 0,
    outcome: 'not-sent',
    hint: 'Call edit again: the change is then made to the sheets as they are now.',
    status: 409,
    headers: {},
    body: '',
    issues: [],
  });
}
