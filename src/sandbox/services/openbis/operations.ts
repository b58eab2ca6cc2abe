import { idText } from './ids.ts';
import { METHODS, type Method } from './methods.ts';
import { className, type Obj, objectsOf } from './params.ts';
import { refuse } from './rules.ts';
import { Dto, echoed, Pairs, type Wire } from './wire.ts';
import type { Work } from './work.ts';

/** Members of an operation, by the first word of its name, in the order of the method's parameters. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  create: ['creations'],
  update: ['updates'],
  delete: ['objectIds', 'options'],
  get: ['objectIds', 'fetchOptions'],
  search: ['criteria', 'fetchOptions'],
  confirm: ['deletionIds'],
  revert: ['deletionIds'],
  execute: ['serviceId', 'options'],
  archive: ['dataSetIds', 'options'],
  unarchive: ['dataSetIds', 'options'],
  lock: ['dataSetIds', 'options'],
  unlock: ['dataSetIds', 'options'],
};
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  createPermIdStrings: ['count'],
  createCodes: ['prefix', 'entityKind', 'count'],
  getRights: ['objectIds', 'fetchOptions'],
};

/** Without executeInOrder the order of the list does not matter: this one does. */
const PHASES = ['delete', 'create', 'update', 'get', 'search'];
const CREATE_ORDER = [
  'Vocabularies',
  'VocabularyTerms',
  'Plugins',
  'PropertyTypes',
  'ExperimentTypes',
  'SampleTypes',
  'DataSetTypes',
  'Spaces',
  'Projects',
  'Experiments',
  'Samples',
  'DataSets',
];

interface Planned {
  readonly at: number;
  readonly type: string;
  readonly name: string;
  readonly verb: string;
  readonly method: Method;
  readonly args: readonly unknown[];
}

/** Carries out a list of operations as one transaction, and answers in the order of the list. */
export function executeOperations(work: Work, operations: unknown, options: Obj): Wire {
  if (className(options) === 'AsynchronousOperationExecutionOptions') {
    throw refuse('operation.unsupported', { type: String(options['@type']) });
  }
  const planned = objectsOf(operations).map(plan);
  const order =
    options.executeInOrder === true ? planned : [...planned].sort((a, b) => rank(a) - rank(b) || a.at - b.at);
  const results: Wire[] = planned.map(() => null);
  for (const operation of order) {
    results[operation.at] = resultOf(operation, operation.method.run(work, operation.args, work.writer()));
  }
  return new Dto('as.dto.operation.SynchronousOperationExecutionResults', { results });
}

function plan(operation: Obj, at: number): Planned {
  const type = String(operation['@type'] ?? '');
  const simple = className(operation).replace(/Operation$/, '');
  const name = simple.charAt(0).toLowerCase() + simple.slice(1);
  const verb = /^[a-z]+/.exec(name)?.[0] ?? '';
  const method = METHODS.get(name);
  const members = SPECIAL[name] ?? MEMBERS[verb];
  if (!method || !members || !className(operation).endsWith('Operation')) {
    throw refuse('operation.unsupported', { type });
  }
  return { at, type, name, verb, method, args: members.map((member) => operation[member]) };
}

function rank({ name, verb }: Planned): number {
  const phase = PHASES.indexOf(verb);
  const position = CREATE_ORDER.indexOf(name.replace(/^create/, ''));
  // Codes and ids that are made belong to no phase of their own; tags and the like come after what they hang on.
  const inside = verb === 'create' ? (position < 0 ? CREATE_ORDER.length : position) : 0;
  return (phase < 0 ? PHASES.length : phase) * 100 + inside;
}

function resultOf({ type, name, verb, args }: Planned, value: Wire): Dto {
  const answer = (fields: Record<string, Wire>): Dto => new Dto(`${type}Result`, fields);
  if (name === 'createPermIdStrings') return answer({ permIds: value });
  if (name === 'createCodes') return answer({ codes: value });
  switch (verb) {
    case 'create':
    case 'update':
      return answer({ objectIds: value });
    case 'get': {
      const found = new Map(value instanceof Pairs ? value.entries : []);
      const asked = new Map(objectsOf(args[0]).map((id) => [idText(id), id]));
      const keys = [...asked.keys()].filter((key) => found.has(key));
      const ids = keys.map((key) => echoed(asked.get(key)));
      return answer({ ids, objects: keys.map((key) => found.get(key)) });
    }
    case 'search':
      return answer({ searchResult: value });
    case 'delete':
      return answer(value === null ? {} : { deletionId: value });
    case 'execute':
      return answer({ result: value });
    default:
      return answer({});
  }
}
