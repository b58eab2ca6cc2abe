import { endpoint, type Rejection, type TextAnswer } from '../../../core/http/endpoint.ts';
import type { WireBody } from '../../../core/http/transport.ts';
import { path } from '../../../core/http/url.ts';
import type { Dto } from '../dto.ts';
import { DOC, rpc, tokenIn } from '../rpc.ts';
import * as schemas from '../schemas/files.ts';
import { meaningOf } from './files.ts';

/** Some bytes of a file, or an empty folder. */
export interface Piece {
  /** `<upload id>/<path>` */
  filename: string;
  startByte: number;
  endByte: number;
  /** Of these bytes; undefined for a folder. */
  size?: number | undefined;
  body?: WireBody | undefined;
}

interface Stored {
  size?: number;
  /** The answer is a page, and this is what it says. */
  refused?: Rejection;
}

const NO_BYTES: WireBody = { contentType: 'application/octet-stream', length: 0, open: () => '' };

/** Pages of the data store come in place of JSON, with 200. */
function parse(answer: TextAnswer): Stored {
  try {
    return JSON.parse(answer.text) as Stored;
  } catch (error) {
    const isPage =
      /html/i.test(answer.headers['content-type'] ?? '') || answer.text.trimStart().startsWith('<');
    const refused = isPage ? meaningOf(answer) : undefined;
    if (!refused) throw error;
    return { refused };
  }
}

/** The same bytes at the same place: sent again they change nothing. */
export const uploadPiece = endpoint<Piece, unknown, Stored>()({
  name: 'openbis.sessionWorkspace.upload',
  doc: DOC,
  method: 'POST',
  effect: 'replace',
  auth: 'required',
  base: 'store',
  accept: '*/*',
  input: schemas.piece,
  path: () => path`/session_workspace_file_upload`,
  query: ({ filename, startByte, endByte, size }) => ({
    filename,
    id: 1,
    startByte,
    endByte,
    emptyFolder: size === undefined,
  }),
  body: ({ body }) => body ?? NO_BYTES,
  authorise: (authorisation) => ({ query: { sessionID: tokenIn(authorisation) } }),
  parse,
  rejection({ refused, size }: Stored, piece) {
    if (refused) return refused;
    if (piece.size === undefined || size === undefined || size === piece.size) return undefined;
    return { message: `${size} bytes were stored, ${piece.size} were sent`, means: 500 as const };
  },
  output: schemas.pieceStored,
});

/** Makes a dataset of what was uploaded. Nothing of it can be known again by a name: a lost answer is looked up by content. */
export const createUploadedDataset = rpc<Dto, string>()({
  method: 'createUploadedDataSet',
  effect: 'create',
  server: 'store',
  input: schemas.uploadedDataset,
  params: (creation) => [creation],
  output: schemas.permId,
  hint: (status) =>
    status === 404 ? 'Data sets can be uploaded to servers from 20.10.6 on (api-version 3.6).' : undefined,
});
