import type { Kind } from './kind.ts';
import { dataSet, experiment, project, sample, space } from './kinds-entities.ts';
import {
  authorizationGroup,
  dataStore,
  deletion,
  entityType,
  externalDms,
  person,
  personalAccessToken,
  plugin,
  propertyAssignment,
  propertyType,
  roleAssignment,
  semanticAnnotation,
  tag,
  vocabulary,
  vocabularyTerm,
} from './kinds-master.ts';
import type { TableName, Tables } from './model.ts';

export type Kinds = { readonly [K in TableName]: Kind<Tables[K]> };

/** How every record looks on the wire. `url`: where the data store is. */
export function allKinds(url: () => string): Kinds {
  return {
    space,
    project,
    experiment,
    sample,
    dataSet,
    entityType,
    propertyAssignment,
    propertyType,
    vocabulary,
    vocabularyTerm,
    tag,
    person,
    authorizationGroup,
    roleAssignment,
    semanticAnnotation,
    plugin,
    externalDms,
    personalAccessToken,
    dataStore: dataStore(url),
    deletion,
  };
}
