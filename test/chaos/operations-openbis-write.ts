import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOptions, OpenBis } from 'accession';
import type { Operation } from './operations-shared.ts';

const PATH = '/DEMO/BARLEY/EXP1';
const COLLECTION = '/DEMO/BARLEY/GREENHOUSE';
const PERM_ID = '20240101120000123-4';
const WHY = 'made by mistake';
const code = (word: string): string => word.replace(/[^A-Za-z0-9]/g, '').slice(0, 40) || 'X';

interface Writable {
  create(item: never, options: CallOptions): Promise<unknown>;
  update(code: string, change: never, options: CallOptions): Promise<unknown>;
  delete(codes: string, reason: string, options: CallOptions): Promise<unknown>;
}

const writing = (noun: string, part: Writable, item: object = {}): Record<string, Operation> => ({
  [`${noun}.create`]: (word, options) =>
    part.create({ code: code(word), description: word, ...item } as never, options),
  [`${noun}.update`]: (word, options) => part.update('T', { description: word } as never, options),
  [`${noun}.delete`]: (word, options) => part.delete('T', word || WHY, options),
});

interface Typed {
  assign(type: string, assignment: { property: string }, options: CallOptions): Promise<unknown>;
  unassign(type: string, property: string, options: CallOptions): Promise<unknown>;
}

const assigning = (noun: string, part: Typed): Record<string, Operation> => ({
  [`${noun}.assign`]: (word, options) => part.assign('T', { property: code(word) }, options),
  [`${noun}.unassign`]: (word, options) => part.unassign('T', code(word), options),
});

let folder: string | undefined;
/** A folder that goes with the machine's other temporary ones. */
function somewhere(): string {
  if (folder === undefined || !existsSync(folder))
    folder = mkdtempSync(join(tmpdir(), 'accession-operations-'));
  return folder;
}

