import type { Term } from '../model.ts';
import { IsaError, term } from './investigation.ts';
import { contentRows } from './tsv.ts';

const MATERIALS = ['Source Name', 'Sample Name', 'Extract Name', 'Labeled Extract Name', 'Library Name'];
const FILES = [
  'Raw Data File',
  'Derived Data File',
  'Image File',
  'Acquisition Parameter Data File',
  'Derived Spectral Data File',
  'Protein Assignment File',
  'Raw Spectral Data File',
  'Peptide Assignment File',
  'Array Data File',
  'Derived Array Data File',
  'Post Translational Modification Assignment File',
  'Derived Array Data Matrix File',
  'Free Induction Decay Data File',
  'Metabolite Assignment File',
  'Array Data Matrix File',
];
/** Names that belong to a process; without Protocol REF before them they begin one. */
const PROCESS_NAMES = [
  'Assay Name',
  'Data Transformation Name',
  'Gel Electrophoresis Assay Name',
  'Hybridization Assay Name',
  'MS Assay Name',
  'Normalization Name',
  'Scan Name',
  'Array Design REF',
];
const SIMPLE = ['Material Type', 'Performer', 'Date', 'Label', 'Unit', 'First Dimension', 'Second Dimension'];
const SIMPLE_TERM = ['Term Source REF', 'Term Accession Number'];
const LABELED = /^(Characteristics|Comment|Factor Value|Parameter Value) ?\[(.+)\]$/;

/** What is said about a node, in a column of its own. */
interface Note {
  kind: string;
  column: number;
  /** Columns of the unit and of the two halves of an ontology reference. */
  unit?: number;
  source?: number;
  accession?: number;
  unitSource?: number;
  unitAccession?: number;
}

export interface Node {
  header: string;
  column: number;
  notes: Note[];
}

export interface IsaTable {
  headers: string[];
  rows: string[][];
  nodes: Node[];
}

export const isMaterial = (header: string): boolean => MATERIALS.includes(header);
export const isFile = (header: string): boolean => FILES.includes(header);

/** Reads the header line of a study or assay table into nodes and what is said about each. */
export function readTable(text: string, kind: 'study' | 'assay'): IsaTable {
  const [headers = [], ...rows] = contentRows(text);
  const start = kind === 'study' ? 'Source Name' : 'Sample Name';
  if (headers.length === 0) throw new IsaError(`Could not read the header line of the ${kind} file`);
  if (headers[0] !== start)
    throw new IsaError(`${kind === 'study' ? 'Study' : 'Assay'} file must start with ${start}`);
  const nodes: Node[] = [];
  let note: Note | undefined;
  headers.forEach((header, column) => {
    const node = nodes.at(-1);
    if (isMaterial(header) || isFile(header) || header === 'Protocol REF') {
      nodes.push({ header, column, notes: [] });
      note = undefined;
    } else if (PROCESS_NAMES.includes(header)) {
      if (node?.header !== 'Protocol REF') nodes.push({ header, column, notes: [] });
      note = undefined;
    } else if (SIMPLE_TERM.includes(header)) {
      if (!note)
        throw new IsaError(`Expected ontology term column before "${header}" in column ${column + 1}`);
      place(note, header, column);
    } else if (header === 'Unit' && note) note.unit = column;
    else if (SIMPLE.includes(header) || LABELED.test(header)) {
      note = { kind: LABELED.exec(header)?.[1] ?? header, column };
      node?.notes.push(note);
    } else throw new IsaError(`Header "${header}" unknown, processing unclear`);
  });
  for (const [i, row] of rows.entries()) {
    if (row.length !== headers.length) {
      throw new IsaError(
        `Line ${i + 2} of the table has ${row.length} cells, the header has ${headers.length}`,
      );
    }
  }
  return { headers, rows, nodes };
}

function place(note: Note, header: string, column: number): void {
  const ofUnit = note.unit !== undefined;
  if (header === 'Term Source REF') {
    if (ofUnit) note.unitSource = column;
    else note.source = column;
  } else if (ofUnit) note.unitAccession = column;
  else note.accession = column;
}

/** The ontology terms that a row uses for a note; lists in a cell are divided by semicolons. */
export function termsIn(row: readonly string[], note: Note): Term[] {
  const cell = (column: number | undefined) => (column === undefined ? '' : (row[column] ?? ''));
  const split = (text: string) => text.split(';');
  const out: Term[] = [];
  if (note.source !== undefined || note.accession !== undefined) {
    const [names, accessions, sources] = [note.column, note.accession, note.source].map((c) =>
      split(cell(c)),
    );
    names?.forEach((name, i) => {
      out.push(term(name, accessions?.[i] ?? '', sources?.[i] ?? ''));
    });
  }
  if (note.unitSource !== undefined || note.unitAccession !== undefined) {
    out.push(term(cell(note.unit), cell(note.unitAccession), cell(note.unitSource)));
  }
  return out;
}
