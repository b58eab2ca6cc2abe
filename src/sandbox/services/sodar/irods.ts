import type { StoredFile } from '../../files.ts';
import type { DataObject, Micros } from './model.ts';
import type { Store } from './store.ts';

/** Collections and data objects, by absolute path. The bytes are on disk. */
export class Irods {
  constructor(private readonly store: Store) {}

  isCollection(path: string): boolean {
    return this.store.collections.get(path) !== undefined;
  }

  object(path: string): DataObject | undefined {
    return this.store.objects.get(path);
  }

  exists(path: string): boolean {
    return this.isCollection(path) || this.object(path) !== undefined;
  }

  /** Makes a collection and those above it. */
  makeCollection(path: string): void {
    const parts = path.split('/').slice(1);
    parts.forEach((_, i) => {
      this.store.collections.put(`/${parts.slice(0, i + 1).join('/')}`);
    });
  }

  put(path: string, file: StoredFile, modified: Micros): void {
    this.store.objects.put({ path, file, modified, summed: false });
  }

  /** Everything below a collection, in order of path. */
  objectsBelow(path: string): DataObject[] {
    return this.store.objects
      .where((object) => object.path.startsWith(`${path}/`))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  collectionsBelow(path: string): string[] {
    return this.store.collections.where((other) => other.startsWith(`${path}/`)).sort();
  }

  /** An object, or a collection with all that is in it. */
  remove(path: string): void {
    this.store.objects.delete(path);
    this.store.collections.delete(path);
    for (const object of this.objectsBelow(path)) this.store.objects.delete(object.path);
    for (const collection of this.collectionsBelow(path)) this.store.collections.delete(collection);
  }

  move(object: DataObject, path: string, modified: Micros): void {
    this.store.objects.delete(object.path);
    this.makeCollection(path.slice(0, path.lastIndexOf('/')));
    this.store.objects.put({ ...object, path, modified, summed: true });
  }
}

/** As the server cleans a path that a caller gives: one slash between the parts, none at the end, none missing at the start. */
export function cleanPath(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;
}
