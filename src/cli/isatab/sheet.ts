import { type IsaTab, readIsaTab } from '../../index.ts';
import type { IsaColumns } from '../records/mapping.ts';
import { UserError } from '../user-error.ts';
import { type SheetSample, samplesIn } from './samples.ts';

/** A study of a sheet, with its samples. */
export interface SheetStudy {
  /** Of its table. */
  file: string;
  /** `2027-01-31`; empty when the investigation names no such day. */
  release: string;
  samples: readonly SheetSample[];
}

/** An ISA-Tab sheet whose samples are to be sent, and what of it is filled in afterwards. */
export interface Sheet {
  tab: IsaTab;
  studies: readonly SheetStudy[];
  columns: IsaColumns;
}

/** Where a sample stands, for messages; no two are the same. */
export const placeOf = ({ file }: SheetStudy, { line }: SheetSample): string => `${file} line ${line}`;

/** @throws UserError or InputError it cannot be read, or names a study that is not there */
export async function readSheet(path: string, columns: IsaColumns): Promise<Sheet> {
  const tab = await readIsaTab(path);
  const studies = tab.investigation.studies.map((study): SheetStudy => {
    const { fileName: file } = study;
    const table = tab.studies.get(file);
    if (!table) {
      throw new UserError(
        `${path}: the study "${study.identifier}" has its table in "${file}", which is not there`,
        'The files of a sheet lie together: i_….txt, s_….txt, a_….txt.',
      );
    }
    const day = study.section('STUDY').fields.includes(RELEASE)
      ? study.section('STUDY').get(RELEASE).trim()
      : '';
    return { file, release: /^\d{4}-\d\d-\d\d$/.test(day) ? day : '', samples: samplesIn(table, file) };
  });
  if (studies.length === 0) throw new UserError(`${path} names no study`, 'Samples stand in study tables.');
  return { tab, studies, columns };
}

const RELEASE = 'Study Public Release Date';
