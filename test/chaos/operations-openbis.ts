import { type CallOptions, OpenBis } from 'accession';
import { writingOf } from './operations-openbis-write.ts';
import type { Operation, ServiceOperations } from './operations-shared.ts';

const PATH = '/DEMO/BARLEY/EXP1';
const PERM_ID = '20240101120000123-4';
const read = {
  permId: PERM_ID,
  code: 'X',
  type: { code: 'T' },
  properties: { $NAME: 'X' },
};

interface Listed {
  pages(): AsyncIterable<{ items: unknown[] }>;
}

/** The beginning of a list: a server may give pages for ever. */
async function begin(list: Listed): Promise<unknown[]> {
  const items: unknown[] = [];
  let pages = 0;
  for await (const page of list.pages()) {
    items.push(...page.items);
    pages += 1;
    if (pages === 4) break;
  }
  return items;
}

interface Readable {
  list(query: object, options: CallOptions): Listed;
  get(name: string, options: CallOptions): Promise<object>;
  exists(name: string, options: CallOptions): Promise<unknown>;
}

const reading = (noun: string, part: Readable, name: string): Record<string, Operation> => ({
  [`${noun}.list`]: (word, options) => begin(part.list({ code: word }, options)),
  [`${noun}.get`]: (_, options) => part.get(name, options),
  [`${noun}.exists`]: (_, options) => part.exists(name, options),
});

interface Records extends Readable {
  getMany(names: string[], options: CallOptions): Promise<unknown>;
}

const records = (noun: string, part: Records, name: string): Record<string, Operation> => ({
  ...reading(noun, part, name),
  [`${noun}.getMany`]: (word, options) => part.getMany([name, `/DEMO/${word}`], options),
});

/** All that reads. */
const readingOf = (client: OpenBis): Record<string, Operation> => {
  const { objects, datasets, persons, tags, personalAccessTokens: tokens } = client;
  return {
    ...records('spaces', client.spaces as never, 'DEMO'),
    ...records('projects', client.projects, '/DEMO/BARLEY'),
    ...records('collections', client.collections, '/DEMO/BARLEY/GREENHOUSE'),
    ...records('objects', objects, PATH),
    ...records('datasets', datasets as never, PERM_ID),
    'objects.parents': (word, options) => begin(objects.parents(PATH, { text: word || 'a' }, options)),
    'objects.children': (_, options) => begin(objects.children(PATH, {}, options)),
    'objects.components': (_, options) => begin(objects.components(PATH, {}, options)),
    'objects.datasets': (_, options) => begin(objects.datasets(PATH, {}, options)),
    'objects.ancestors': (_, options) => objects.ancestors(PATH, options),
    'objects.descendants': (_, options) => objects.descendants(PATH, options),
    'objects.values': (word, options) =>
      objects.values({ ...read, identifier: PATH, properties: { $NAME: word } }, options),
    'datasets.parents': (_, options) => begin(datasets.parents(PERM_ID, {}, options)),
    'datasets.children': (_, options) => begin(datasets.children(PERM_ID, {}, options)),
    'datasets.components': (_, options) => begin(datasets.components(PERM_ID, {}, options)),
    'datasets.values': (_, options) => datasets.values(read, options),
    ...reading('objectTypes', client.objectTypes, 'T'),
    'objectTypes.propertyAssignments': (_, options) => client.objectTypes.propertyAssignments('T', options),
    ...reading('collectionTypes', client.collectionTypes, 'T'),
    'collectionTypes.propertyAssignments': (_, options) =>
      client.collectionTypes.propertyAssignments('T', options),
    ...reading('datasetTypes', client.datasetTypes, 'T'),
    'datasetTypes.propertyAssignments': (_, options) => client.datasetTypes.propertyAssignments('T', options),
    ...reading('propertyTypes', client.propertyTypes, '$NAME'),
    ...reading('vocabularies', client.vocabularies, 'SPECIES'),
    'vocabularies.terms': (word, options) =>
      begin(client.vocabularies.terms('SPECIES', { code: word || 'A' }, options)),
    ...reading('tags', tags, 'SEEN'),
    ...reading('groups', client.groups, 'ALL'),
    'persons.list': (word, options) => begin(persons.list({ lastName: word || 'A' }, options)),
    'persons.get': (_, options) => persons.get('ada', options),
    'persons.exists': (_, options) => persons.exists('ada', options),
    'roleAssignments.list': (word, options) =>
      begin(client.roleAssignments.list({ user: word || 'a' }, options)),
    'plugins.list': (_, options) => begin(client.plugins.list({}, options)),
    'semanticAnnotations.list': (_, options) => begin(client.semanticAnnotations.list({}, options)),
    'dataStores.list': (_, options) => begin(client.dataStores.list({}, options)),
    'personalAccessTokens.list': (word, options) => tokens.list({ sessionName: word || 'a' }, options),
    'personalAccessTokens.get': (_, options) => tokens.get('$pat-a-1x2', options),
    'personalAccessTokens.create': (word, options) => tokens.create({ sessionName: word || 'a' }, options),
    'personalAccessTokens.getOrCreate': (word, options) => tokens.getOrCreate(word || 'a', options),
    'personalAccessTokens.delete': (_, options) => tokens.delete('$pat-a-1x2', options),
  };
};

export const openbis: ServiceOperations = {
  service: 'openbis',
  simplest: 'spaces.get',
  open(options) {
    const client = new OpenBis(options);
    return {
      client,
      close: () => client.close(),
      operations: {
        login: (_, { signal }) => client.login({ ...(signal && { signal }) }),
        logout: (_, options) => client.logout(options),
        isSessionActive: (_, options) => client.isSessionActive(options),
        sessionInformation: (_, options) => client.sessionInformation(options),
        serverInformation: (_, options) => client.serverInformation(options),
        serverPublicInformation: (_, options) => client.serverPublicInformation(options),
        ...readingOf(client),
        ...writingOf(client),
      },
    };
  },
};
