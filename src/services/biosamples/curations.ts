import { CallError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import * as local from './curation.ts';
import {
  createCurationLink,
  deleteCurationLink,
  getCuration,
  getCurationLink,
  listCurationLinks,
  listCurations,
  type PageQuery,
  samplesOfCuration,
} from './endpoints/curations.ts';
import { listAccessions } from './endpoints/facets.ts';
import type {
  AccessionQuery,
  Curation,
  CurationLink,
  CurationLists,
  NewCurationLink,
  Sample,
  SampleContent,
} from './types.ts';

/** Accessions only. */
export class Accessions {
  constructor(private readonly run: Runner) {}

  /**
   * The accessions of the samples that a search would give.
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/search
   */
  list(query: AccessionQuery = {}, options?: CallOptions): Pager<string> {
    return this.run.pages(listAccessions, query, options);
  }
}

/**
 * Changes to samples, by what they change. A curation leaves the record alone: it is applied when the record is read.
 * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#submit-curation-object
 */
export class Curations {
  constructor(private readonly run: Runner) {}

  list(query: PageQuery = {}, options?: CallOptions): Pager<Curation> {
    return this.run.pages(listCurations, query, options);
  }

  /** @throws NotFound there is no curation with this hash */
  get(hash: string, options?: CallOptions): Promise<Curation> {
    return this.run(getCuration, hash, options);
  }

  /** The samples that a curation is linked to. */
  samples(query: { hash: string } & PageQuery, options?: CallOptions): Pager<Sample> {
    return this.run.pages(samplesOfCuration, query, options);
  }

  /**
   * The curation that turns `before` into `after`, with its hash; sends nothing. Read both without curations. Only
   * characteristics, external references and relationships can be curated; other differences are left out.
   */
  diff(before: SampleContent, after: SampleContent): Curation {
    return local.diff(before, after);
  }

  /**
   * The sample as the repository shows it with these links, in the order in which they were made; sends nothing. A
   * curation that does not fit when its turn comes is skipped.
   */
  apply<T extends SampleContent>(sample: T, links: readonly Pick<CurationLink, 'curation' | 'created'>[]): T {
    return local.apply(sample, links);
  }

  /** The id that the repository will give to a curation. */
  hash(curation: Partial<CurationLists>): string {
    return local.hash(curation);
  }

  /** The id that the repository will give to a curation of one sample. */
  linkHash(curation: Partial<CurationLists>, accession: string): string {
    return local.linkHash(curation, accession);
  }
}

/** Curations of single samples. Anybody with an account may curate any sample. */
export class CurationLinks {
  constructor(private readonly run: Runner) {}

  list(query: { sample: string } & PageQuery, options?: CallOptions): Pager<CurationLink> {
    return this.run.pages(listCurationLinks, query, options);
  }

  get(link: { sample: string; hash: string }, options?: CallOptions): Promise<CurationLink> {
    return this.run(getCurationLink, link, options);
  }

  /**
   * Curates a sample. Safe to repeat: the same curation of the same sample is one link, and stays with the account that
   * made it first. The repository does not check that the sample exists.
   * @see https://www.ebi.ac.uk/biosamples/docs/references/api/submit#submit-curation-object
   */
  create(link: NewCurationLink, options?: CallOptions): Promise<CurationLink> {
    return this.run(createCurationLink, link, options);
  }

  /**
   * Takes a curation back. Links that a curated relationship made on its target sample stay. The repository answers 500
   * for a link that it does not have, so that after a lost answer the links are read to know whether it is gone.
   */
  async delete(link: { sample: string; hash: string }, options?: CallOptions): Promise<void> {
    try {
      await this.run(deleteCurationLink, link, options);
    } catch (error) {
      if (!(error instanceof CallError) || error.outcome !== 'unknown' || options?.signal?.aborted)
        throw error;
      const left = await this.list({ sample: link.sample }, options)
        .all()
        .catch(() => undefined);
      if (!left || left.some(({ hash }) => hash === link.hash)) throw error;
    }
  }
}
