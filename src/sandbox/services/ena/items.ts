import type { EnaArchive } from './archive.ts';
import type { Kind } from './kinds.ts';
import type { StoredObject } from './model.ts';
import type { ReceiptItem } from './receipt.ts';

/** What receipts call the second accession of a type. */
const EXTERNAL: Readonly<Partial<Record<Kind, string>>> = {
  project: 'study',
  study: 'Project',
  sample: 'biosample',
};

/** An object as receipts show it. Only those of an ADD carry the second accession. */
export function itemOf(archive: EnaArchive, object: StoredObject, external: boolean): ReceiptItem {
  const { kind, alias, accession, secondary, holdUntil, released } = object;
  const db = EXTERNAL[kind];
  return {
    kind,
    alias,
    accession,
    // A hold date in the past does not change the word: live receipts say PRIVATE beside one.
    status: object.cancelled ? 'CANCELLED' : isReleased(archive, object) ? 'PUBLIC' : 'PRIVATE',
    ...(holdUntil === null || released !== null ? {} : { holdUntil }),
    ...(external && db !== undefined && secondary !== undefined ? { external: { id: secondary, db } } : {}),
  };
}

function isReleased(archive: EnaArchive, object: StoredObject): boolean {
  if (object.holdUntil !== null) return object.released !== null;
  return archive.isPublic(object);
}
