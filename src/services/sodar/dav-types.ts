/** Something in a WebDAV collection. */
export interface SodarDavEntry {
  /** Whole path in iRODS. */
  path: string;
  /** The last part of it. */
  name: string;
  collection: boolean;
  /** Bytes; absent for collections. */
  size?: number;
  /** As the server writes it: `Mon, 12 Jan 2026 09:00:00 GMT`. */
  modified?: string;
}
