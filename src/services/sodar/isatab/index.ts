export { IsaInvestigation, IsaSection, IsaStudy } from './investigation.ts';
export { type IsaFile, IsaTab } from './tab.ts';
export { IsaTable } from './table.ts';
export type { IsaColumn, IsaExport, IsaNewColumn, IsaRowValues, IsaTerm } from './types.ts';
