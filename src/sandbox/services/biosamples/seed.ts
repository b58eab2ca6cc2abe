import { SandboxError } from '../../errors.ts';
import type { Archive } from './archive.ts';
import { linkHash } from './curation.ts';
import { parseCurationValue } from './curation-links.ts';
import { parseInstant } from './instants.ts';
import { parseSampleValue } from './parse.ts';
import { isObject, type JsonObject } from './read.ts';
import { parseTables } from './structured-data.ts';

/** The records BioSamples starts with, in the shapes of the wire. */
export interface BioSamplesSeed {
  /** Whole samples. `accession`, `name` and `release` are required; `create`, `update`, `submitted` default to `release`. */
  samples?: JsonObject[];
  /** `sample`, `curation`, `webinSubmissionAccountId`, `created`. */
  curationLinks?: JsonObject[];
  /** `accession`, `data` (tables), `create`, `update`. */
  structuredData?: JsonObject[];
}

export function loadSeed(archive: Archive, seed: BioSamplesSeed): void {
  each(seed.samples, 'samples', (item) => {
    const sample = parseSampleValue(item, archive.parseOptions);
    const { accession, release } = sample;
    if (accession === undefined) throw new Error('accession is missing');
    if (release === undefined) throw new Error('release is missing');
    if (archive.store.sample(accession)) throw new Error(`${accession} is there twice`);
    archive.load({ ...sample, accession });
  });
  each(seed.curationLinks, 'curationLinks', (item) => {
    const sample = wanted(item, 'sample');
    const curation = parseCurationValue(item.curation);
    archive.store.putLink({
      sample,
      curation,
      webinSubmissionAccountId: wanted(item, 'webinSubmissionAccountId'),
      created: instant(item, 'created'),
      hash: linkHash(curation.hash, sample),
    });
  });
  each(seed.structuredData, 'structuredData', (item) => {
    const create = instant(item, 'create');
    const update = item.update === undefined ? create : instant(item, 'update');
    archive.store.putStructured({
      accession: wanted(item, 'accession'),
      create,
      update,
      data: parseTables(item),
    });
  });
  archive.indexAll();
}

function each(items: readonly unknown[] | undefined, name: string, load: (item: JsonObject) => void): void {
  items?.forEach((item, i) => {
    const at = `biosamples.${name}[${i}]`;
    try {
      if (!isObject(item)) throw new Error('not an object');
      load(item);
    } catch (cause) {
      throw new SandboxError(
        'SEED',
        `the seed does not fit: ${at}: ${cause instanceof Error ? cause.message : cause}`,
        {
          cause,
        },
      );
    }
  });
}

function wanted(item: JsonObject, key: string): string {
  const value = item[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${key} is missing`);
}

function instant(item: JsonObject, key: string): string {
  const parsed = parseInstant(wanted(item, key));
  if (parsed !== undefined) return parsed;
  throw new Error(`${key} is not an ISO instant in UTC`);
}