/** All that writes, and files. */
export const writingOf = (client: OpenBis): Record<string, Operation> => {
  const { spaces, projects, collections, objects, datasets, deletions, vocabularies } = client;
  const { tags, semanticAnnotations, roleAssignments } = client;
  const made = (word: string) => ({ type: 'T', code: code(word), project: '/DEMO/BARLEY', properties: {} });
  const annotation = (word: string) => ({
    predicateOntologyId: word,
    predicateOntologyVersion: '1',
    predicateAccessionId: 'a',
    descriptorOntologyId: 'b',
    descriptorOntologyVersion: '2',
    descriptorAccessionId: 'c',
  });
  return {
    'spaces.create': (word, options) => spaces.create({ code: code(word), description: word }, options),
    'spaces.getOrCreate': (word, options) => spaces.getOrCreate({ code: code(word) }, options),
    'spaces.update': (word, options) => spaces.update('DEMO', { description: word }, options),
    'spaces.delete': (word, options) => spaces.delete('DEMO', word || WHY, options),
    'projects.create': (word, options) => projects.create({ space: 'DEMO', code: code(word) }, options),
    'projects.getOrCreate': (word, options) =>
      projects.getOrCreate({ space: 'DEMO', code: code(word) }, options),
    'projects.update': (word, options) => projects.update('/DEMO/BARLEY', { description: word }, options),
    'projects.delete': (word, options) => projects.delete('/DEMO/BARLEY', word || WHY, options),
    'collections.create': (word, options) => collections.create(made(word), options),
    'collections.getOrCreate': (word, options) => collections.getOrCreate(made(word), options),
    'collections.update': (word, options) =>
      collections.update(COLLECTION, { tags: { add: [word || 'T'] } }, options),
    'collections.delete': (word, options) => collections.delete(COLLECTION, word || WHY, options),
    'objects.create': (word, options) => objects.create(made(word), options),
    'objects.getOrCreate': (word, options) => objects.getOrCreate(made(word), options),
    'objects.createMany': (word, options, journal) =>
      objects
        .createMany([made(word), made(`${code(word)}2`)], { ...options, journal, reconcileForMs: 0 })
        .done({ orThrow: true }),
    'objects.update': (word, options) =>
      objects.update(PATH, { collection: PERM_ID, tags: { add: [word || 'T'] } }, options),
    'objects.delete': (word, options) => objects.delete([PATH, PERM_ID], word || WHY, options),
    'datasets.create': (word, options) =>
      datasets.create({ type: 'T', object: PATH, tags: [word || 'T'] }, options),
    'datasets.update': (word, options) => datasets.update(PERM_ID, { tags: { add: [word || 'T'] } }, options),
    'datasets.delete': (word, options) =>
      datasets.delete(PERM_ID, word || WHY, { ...options, permanently: true }),
    'datasets.files': (_, options) => datasets.files(PERM_ID, options),
    'datasets.fileTree': (_, options) => datasets.fileTree(PERM_ID, options),
    'datasets.download': (_, options) =>
      datasets.download(PERM_ID, { ...options, destination: somewhere(), overwrite: true }),
    'datasets.checkUpload': (word, options) =>
      datasets.checkUpload(
        { type: 'T', object: PATH, files: { name: 'a', source: Buffer.from(word) } },
        options,
      ),
    'datasets.upload': (word, options) =>
      datasets.upload(
        { type: 'T', object: PATH, files: { name: 'a.txt', source: Buffer.from(word) } },
        { ...options, reconcileForMs: 0 },
      ),
    'deletions.list': async (_, options) => {
      const items: unknown[] = [];
      for await (const page of deletions.list({}, options).pages()) {
        items.push(page.items);
        if (items.length === 4) break;
      }
      return items;
    },
    'deletions.revert': (_, options) => deletions.revert('7', options),
    'deletions.confirm': (_, options) => deletions.confirm('7', options),
    'operations.execute': (word, options) =>
      client.operations.execute([{ createSpaces: [{ code: code(word), description: word }] }], options),
    'codes.create': (word, options) => client.codes.create({ prefix: word }, options),
    'codes.createPermIds': (_, options) => client.codes.createPermIds(2, options),
    'customServices.execute': (word, options) =>
      client.customServices.execute('as-eln-lims-api', { method: word }, options),
    ...writing('objectTypes', client.objectTypes),
    ...writing('collectionTypes', client.collectionTypes),
    ...writing('datasetTypes', client.datasetTypes),
    ...assigning('objectTypes', client.objectTypes),
    ...assigning('collectionTypes', client.collectionTypes),
    ...assigning('datasetTypes', client.datasetTypes),
    ...writing('propertyTypes', client.propertyTypes, { label: 'P', dataType: 'REAL', description: 'd' }),
    ...writing('vocabularies', vocabularies),
    'vocabularies.createTerms': (word, options) =>
      vocabularies.createTerms('SPECIES', [{ code: code(word), label: word }], options),
    'vocabularies.updateTerm': (word, options) =>
      vocabularies.updateTerm({ code: 'A', vocabulary: 'SPECIES' }, { label: word }, options),
    'vocabularies.deleteTerms': (word, options) =>
      vocabularies.deleteTerms(
        [
          { code: 'A', vocabulary: 'SPECIES' },
          { code: 'B', vocabulary: 'SPECIES' },
        ],
        word || WHY,
        options,
      ),
    'tags.create': (word, options) => tags.create({ code: code(word), description: word }, options),
    'tags.update': (word, options) => tags.update('SEEN', { description: word }, options),
    'tags.delete': (word, options) => tags.delete('SEEN', word || WHY, options),
    'semanticAnnotations.create': (word, options) =>
      semanticAnnotations.create({ objectType: 'T', ...annotation(word) }, options),
    'semanticAnnotations.update': (word, options) =>
      semanticAnnotations.update(PERM_ID, { descriptorAccessionId: word }, options),
    'semanticAnnotations.delete': (word, options) =>
      semanticAnnotations.delete(PERM_ID, word || WHY, options),
    'roleAssignments.create': (word, options) =>
      roleAssignments.create({ user: word || 'ada', role: 'USER', space: 'DEMO' }, options),
    'roleAssignments.delete': (word, options) => roleAssignments.delete('7', word || WHY, options),
  };
};
