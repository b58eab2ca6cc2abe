import { SandboxError } from '../../errors.ts';
import type { EnaArchive } from './archive.ts';
import { readSubmission } from './document.ts';
import { readJson } from './json-reader.ts';
import { processSubmission } from './process.ts';

/** The records ENA starts with. */
export interface EnaSeed {
  /** Carried out one after the other when the sandbox starts; each has to succeed. */
  submissions?: EnaSeedSubmission[];
}

export interface EnaSeedSubmission {
  /** Webin account, such as `Webin-12345`. */
  account: string;
  /** ISO date at which everything in it was created; public ones are public from then on. */
  created: string;
  /** A JSON document of Webin version 2. Objects with an `accession` keep it, new numbers are given to the others. */
  document: object;
  /** Second accessions (`SAMEA…` of a sample, `ERP…` of a project, `PRJEB…` of a study), by accession. */
  secondary?: Record<string, string>;
}

/** Fills an archive. What a seed brings along is part of the production service, so no nightly reset removes it. */
export function loadEnaSeed(archive: EnaArchive, { submissions = [] }: EnaSeed): void {
  submissions.forEach((item, i) => {
    try {
      load(archive, item);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new SandboxError('SEED', `the seed does not fit: ena.submissions[${i}]: ${why}`);
    }
  });
}

function load(archive: EnaArchive, { account, created, document, secondary = {} }: EnaSeedSubmission): void {
  const at = Date.parse(created);
  if (Number.isNaN(at)) throw new Error('created is not a date');
  if (!archive.accounts.find(account)) throw new Error(`there is no account ${account}`);
  const submission = readSubmission(readJson(JSON.stringify(document)));
  const accessions = new Map(
    submission.drafts.map(({ kind, alias, accession }) => [JSON.stringify([kind, alias]), accession]),
  );
  const { receipt } = processSubmission(archive, account, submission, {
    seed: { at, accessions, secondary },
  });
  if (!receipt.success) throw new Error(receipt.error.join(' '));
}
