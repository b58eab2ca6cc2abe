import { textBody } from '../../../core/http/body.ts';
import { endpoint, pagedEndpoint, type TextAnswer } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type {
  BrowserRecords,
  FileReportRequest,
  PortalField,
  PortalQuery,
  PortalResult,
  PortalRow,
  Taxon,
  TaxonSuggestion,
} from '../portal-types.ts';
import * as schemas from '../schemas/public.ts';
import { documentFromXml } from '../xml-document.ts';

const PORTAL_DOC = 'https://www.ebi.ac.uk/ena/portal/api/swagger-ui/index.html';
const BROWSER_DOC = 'https://www.ebi.ac.uk/ena/browser/api/swagger-ui/index.html';
const TAXONOMY_DOC = 'https://ena-docs.readthedocs.io/en/latest/retrieval/programmatic-access/taxon-api.html';

const PORTAL = {
  doc: PORTAL_DOC,
  effect: 'read',
  auth: 'none',
  base: 'portal',
  accept: 'application/json',
} as const;

/** Nothing found is an empty list, or an empty answer (204). */
const listIn = ({ text }: TextAnswer): unknown => (text.trim() === '' ? [] : JSON.parse(text));

/** Queries name thousands of accessions at times: too much for an address. */
function form(fields: Readonly<Record<string, string | number | boolean | undefined>>) {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) text.set(name, String(value));
  return textBody(text.toString(), 'application/x-www-form-urlencoded');
}

export const searchPortal = pagedEndpoint<PortalQuery, PortalRow, PortalRow[]>()({
  name: 'ena.portal.search',
  ...PORTAL,
  method: 'POST',
  input: schemas.portalQuery,
  path: () => path`/search`,
  body: ({ fields, offset, limit, size, dataPortal = 'ena', ...query }) =>
    form({
      ...query,
      dataPortal,
      fields: fields?.join(','),
      offset,
      limit: limit === undefined ? size : Math.min(size, limit),
      format: 'json',
    }),
  parse: listIn,
  output: schemas.rows,
  paging: {
    items: (rows) => rows,
    next: (rows, { limit, offset, size, ...query }) => {
      const left = limit === undefined ? undefined : limit - rows.length;
      // Zero would mean all to the server.
      if (rows.length < Math.min(size, limit ?? size) || left === 0) return undefined;
      return { ...query, size, offset: offset + rows.length, ...(left !== undefined && { limit: left }) };
    },
    cursor: ({ offset }) => String(offset),
  },
});

export const countPortal = endpoint<
  Pick<PortalQuery, 'result' | 'query' | 'dataPortal' | 'includeMetagenomes'>,
  number
