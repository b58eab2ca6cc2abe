import type { Ids } from '../../ids.ts';
import type { EntityKind, SampleRow, TableName, Tables } from './model.ts';
import { Table, UndoLog } from './table.ts';

export type StoreState = { readonly [K in TableName]: readonly Tables[K][] };

/** All records of one openBIS. */
export class Store {
  readonly #log = new UndoLog();
  readonly tables: { readonly [K in TableName]: Table<Tables[K]> } = {
    space: new Table(this.#log),
    project: new Table(this.#log, {
      identifier: (row) => [`${row.space}/${row.code}`],
      space: (row) => [row.space],
    }),
    experiment: new Table(this.#log, {
      identifier: (row) => [`${row.project}/${row.code}`],
      project: (row) => [row.project],
      type: (row) => [row.type],
      tag: (row) => row.tags,
    }),
    sample: new Table(this.#log, {
      identifier: (row) => [sampleKey(row)],
      space: (row) => [row.space],
      project: (row) => [row.project],
      experiment: (row) => [row.experiment],
      container: (row) => [row.container],
      parent: (row) => row.parents,
      type: (row) => [row.type],
      tag: (row) => row.tags,
    }),
    dataSet: new Table(this.#log, {
      experiment: (row) => [row.experiment],
      sample: (row) => [row.sample],
      parent: (row) => row.parents,
      container: (row) => row.containers,
      type: (row) => [row.type],
      tag: (row) => row.tags,
    }),
    entityType: new Table(this.#log),
    propertyAssignment: new Table(this.#log, {
      type: (row) => [row.type],
      property: (row) => [row.property],
    }),
    propertyType: new Table(this.#log, { vocabulary: (row) => [row.vocabulary] }),
    vocabulary: new Table(this.#log),
    vocabularyTerm: new Table(this.#log, { vocabulary: (row) => [row.vocabulary] }),
    tag: new Table(this.#log),
    person: new Table(this.#log),
    authorizationGroup: new Table(this.#log, { user: (row) => row.users }),
    roleAssignment: new Table(this.#log, {
      user: (row) => [row.user],
      group: (row) => [row.group],
      space: (row) => [row.space],
    }),
    semanticAnnotation: new Table(this.#log, {
      type: (row) => [row.type],
      property: (row) => [row.property],
      assignment: (row) => [row.assignment],
    }),
    plugin: new Table(this.#log),
    externalDms: new Table(this.#log),
    personalAccessToken: new Table(this.#log, { owner: (row) => [row.owner] }),
    dataStore: new Table(this.#log),
    deletion: new Table(this.#log),
  };

  constructor(private readonly ids: Ids) {}

  transaction<T>(work: () => T): T {
    return this.#log.run(work);
  }

  /** `20240131100000123-17`. As with the real sequences, a number that was given out never comes back. */
  permId(now: number): string {
    const digits = new Date(now).toISOString().replace(/\D/g, '');
    return `${digits}-${this.ids.next('openbis.permId')}`;
  }

  techId(): string {
    return String(this.ids.next('openbis.techId'));
  }

  /** One sequence of codes for each kind. */
  codeNumber(kind: EntityKind): number {
    return this.ids.next(`openbis.code.${kind}`);
  }

  projectIdentifier(id: string): string {
    const row = this.tables.project.raw(id);
    return row ? `/${row.space}/${row.code}` : `[${id}]`;
  }

  experimentIdentifier(id: string): string {
    const row = this.tables.experiment.raw(id);
    return row ? `${this.projectIdentifier(row.project)}/${row.code}` : `[${id}]`;
  }

  sampleIdentifier(row: Pick<SampleRow, 'code' | 'space' | 'project' | 'container'>): string {
    const folder =
      row.project !== null ? this.projectIdentifier(row.project) : row.space === null ? '' : `/${row.space}`;
    return `${folder}/${this.sampleCode(row)}`;
  }

  /** With the code of the container in front. */
  sampleCode(row: Pick<SampleRow, 'code' | 'container'>): string {
    const container = row.container === null ? undefined : this.tables.sample.raw(row.container);
    return container ? `${container.code}:${row.code}` : row.code;
  }

  state(): StoreState {
    const entries = Object.entries(this.tables).map(([name, table]) => [name, table.state()]);
    return Object.fromEntries(entries) as StoreState;
  }

  restore(state: StoreState): void {
    const load = <K extends TableName>(name: K) => this.tables[name].restore(state[name]);
    for (const name of Object.keys(this.tables) as TableName[]) load(name);
  }
}

/** Samples of the same folder and container have different codes. */
export function sampleKey(row: Pick<SampleRow, 'code' | 'space' | 'project' | 'container'>): string {
  return `${row.project ?? row.space ?? ''}/${row.container ?? ''}/${row.code}`;
}
