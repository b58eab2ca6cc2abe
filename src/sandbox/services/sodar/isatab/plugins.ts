import type { AssayInfo } from './investigation.ts';
import { type IsaTable, isMaterial } from './table.ts';

const SEQUENCING = [
  'genome sequencing',
  'exome sequencing',
  'transcription profiling',
  'transcriptome profiling',
  'panel sequencing',
  'amplicon sequencing',
].map((measurement) => `${measurement}/nucleotide sequencing`);
const PEPTIDES = 'protein expression profiling/mass spectrometry';

/** Pairs of measurement and technology for which a site has an assay plugin. */
export const ASSAY_PLUGINS: ReadonlySet<string> = new Set([
  ...SEQUENCING,
  PEPTIDES,
  'protein identification/mass spectrometry',
  'metabolite profiling/mass spectrometry',
  'transcription profiling/DNA microarray',
  'transcription profiling/microarray',
]);

/** Collections that a new zone gets for the rows of an assay: sequencing has one for each last material. */
export function rowCollections(assay: AssayInfo, table: IsaTable): string[] {
  const pair = `${assay.measurement.name}/${assay.technology.name}`;
  if (pair === PEPTIDES) return ['MaxQuantResults', 'RawData'];
  if (!SEQUENCING.includes(pair)) return [];
  const last = table.nodes.filter(({ header }) => isMaterial(header)).at(-1);
  const names = table.rows.map((row) => (last ? (row[last.column] ?? '') : ''));
  return [...new Set(names.filter((name) => name !== ''))].map((name) => name.replaceAll('/', '_')).sort();
}
