import { sessionNameIs } from '../criteria.ts';
import { dto } from '../dto.ts';
import type { NewOpenBisToken, OpenBisTokenQuery, OpenBisTokenRecord } from '../pat-types.ts';
import { rpc } from '../rpc.ts';
import * as common from '../schemas/common.ts';
import * as schemas from '../schemas/pats.ts';
import { reading, searching } from './read.ts';

export const DOC =
  'https://openbis.readthedocs.io/en/latest/software-developer-documentation/apis/personal-access-tokens.html';

const tokenId = (permId: string) => dto('as.dto.pat.id.PersonalAccessTokenPermId', { permId });

export const createTokens = rpc<Required<NewOpenBisToken>, string, string[]>()({
  method: 'createPersonalAccessTokens',
  doc: DOC,
  effect: 'create',
  input: schemas.newToken,
  params: (creation) => [[dto('as.dto.pat.create.PersonalAccessTokenCreation', creation)]],
  output: common.ids,
  result: ([permId = '']) => permId,
  answerIsSecret: true,
});

export const getTokens = reading<string, OpenBisTokenRecord>()({
  method: 'getPersonalAccessTokens',
  item: schemas.pat,
  kind: 'pat',
  ref: schemas.tokenRef,
  id: tokenId,
  fetchable: false,
  secret: true,
});

export const searchTokens = searching<OpenBisTokenQuery, OpenBisTokenRecord>()({
  method: 'searchPersonalAccessTokens',
  input: schemas.tokenQuery,
  item: schemas.pat,
  criteria: 'pat.search.PersonalAccessToken',
  kind: 'pat',
  where: ({ sessionName }) => (sessionName === undefined ? [] : [sessionNameIs(sessionName)]),
  order: [],
  key: ({ permId }) => permId,
  secret: true,
});

export const deleteTokens = rpc<readonly string[], null>()({
  method: 'deletePersonalAccessTokens',
  doc: DOC,
  effect: 'delete',
  input: schemas.tokens,
  params: (permIds) => [
    permIds.map(tokenId),
    dto('as.dto.pat.delete.PersonalAccessTokenDeletionOptions', { reason: 'no longer needed' }),
  ],
  output: common.nothing,
});
