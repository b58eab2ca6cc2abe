import { endpoint, pagedEndpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import type { HalPage } from '../schemas/common.ts';
import * as schemas from '../schemas/reference.ts';
import type { UsiReference, UsiStatusDescription } from '../types.ts';
import { API, byPageNumber, PAGE_SIZE, type UsiPageQuery } from './shared.ts';

/** Which of the three tables of states. */
export type UsiStatusTable = 'submissionStatuses' | 'processingStatuses' | 'releaseStatuses';

const reading = { doc: API, method: 'GET', effect: 'read' } as const;

export const listStatusDescriptions = pagedEndpoint<
  { table: UsiStatusTable } & UsiPageQuery,
  UsiStatusDescription,
  HalPage & { _embedded?: { statusDescriptions?: UsiStatusDescription[] } }
>()({
  ...reading,
  name: 'usi.statusDescriptions.list',
  auth: 'required',
  input: schemas.statusTable,
  path: ({ table }) => path`/statusDescriptions/${table}`,
  query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
  output: schemas.descriptionPage,
  paging: byPageNumber(({ _embedded }) => _embedded?.statusDescriptions),
});

export const getStatusDescription = endpoint<{ table: UsiStatusTable; name: string }, UsiStatusDescription>()(
  {
    ...reading,
    name: 'usi.statusDescriptions.get',
    auth: 'required',
    input: schemas.statusName,
    path: ({ table, name }) => path`/statusDescriptions/${table}/${name}`,
    output: schemas.statusDescription,
  },
);

/** Reference data that anybody may read. */
const list = <const K extends string>(kind: K) =>
  pagedEndpoint<UsiPageQuery, UsiReference, HalPage>()({
    ...reading,
    name: `usi.${kind}.list`,
    auth: 'optional',
    input: schemas.referenceQuery,
    path: () => path`/${kind}`,
    query: ({ size = PAGE_SIZE, page, sort }) => ({ size, page, sort }),
    output: schemas.referencePage,
    paging: byPageNumber(({ _embedded }) => _embedded?.[kind] as UsiReference[] | undefined),
  });

export const listDataTypes = list('dataTypes');
export const listChecklists = list('checklists');
export const listSubmissionPlans = list('submissionPlans');

export const getDataType = endpoint<{ name: string }, UsiReference>()({
  ...reading,
  name: 'usi.dataTypes.get',
  auth: 'optional',
  input: schemas.referenceName,
  path: ({ name }) => path`/dataTypes/${name}`,
  output: schemas.reference,
});

export const getChecklist = endpoint<{ name: string }, UsiReference>()({
  ...reading,
  name: 'usi.checklists.get',
  auth: 'optional',
  input: schemas.referenceName,
  path: ({ name }) => path`/checklists/${name}`,
  output: schemas.reference,
});

export const listChecklistsOf = pagedEndpoint<{ dataType: string } & UsiPageQuery, UsiReference, HalPage>()({
  ...reading,
  name: 'usi.checklists.listByDataType',
  auth: 'optional',
  input: schemas.checklistsQuery,
  path: () => path`/checklists/search/by-data-type-id`,
  query: ({ dataType, size = PAGE_SIZE, page, sort }) => ({ dataTypeId: dataType, size, page, sort }),
  output: schemas.referencePage,
  paging: byPageNumber(({ _embedded }) => _embedded?.checklists as UsiReference[] | undefined),
});