>()({
  name: 'ena.portal.count',
  ...PORTAL,
  method: 'POST',
  input: schemas.countQuery,
  path: () => path`/count`,
  body: ({ dataPortal = 'ena', ...query }) => form({ ...query, dataPortal, format: 'json' }),
  // `[{"count":"12"}]`, `{"count":"12"}`, or a table of one column.
  parse: ({ text }) => {
    const said = /^\s*[[{]/.test(text)
      ? [JSON.parse(text)].flat()[0]?.count
      : /^\w+\s+(\d+)\s*$/.exec(text)?.[1];
    if (!/^\d+$/.test(String(said))) throw new Error('there is no number');
    return Number(said);
  },
  output: schemas.count,
});

const FILES = ['fastq_ftp', 'fastq_md5', 'fastq_bytes', 'submitted_ftp', 'submitted_md5'];

export const portalFileReport = endpoint<FileReportRequest, PortalRow[]>()({
  name: 'ena.portal.fileReport',
  ...PORTAL,
  method: 'GET',
  input: schemas.fileReport,
  path: () => path`/filereport`,
  query: ({ accession, result, fields }) => ({
    accession,
    result,
    fields: (fields ?? (result === 'read_run' ? FILES : FILES.slice(3))).join(','),
    format: 'json',
  }),
  parse: listIn,
  output: schemas.rows,
});

export const portalResults = endpoint<Record<string, never>, PortalResult[]>()({
  name: 'ena.portal.results',
  ...PORTAL,
  method: 'GET',
  input: schemas.nothing,
  path: () => path`/results`,
  query: () => ({ dataPortal: 'ena', format: 'json' }),
  output: schemas.results,
});

export const portalFields = endpoint<string, PortalField[]>()({
  name: 'ena.portal.fields',
  ...PORTAL,
  method: 'GET',
  input: schemas.resultName,
  path: () => path`/returnFields`,
  query: (result) => ({ result, dataPortal: 'ena', format: 'json' }),
  output: schemas.returnFields,
});

export const browserRecords = endpoint<string | readonly string[], BrowserRecords>()({
  name: 'ena.browser.get',
  doc: BROWSER_DOC,
  method: 'GET',
  effect: 'read',
  auth: 'none',
  base: 'browser',
  input: schemas.accessions,
  path: (all) => path`/xml/${Array.isArray(all) ? all.join(',') : String(all)}`,
  accept: 'application/xml',
  parse: ({ text }) => ({ xml: text, document: documentFromXml(text) }),
  output: schemas.records,
  hint: (status) =>
    status === 404
      ? 'Only what is public is there, up to two days after its release. Your own private objects: `samples.get` and its siblings.'
      : undefined,
});

const TAXONOMY = {
  doc: TAXONOMY_DOC,
  method: 'GET',
  effect: 'read',
  auth: 'none',
  base: 'taxonomy',
  accept: 'application/json',
  // Of what is unknown the service says so in a text, with 200 or with 404, or says nothing.
  otherwise: ({ status }: TextAnswer) => (status === 404 ? { value: [] } : undefined),
} as const;

function taxaIn({ text }: TextAnswer): unknown {
  const trimmed = text.trim();
  if (trimmed.startsWith('<')) throw new Error('a page');
  return /^[[{]/.test(trimmed) ? [JSON.parse(trimmed)].flat() : [];
}

const isTrue = (value: unknown): boolean => String(value) === 'true';

const taxonOf = (wire: schemas.TaxonWire): Taxon =>
  ({
    ...wire,
    taxId: String(wire.taxId),
    submittable: isTrue(wire.submittable),
    ...(wire.formalName !== undefined && { formalName: isTrue(wire.formalName) }),
  }) as Taxon;

export const getTaxon = endpoint<string | number, Taxon | undefined, schemas.TaxonWire[]>()({
  name: 'ena.taxonomy.get',
  ...TAXONOMY,
  otherwise: ({ status }) => (status === 404 ? { value: undefined } : undefined),
  input: schemas.taxId,
  path: (id) => path`/tax-id/${id}`,
  parse: taxaIn,
  output: schemas.taxa,
  result: ([wire]) => wire && taxonOf(wire),
});

export const findTaxonByName = endpoint<string, Taxon[], schemas.TaxonWire[]>()({
  name: 'ena.taxonomy.findByName',
  ...TAXONOMY,
  input: schemas.taxonName,
  path: (name) => path`/scientific-name/${name}`,
  parse: taxaIn,
  output: schemas.taxa,
  result: (found) => found.map(taxonOf),
});

export const findTaxonByAnyName = endpoint<string, Taxon[], schemas.TaxonWire[]>()({
  name: 'ena.taxonomy.findByAnyName',
  ...TAXONOMY,
  input: schemas.taxonName,
  path: (name) => path`/any-name/${name}`,
  parse: taxaIn,
  output: schemas.taxa,
  result: (found) => found.map(taxonOf),
});

export const suggestTaxa = endpoint<string, TaxonSuggestion[]>()({
  name: 'ena.taxonomy.suggest',
  ...TAXONOMY,
  input: schemas.taxonName,
  path: (text) => path`/suggest-for-submission/${text}`,
  parse: taxaIn,
  output: schemas.suggestions,
});
