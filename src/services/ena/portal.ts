import type { Runner } from '../../core/http/context.ts';
import type { PagedEndpoint } from '../../core/http/endpoint.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import * as endpoints from './endpoints/public.ts';
import type {
  BrowserRecords,
  FileReportRequest,
  PortalField,
  PortalQuery,
  PortalResult,
  PortalRow,
  Taxon,
  TaxonSuggestion,
} from './portal-types.ts';

/**
 * Search over all that is public in ENA. Needs no account; private data is never found.
 * @see https://www.ebi.ac.uk/ena/portal/api/swagger-ui/index.html
 */
export class Portal {
  constructor(private readonly run: Runner) {}

  /**
   * Rows that fit a query, fetched 10,000 at a time as you go: a million rows cost the memory of two pages. The fields that
   * you ask for are known to the compiler: `search({ result: 'read_run', query: 'tax_tree(2)', fields: ['fastq_ftp'] })`.
   */
  search<const Field extends string = string>(
    query: PortalQuery<Field>,
    options?: CallOptions,
  ): Pager<PortalRow<Field>> {
    const endpoint = endpoints.searchPortal as unknown as PagedEndpoint<PortalQuery<Field>, PortalRow<Field>>;
    return this.run.pages(endpoint, query, options);
  }

  /** How many rows a search would give. */
  count(
    query: Pick<PortalQuery, 'result' | 'query' | 'dataPortal' | 'includeMetagenomes'>,
    options?: CallOptions,
  ): Promise<number> {
    return this.run(endpoints.countPortal, query, options);
  }

  /** Where the files of a run, or of all runs of a study, can be fetched, with their digests. Empty when none is public. */
  fileReport<const Field extends string = string>(
    request: FileReportRequest<Field>,
    options?: CallOptions,
  ): Promise<PortalRow<Field>[]> {
    return this.run(endpoints.portalFileReport, request, options) as Promise<PortalRow<Field>[]>;
  }

  /** What can be searched. */
  results(options?: CallOptions): Promise<PortalResult[]> {
    return this.run(endpoints.portalResults, {}, options);
  }

  /** Which fields the rows of a result can have: `fields('read_run')`. */
  fields(result: string, options?: CallOptions): Promise<PortalField[]> {
    return this.run(endpoints.portalFields, result, options);
  }
}

/**
 * Public records as they are kept.
 * @see https://www.ebi.ac.uk/ena/browser/api/swagger-ui/index.html
 */
export class Browser {
  constructor(private readonly run: Runner) {}

  /**
   * Records by accession, one or several of a kind, as XML and read.
   * @throws NotFound none of them is public
   */
  get(accessions: string | readonly string[], options?: CallOptions): Promise<BrowserRecords> {
    return this.run(endpoints.browserRecords, accessions, options);
  }
}

/**
 * The taxonomy against which ENA checks the organism of a sample. Needs no account.
 * @see https://ena-docs.readthedocs.io/en/latest/retrieval/programmatic-access/taxon-api.html
 */
export class Taxonomy {
  constructor(private readonly run: Runner) {}

  /** By NCBI number: `(await taxonomy.get(9606))?.submittable`. Undefined when there is none. */
  get(taxId: string | number, options?: CallOptions): Promise<Taxon | undefined> {
    return this.run(endpoints.getTaxon, taxId, options);
  }

  /** By scientific name, whatever its case. */
  findByName(scientificName: string, options?: CallOptions): Promise<Taxon[]> {
    return this.run(endpoints.findTaxonByName, scientificName, options);
  }

  /** By scientific or common name: `sheep`. */
  findByAnyName(name: string, options?: CallOptions): Promise<Taxon[]> {
    return this.run(endpoints.findTaxonByAnyName, name, options);
  }

  /** Taxa that samples may name and whose names begin so. */
  suggest(text: string, options?: CallOptions): Promise<TaxonSuggestion[]> {
    return this.run(endpoints.suggestTaxa, text, options);
  }
}
