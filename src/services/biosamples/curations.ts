import { type CallError, NotFound, StatusError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { isDoubt } from '../../core/many/doubt.ts';
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
   * for a link that it does not have, as for any trouble of its own; so the links are read before, and after a lost answer
   * once more, to know whether it was there and whether it is gone.
   * @throws NotFound the sample has no such link
   */
  async delete(link: { sample: string; hash: string }, options?: CallOptions): Promise<void> {
    const isListed = async () => {
      const links = await this.list({ sample: link.sample }, options).all();
      return links.some(({ hash }) => hash === link.hash);
    };
    const wasListed = await isListed();
    try {
      // A link that is not listed is tried once all the same: the list may be behind.
      await this.run(deleteCurationLink, link, wasListed ? options : { ...options, retries: 0 });
    } catch (error) {
      if (!isDoubt(error) || options?.signal?.aborted) throw error;
      const left = await isListed().catch(() => true);
      if (left) throw error;
      if (!wasListed) throw noSuchLink(link, error);
    }
  }
}

function noSuchLink({ sample, hash }: { sample: string; hash: string }, error: CallError): NotFound {
  const { service, operation, method, url, attempts } = error;
  const known = error instanceof StatusError ? error : { headers: {}, body: '' };
  return new NotFound(`${sample} has no curation link ${hash}`, {
    ...{ service, operation, method, url, attempts, headers: known.headers, body: known.body },
    status: 404,
    outcome: 'refused',
    hint: 'Look at its links with curationLinks.list({ sample }); a link is called by its own hash, not by that of its curation.',
  });
}
