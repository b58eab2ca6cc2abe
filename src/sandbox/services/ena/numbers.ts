import type { Ids } from '../../ids.ts';
import { INFO, type Kind } from './kinds.ts';

/** Where the numbers of each accession prefix begin, and how far the seed number moves them. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  PRJEB: [100_000, 100],
  ERP: [200_000, 100],
  ERS: [27_000_000, 100],
  // Well away from the numbers that BioSamples hands out.
  SAMEA: [130_000_000, 1_000],
  ERX: [15_000_000, 100],
  ERR: [16_000_000, 100],
  ERZ: [24_000_000, 100],
  ERA: [31_000_000, 100],
  EGAC: [1_000_000, 100],
  EGAP: [1_000_000, 100],
  EGAD: [1_000_000, 100],
};
const EGA_DIGITS = 11;

function accession(ids: Ids, prefix: string, n: number): string {
  const [start, step] = RANGES[prefix] ?? [0, 0];
  const number = String(start + ids.fixed('ena.accessions', 8_000) * step + n);
  return prefix + (prefix.startsWith('EGA') ? number.padStart(EGA_DIGITS, '0') : number);
}

/** New accessions of an object: numbers are never used twice, not even those of submissions that failed. */
export function nextAccession(ids: Ids, kind: Kind): { accession: string; secondary?: string } {
  // Project and study are two views of one thing, so they count together.
  const n = ids.next(`ena.${kind === 'study' ? 'project' : kind}`);
  const make = (prefix: string) => accession(ids, prefix, n);
  if (kind === 'project') return { accession: make('PRJEB'), secondary: make('ERP') };
  if (kind === 'study') return { accession: make('ERP'), secondary: make('PRJEB') };
  if (kind === 'sample') return { accession: make('ERS'), secondary: make('SAMEA') };
  return { accession: make(INFO[kind].prefix) };
}

export function nextSubmission(ids: Ids): string {
  return accession(ids, 'ERA', ids.next('ena.submission'));
}
