/** A column: its number from 0, its header, or where several have the same header, which of them (from 1). */
export type IsaColumn = number | string | { name: string; nth: number };

/** A word with the ontology it comes from: a cell and the `Term Source REF` and `Term Accession Number` after it. */
export interface IsaTerm {
  name: string;
  /** Short name of the ontology, as the investigation file lists it: `NCBITAXON`. */
  source?: string;
  /** Its number or address there: `http://purl.bioontology.org/ontology/NCBITAXON/9606`. */
  accession?: string;
}

/** The cells of a new row: in order, or by header (what is not named stays empty). */
export type IsaRowValues = readonly string[] | Readonly<Record<string, string>>;

/** Where a new column goes, and what stands in it. */
export interface IsaNewColumn {
  /** The column it comes after. Default: the last one. */
  after?: IsaColumn;
  /** The column it comes before. */
  before?: IsaColumn;
  /** For each row in order; or how to find out. Default: empty cells. */
  values?: readonly string[] | ((row: number) => string);
}

/** A sheet as SODAR exports it in JSON. */
export interface IsaExport {
  investigation: { path: string; tsv: string };
  /** By file name. */
  studies: Readonly<Record<string, { tsv: string }>>;
  /** By file name. */
  assays: Readonly<Record<string, { tsv: string }>>;
}
