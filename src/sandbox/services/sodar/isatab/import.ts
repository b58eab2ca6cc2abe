import type { Assay, IsaText, Study } from '../model.ts';
import { refuse } from '../rules.ts';
import { Criticals, checkInvestigation, checkTable, sourcesOf } from './critical.ts';
import {
  type AssayInfo,
  type InvestigationInfo,
  IsaError,
  readInvestigation,
  type StudyInfo,
} from './investigation.ts';
import { ASSAY_PLUGINS, rowCollections } from './plugins.ts';
import { type IsaTable, readTable } from './table.ts';
import { writeTsv } from './tsv.ts';
import { baseName, type Upload } from './upload.ts';

/** A sheet as read from an upload, not yet anybody's. */
export interface Imported {
  identifier: string;
  title: string;
  description: string;
  comments: Record<string, string>;
  studies: (Omit<Study, 'uuid' | 'assays'> & { assays: Omit<Assay, 'uuid'>[] })[];
  isa: IsaText;
  warnings: string[];
}

/** Reads a sheet, or throws the refusal that the server's parser would end in. */
export function importSheet({ files }: Upload): Imported {
  const investigation = files.find(({ path }) => baseName(path).startsWith('i_'));
  const named = (prefix: string) =>
    new Map(
      files
        .filter(({ path }) => baseName(path).startsWith(prefix))
        .map(({ path, text }) => [baseName(path), text]),
    );
  const [studyFiles, assayFiles] = [named('s_'), named('a_')];
  if (!investigation) throw refuse('import.no-investigation');
  const info = parsed(() => readInvestigation(investigation.text));
  const criticals = new Criticals();
  checkInvestigation(info, investigation.path, criticals.of(investigation.path));
  const identifiers = info.studies.map(({ identifier }) => identifier);
  if (new Set(identifiers).size !== identifiers.length) throw refuse('import.study-ids');
  if (identifiers.includes('')) throw refuse('import.study-id-empty');

  const out: Imported = {
    identifier: info.identifier,
    title: info.title,
    description: info.description,
    comments: info.comments,
    studies: [],
    isa: { investigation: { path: investigation.path, tsv: rewritten(info) }, studies: {}, assays: {} },
    warnings: [],
  };
  for (const study of info.studies) {
    const text = studyFiles.get(study.file);
    if (text === undefined) throw refuse('import.study-missing', { file: study.file });
    const table = tableOf(text, 'study', study.file, study.title);
    checkTable(table, 'study', study, sourcesOf(info), criticals.of(study.file));
    out.isa.studies[study.file] = { tsv: tableText(table) };
    const assays = [...study.assays]
      .sort((a, b) => (a.file < b.file ? -1 : 1))
      .map((assay) => {
        const content = assayFiles.get(assay.file);
        if (content === undefined) throw refuse('import.assay-missing', { file: assay.file });
        const rows = tableOf(content, 'assay', assay.file, assay.file);
        checkTable(rows, 'assay', study, sourcesOf(info), criticals.of(assay.file));
        out.isa.assays[assay.file] = { tsv: tableText(rows) };
        out.warnings.push(...pluginWarning(assay));
        return assayRecord(assay, rows);
      });
    out.studies.push(studyRecord(study, assays));
  }
  if (criticals.count > 0) throw refuse('import.critical', { warnings: criticals.text(investigation.path) });
  return out;
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof IsaError) throw refuse('import.investigation', { problem: error.message });
    throw error;
  }
}

function tableOf(text: string, kind: 'study' | 'assay', file: string, name: string): IsaTable {
  let table: IsaTable;
  try {
    table = readTable(text, kind);
  } catch (error) {
    if (error instanceof IsaError) throw refuse('import.table', { kind, name, problem: error.message });
    throw error;
  }
  if (table.rows.length === 0) throw refuse('import.empty-table', { kind, file });
  return table;
}

/** Written anew: the same values, but no quotes, remarks or empty lines, and a cell after every single key. */
function rewritten({ rows }: InvestigationInfo): string {
  const single =
    /^(Investigation (Identifier|Title|Description|Submission Date|Public Release Date)|Study (Identifier|Title|Description|Submission Date|Public Release Date|File Name))$/;
  let inBasics = false;
  return writeTsv(
    rows.map((row) => {
      const [key = ''] = row;
      if (row.length === 1 && key === key.toUpperCase())
        inBasics = key === 'INVESTIGATION' || key === 'STUDY';
      const needsCell = single.test(key) || (inBasics && key.startsWith('Comment'));
      return needsCell && row.length === 1 ? [key, ''] : row;
    }),
  );
}

function tableText({ headers, rows }: IsaTable): string {
  return writeTsv([headers, ...rows]);
}

function studyRecord(study: StudyInfo, assays: Omit<Assay, 'uuid'>[]): Imported['studies'][number] {
  const { identifier, title, description, comments, file } = study;
  return { identifier, fileName: file, title, description, comments, assays };
}

function assayRecord(assay: AssayInfo, table: IsaTable): Omit<Assay, 'uuid'> {
  const { file, platform, technology, measurement, comments } = assay;
  return {
    fileName: file,
    platform,
    technology,
    measurement,
    comments,
    rowCollections: rowCollections(assay, table),
  };
}

function pluginWarning({ file, measurement, technology }: AssayInfo): string[] {
  if (ASSAY_PLUGINS.has(`${measurement.name}/${technology.name}`)) return [];
  const types = `measurement_type="${measurement.name}", technology_type="${technology.name}"`;
  return [`No plugin found for assay "${assayTitle(file)}": ${types}.`];
}

/** `a_exome_run.txt` is shown as `Exome Run`. */
export function assayTitle(file: string): string {
  const [stem = ''] = baseName(file).split('.');
  const words = stem.split('_').slice(1).join(' ').toLowerCase();
  return words.replace(
    /(^|[^a-z])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
