import type { OpenBisDeletion, OpenBisDeletionQuery } from '../deletion-types.ts';
import * as schemas from '../schemas/deletions.ts';
import { searching } from './read.ts';

/** What lies in the trash. */
export const searchDeletions = searching<OpenBisDeletionQuery, OpenBisDeletion>()({
  method: 'searchDeletions',
  input: schemas.deletionQuery,
  item: schemas.deletion,
  criteria: 'deletion.search.Deletion',
  kind: 'deletion',
  where: () => [],
  order: [],
  key: ({ id }) => id,
});
