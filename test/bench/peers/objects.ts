/** Searches openBIS for objects of a type, and makes objects or a table of the answer. */
import { OpenBis, toTable } from 'accession/openbis';
import { compete } from './measure.ts';

interface Settings {
  OPENBIS_URL: string;
  /** Not a session: of these a user has five, and those of pyBIS would be ended by ours. */
  OPENBIS_TOKEN: string;
  /** Of so many objects. */
  count: number;
  makes: 'objects' | 'table' | 'table of all';
}

/** What pyBIS shows when it is asked for nothing else. */
const USUAL = [
  'identifier',
  'permId',
  'type',
  'registrator',
  'registrationDate',
  'modifier',
  'modificationDate',
];

await compete<Settings>(async (settings) => {
  const { OPENBIS_URL: url, OPENBIS_TOKEN: token, count, makes } = settings;
  const openbis = new OpenBis({ url, token });
  return async () => {
    // One answer, as there.
    const found = await openbis.objects.list({ type: 'SHEEP', pageSize: count }).all({ limit: count });
    const rows =
      makes === 'objects' ? found.length : toTable(found, makes === 'table' ? USUAL : undefined).size;
    if (rows !== count) throw new Error(`${rows} instead of ${count}`);
    return { units: count };
  };
});
