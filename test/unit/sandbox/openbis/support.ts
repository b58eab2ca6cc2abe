import type { Lab, SandboxOptions } from '../../../../src/sandbox/index.ts';
import { start } from '../support.ts';

// Tests look freely into answers.
type Loose = ReturnType<typeof JSON.parse>;

export interface RpcReply {
  status: number;
  text: string;
  type: string;
  body: Loose;
  result: Loose;
  error: { code: number; message: string; data?: { exceptionTypeName: string } } | undefined;
}

export const AS = '/openbis/openbis/rmi-application-server-v3.json';
export const DSS = '/datastore_server/rmi-data-store-server-v3.json';

export async function post(lab: Lab, path: string, body: string): Promise<RpcReply> {
  const response = await fetch(lab.url + path, { method: 'POST', body });
  const text = await response.text();
  let parsed: Loose;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  return {
    status: response.status,
    text,
    type: response.headers.get('content-type') ?? '',
    body: parsed,
    result: parsed?.result,
    error: parsed?.error,
  };
}

export const rpc = (lab: Lab, method: string, params: unknown[], path = AS): Promise<RpcReply> =>
  post(lab, path, JSON.stringify({ jsonrpc: '2.0', id: '2', method, params }));

export async function login(lab: Lab, user = 'admin', password = 'openbis-password'): Promise<string> {
  const { result } = await rpc(lab, 'login', [user, password]);
  if (typeof result !== 'string') throw new Error('no login');
  return result;
}

/** A sandbox with a session, and the calls most tests need. */
export async function openbis(options: SandboxOptions = {}, user?: [string, string]) {
  const lab = await start(options);
  const token = await login(lab, ...(user ?? []));
  const call = (method: string, ...params: unknown[]) => rpc(lab, method, [token, ...params]);
  const result = async (method: string, ...params: unknown[]): Promise<Loose> => {
    const reply = await call(method, ...params);
    if (reply.error) throw new Error(reply.error.message);
    return reply.result;
  };
  const refusal = async (method: string, ...params: unknown[]): Promise<string> =>
    (await call(method, ...params)).error?.message ?? 'accepted';
  const store = (method: string, ...params: unknown[]) => rpc(lab, method, [token, ...params], DSS);
  const create = async (...creations: object[]): Promise<string[]> =>
    (await result('createSamples', creations.map(sample))).map(({ permId }: { permId: string }) => permId);
  const get = async (id: string, parts: Record<string, object> = {}): Promise<Loose> =>
    (await result('getSamples', [sampleId(id)], fetched('sample', parts)))[id];
  const find = async (...criteria: object[]): Promise<string[]> => {
    const found = await result('searchSamples', where('sample', criteria), fetched('sample'));
    return found.objects.map(({ code }: { code: string }) => code);
  };
  return { lab, token, call, result, refusal, store, create, get, find };
}

const PACKS: Record<string, string> = {
  dataSet: 'dataset',
  sampleType: 'sample',
  personalAccessToken: 'pat',
  roleAssignment: 'roleassignment',
  vocabularyTerm: 'vocabulary',
  propertyType: 'property',
};
const pack = (entity: string) => PACKS[entity] ?? entity;
const title = (entity: string) => entity.charAt(0).toUpperCase() + entity.slice(1);

export const fetched = (entity: string, parts: Record<string, unknown> = {}) => ({
  '@type': `as.dto.${pack(entity)}.fetchoptions.${title(entity)}FetchOptions`,
  ...parts,
});
export const where = (entity: string, criteria: unknown = [], more: object = {}) => ({
  '@type': `as.dto.${pack(entity)}.search.${title(entity)}SearchCriteria`,
  operator: 'AND',
  criteria,
  ...more,
});
export const leaf = (name: string, operator: string, value: unknown, more: object = {}) => ({
  '@type': `as.dto.common.search.${name}SearchCriteria`,
  fieldValue: { '@type': `as.dto.common.search.${operator}Value`, value },
  ...more,
});
export const property = (kind: string, code: string, operator: string, value: unknown) =>
  leaf(`${kind}Property`, operator, value, { fieldName: code, fieldType: 'PROPERTY' });

export const sampleId = (id: string) =>
  id.startsWith('/')
    ? { '@type': 'as.dto.sample.id.SampleIdentifier', identifier: id }
    : { '@type': 'as.dto.sample.id.SamplePermId', permId: id };
export const spaceId = (permId: string) => ({ '@type': 'as.dto.space.id.SpacePermId', permId });
export const projectId = (identifier: string) => ({
  '@type': 'as.dto.project.id.ProjectIdentifier',
  identifier,
});
export const experimentId = (identifier: string) => ({
  '@type': 'as.dto.experiment.id.ExperimentIdentifier',
  identifier,
});
export const dataSetId = (permId: string) => ({ '@type': 'as.dto.dataset.id.DataSetPermId', permId });
export const typeId = (permId: string, entityKind?: string) => ({
  '@type': 'as.dto.entitytype.id.EntityTypePermId',
  permId,
  ...(entityKind ? { entityKind } : {}),
});
export const propertyTypeId = (permId: string) => ({
  '@type': 'as.dto.property.id.PropertyTypePermId',
  permId,
});
export const creationId = (id: string) => ({ '@type': 'as.dto.common.id.CreationId', creationId: id });
export const changed = (value: unknown) => ({
  '@type': 'as.dto.common.update.FieldUpdateValue',
  isModified: true,
  value,
});
export const listed = (action: 'Add' | 'Remove' | 'Set', ...items: unknown[]) => ({
  '@type': 'as.dto.common.update.IdListUpdateValue',
  actions: [{ '@type': `as.dto.common.update.ListUpdateAction${action}`, items }],
});

/** A step in the demo project, unless told otherwise. */
export const sample = (more: object = {}) => ({
  '@type': 'as.dto.sample.create.SampleCreation',
  typeId: typeId('EXPERIMENTAL_STEP', 'SAMPLE'),
  spaceId: spaceId('DEMO'),
  projectId: projectId('/DEMO/BARLEY'),
  experimentId: experimentId('/DEMO/BARLEY/GREENHOUSE'),
  ...more,
});
export const update = (id: string, more: object) => [
  { '@type': 'as.dto.sample.update.SampleUpdate', sampleId: sampleId(id), ...more },
];
export const deletion = (reason?: string) => ({
  '@type': 'as.dto.sample.delete.SampleDeletionOptions',
  reason,
});
export const operation = (name: string, members: object) => ({
  '@type': `as.dto.x.${name}Operation`,
  ...members,
});
export const options = (executeInOrder: boolean) => ({
  '@type': 'as.dto.operation.SynchronousOperationExecutionOptions',
  executeInOrder,
});
