import type { Download } from '../../../core/http/download.ts';
import { endpoint, type Rejection, type TextAnswer } from '../../../core/http/endpoint.ts';
import { path, SafePath } from '../../../core/http/url.ts';
import { dto } from '../dto.ts';
import type { OpenBisFile } from '../file-types.ts';
import { DOC, rpc, tokenIn } from '../rpc.ts';
import * as common from '../schemas/common.ts';
import * as schemas from '../schemas/files.ts';

/** All files and folders of a dataset, as one list. */
export const searchFiles = rpc<
  string,
  readonly OpenBisFile[],
  { objects: readonly OpenBisFile[]; totalCount: number }
>()({
  method: 'searchFiles',
  effect: 'read',
  server: 'store',
  input: schemas.datasetPermId,
  params: (permId) => [
    dto('dss.dto.datasetfile.search.DataSetFileSearchCriteria', {
      operator: 'AND',
      criteria: [
        dto('as.dto.dataset.search.DataSetSearchCriteria', {
          operator: 'OR',
          criteria: [
            dto('as.dto.common.search.CodeSearchCriteria', {
              fieldName: 'code',
              fieldType: 'ATTRIBUTE',
              fieldValue: dto('as.dto.common.search.StringEqualToValue', { value: permId }),
            }),
          ],
        }),
      ],
    }),
    dto('dss.dto.datasetfile.fetchoptions.DataSetFileFetchOptions'),
  ],
  output: schemas.files,
  result: ({ objects }) => objects,
});

interface FileToGet {
  dataset: string;
  path: string;
  /** Bytes, where known: a page of words has another length. */
  size?: number | undefined;
}

/** Each part of a path for itself: names hold blanks, `#`, `?` and `%`. */
const segments = (name: string): string =>
  name
    .split('/')
    .map((part) => path`/${part}`.text)
    .join('');

/** What a page of the data store says, without its tags. */
const wordsOf = (page: string): string =>
  page
    .replace(/<(title|style|script)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** The data store answers 200 and a page when it has no file to give. */
export function meaningOf({ text }: TextAnswer): Rejection | undefined {
  const message = wordsOf(text);
  if (/session (has )?(expired|ended|timed out)|not logged in|session token/i.test(message)) {
    return {
      message: 'the session has ended',
      means: 401,
      hint: 'Log in again, or get a new personal access token.',
    };
  }
  if (/unknown|does not exist|not found|no such/i.test(message)) return { message, means: 404 };
  if (/authorization failure|access denied|not allowed/i.test(message)) return { message, means: 403 };
  // A gateway's page has a title and much around it; the data store's is one sentence.
  const own = !/<title\b|<!doctype/i.test(text) && message !== '' && message.length < 500;
  return own ? { message } : undefined;
}

export const downloadFile = endpoint<FileToGet, Download>()({
  name: 'openbis.dataSetFiles.download',
  doc: DOC,
  method: 'GET',
  effect: 'read',
  auth: 'required',
  base: 'store',
  accept: '*/*',
  input: schemas.fileToGet,
  path: (file) => new SafePath(path`/${file.dataset}`.text + segments(file.path)),
  authorise: (authorisation) => ({ query: { sessionID: tokenIn(authorisation) } }),
  answer: 'file',
  output: common.nothing,
  words: {
    instead(headers, { size, path: name }) {
      if (!/^text\/html/i.test(headers['content-type'] ?? '') || headers['content-range']) return false;
      const length = headers['content-length'];
      // Pages are files too; only one of another length is not the one that was asked for.
      return length === undefined || size === undefined ? !/\.x?html?$/i.test(name) : Number(length) !== size;
    },
    meaning: meaningOf,
  },
});
