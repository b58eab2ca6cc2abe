import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path, SafePath } from '../../../core/http/url.ts';
import type { ChecklistRecord, ChecklistRef, JsonSchema } from '../checklist-types.ts';
import * as schemas from '../schemas/checklists.ts';
import { byPageNumber } from './shared.ts';

const DOC = 'https://www.ebi.ac.uk/biosamples/schemas/documentation';

export const getChecklist = endpoint<ChecklistRef, JsonSchema>()({
  name: 'biosamples.checklists.get',
  doc: DOC,
  method: 'GET',
  effect: 'read',
  auth: 'none',
  base: 'schemaStore',
  input: schemas.checklistRef,
  path: ({ accession, version }) =>
    new SafePath(path`/registry/schemas/${accession}`.text + (version ? path`/${version}`.text : '')),
  output: schemas.jsonSchema,
});

export const listChecklists = pagedEndpoint<
  { text?: string; size?: number; cursor?: string },
  ChecklistRecord,
  ReturnType<ReturnType<typeof schemas.schemaStorePage>['parse']>
>()({
  name: 'biosamples.checklists.list',
  doc: DOC,
  method: 'GET',
  effect: 'read',
  auth: 'none',
  base: 'schemaStore',
  input: schemas.schemaStoreQuery,
  path: ({ text }) => (text === undefined ? path`/api/v2/schemas/list` : path`/api/v2/schemas/search`),
  query: ({ text, size = 50, page = 0 }) => ({ text, size, page }),
  output: schemas.schemaStorePage,
  // The store names its list after a class of its own; there is only one.
  paging: byPageNumber(({ _embedded }) => Object.values(_embedded ?? {})[0]),
});
