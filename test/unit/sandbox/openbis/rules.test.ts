import { describe, expect, it } from 'vitest';
import { listSandboxRules, type SandboxOptions } from '../../../../src/sandbox/index.ts';
import {
  AS,
  changed,
  deletion,
  experimentId,
  fetched,
  leaf,
  listed,
  login,
  openbis,
  operation,
  options,
  post,
  projectId,
  property,
  propertyTypeId,
  rpc,
  sample,
  sampleId,
  spaceId,
  typeId,
  update,
  where,
} from './support.ts';

type Bench = Awaited<ReturnType<typeof openbis>>;
type Provoke = (bench: Bench) => Promise<unknown>;

const STORE = '/datastore_server';
const DAY = 86_400_000;
const specimen = (properties: object) =>
  sample({
    typeId: typeId('SPECIMEN'),
    experimentId: null,
    code: 'S1',
    properties: { $name: 'a', species: 'HOMO_SAPIENS', ...properties },
  });
const creating =
  (more: object): Provoke =>
  ({ call }) =>
    call('createSamples', [sample(more)]);
const value =
  (properties: object): Provoke =>
  ({ call }) =>
    call('createSamples', [specimen(properties)]);
const pat =
  (more: object): Provoke =>
  ({ call, lab }) => {
    const now = lab.clock.now();
    return call('createPersonalAccessTokens', [
      { sessionName: 'x', validFromDate: now, validToDate: now + DAY, ...more },
    ]);
  };
const searching =
  (criterion: object): Provoke =>
  ({ call }) =>
    call('searchSamples', where('sample', [criterion]), fetched('sample'));
const raw =
  (body: string): Provoke =>
  ({ lab }) =>
    post(lab, AS, body);
const steps =
  (action: string, ...items: object[]): Provoke =>
  ({ call }) =>
    call('updateSampleTypes', [
      {
        typeId: typeId('EXPERIMENTAL_STEP'),
        propertyAssignments: {
          actions: [{ '@type': `as.dto.common.update.ListUpdateAction${action}`, items }],
        },
      },
    ]);
const uploading =
  (more: object): Provoke =>
  ({ store }) =>
    store('createUploadedDataSet', {
      typeId: typeId('RAW_DATA'),
      sampleId: sampleId('/DEMO/BARLEY/EXP1'),
      uploadId: 'u',
      ...more,
    });
const visit =
  (path: (bench: Bench) => string, init: RequestInit = {}): Provoke =>
  (bench) =>
    fetch(bench.lab.url + path(bench), init);
const transfer =
  (more: (bench: Bench) => Record<string, string>): Provoke =>
  (bench) =>
    fetch(`${bench.lab.url}${STORE}/file-transfer`, {
      method: 'POST',
      body: JSON.stringify(
        Object.fromEntries(Object.entries(more(bench)).map(([key, item]) => [key, [item]])),
      ),
    });
const dataSet = ({ lab }: Bench): string => lab.state.openbis.datasets.list()[0]?.permId ?? '';
const inWorkspace = ({ token }: Bench, filename: string, startByte = '0'): string =>
  `${STORE}/session_workspace_file_upload?${new URLSearchParams({ filename, id: '1', startByte, endByte: '0', sessionID: token })}`;
const patToken = ({ lab }: Bench): string => lab.credentials.openbis.token;
const term = (code: string) => ({
  '@type': 'as.dto.vocabulary.id.VocabularyTermPermId',
  code,
  vocabularyCode: 'SPECIES',
});

/** How to meet each rule. */
const PROVOKE: Record<string, Provoke> = {
  'rpc.parse': raw('{'),
  'rpc.invalid': raw('{"id":1}'),
  'rpc.method': raw('{"id":1,"method":"x","params":[]}'),
  'rpc.params': raw('{"id":1,"method":"login","params":[]}'),
  'rpc.type': creating({ typeId: { '@type': 'as.dto.unicorn.Unicorn' } }),
  'rpc.no-type': creating({ typeId: { permId: 'SPECIMEN' } }),
  'rpc.enum': ({ call }) => call('createCodes', 'X', 'UNICORN', 1),
  'session.unknown': ({ lab }) => rpc(lab, 'getServerInformation', ['x-1x2']),
  'session.ended': ({ lab, call }) => {
    lab.clock.advance('721m');
    return call('getServerInformation');
  },
  'session.pat-ended': (bench) => {
    bench.lab.clock.advance('31d');
    return rpc(bench.lab, 'getServerInformation', [patToken(bench)]);
  },
  'session.pat-early': async ({ lab, result }) => {
    const validFromDate = lab.clock.now() + DAY;
    const [{ permId }] = await result('createPersonalAccessTokens', {
      sessionName: 'x',
      validFromDate,
      validToDate: validFromDate + DAY,
    });
    return rpc(lab, 'getServerInformation', [permId]);
  },
  'session.pat-unknown': ({ lab }) => rpc(lab, 'getServerInformation', ['$pat-x-1x2']),
  'session.empty': ({ lab }) => rpc(lab, 'getServerInformation', ['']),
  'login.no-user': ({ lab }) => rpc(lab, 'login', [null, 'x']),
  'login.no-password': ({ lab }) => rpc(lab, 'login', ['x', null]),
  'rights.role': async ({ lab }) =>
    rpc(lab, 'createSpaces', [await login(lab, 'observer', 'observer-password'), [{ code: 'X' }]]),
  'rights.object': async ({ lab }) =>
    rpc(lab, 'createProjects', [
      await login(lab, 'observer', 'observer-password'),
      [{ code: 'X', spaceId: spaceId('PRIVATE') }],
    ]),
  'id.unknown': creating({ projectId: projectId('/DEMO/NOPE') }),
  'id.unsupported': creating({ projectId: spaceId('DEMO') }),
  'id.null': creating({ typeId: null }),
  'code.empty': ({ call }) => call('createSpaces', [{ code: ' ' }]),
  'code.not-automatic': creating({ typeId: typeId('UNKNOWN') }),
  'code.given': creating({ code: 'X', autoGeneratedCode: true }),
  'code.characters': creating({ code: 'a/b' }),
  'code.taken': creating({ code: 'EXP1' }),
  'property.mandatory': value({ species: null }),
  'property.unknown': value({ unicorn: 1 }),
  'property.unassigned': value({ notes: 'x' }),
  'property.integer': value({ replicates: 1.5 }),
  'property.real': value({ weight: 'x' }),
  'property.boolean': creating({ properties: { finished_flag: 1 } }),
  'property.date': value({ collected: '2024-02-30' }),
  'property.term': value({ species: 'UNICORN' }),
  'property.link': value({ reference: 'x' }),
  'property.sample': value({ prepared_with: '1-1' }),
  'property.sample-type': async (bench) => {
    const typed = {
      code: 'STEP',
      label: 's',
      description: 's',
      dataType: 'SAMPLE',
      sampleTypeId: typeId('EXPERIMENTAL_STEP', 'SAMPLE'),
    };
    await bench.result('createPropertyTypes', [typed]);
    await steps('Add', { propertyTypeId: propertyTypeId('STEP') })(bench);
    return creating({ properties: { step: '/DEMO/BARLEY/LEAF-1' } })(bench);
  },
  'property.xml': async (bench) => {
    await bench.result('createPropertyTypes', [
      { code: 'XML', label: 's', description: 's', dataType: 'XML' },
    ]);
    await steps('Add', { propertyTypeId: propertyTypeId('XML') })(bench);
    return creating({ properties: { xml: 'no' } })(bench);
  },
  'property.json': async (bench) => {
    await bench.result('createPropertyTypes', [
      { code: 'J', label: 's', description: 's', dataType: 'JSON' },
    ]);
    await steps('Add', { propertyTypeId: propertyTypeId('J') })(bench);
    return creating({ properties: { j: '{' } })(bench);
  },
  'relation.cycle': ({ call }) =>
    call(
      'updateSamples',
      update('/DEMO/BARLEY/EXP1', { parentIds: listed('Add', sampleId('/DEMO/BARLEY/EXP2')) }),
    ),
  'relation.project': creating({ projectId: null }),
  'relation.shared': creating({ spaceId: null }),
  'relation.space': creating({ experimentId: null, spaceId: spaceId('PRIVATE') }),
  'owner.missing': ({ call }) =>
    call('createDataSets', [{ typeId: typeId('RAW_DATA'), dataSetKind: 'LINK', autoGeneratedCode: true }]),
  'dataset.physical': ({ call }) => call('createDataSets', [{ typeId: typeId('RAW_DATA') }]),
  frozen: async ({ call }) => {
    await call('updateSamples', update('/DEMO/BARLEY/EXP1', { freeze: true }));
    return call('updateSamples', update('/DEMO/BARLEY/EXP1', { properties: { notes: 'x' } }));
  },
  'delete.reason': ({ call }) => call('deleteSamples', [sampleId('/DEMO/BARLEY/EXP1')], deletion()),
  'delete.not-empty': ({ call }) => call('deleteSpaces', [spaceId('DEMO')], deletion('x')),
  'delete.in-use': ({ call }) => call('deletePropertyTypes', [propertyTypeId('NOTES')], {}),
  'delete.term': ({ call }) => call('deleteVocabularyTerms', [term('HORDEUM_VULGARE')], {}),
  'delete.disallowed': async (bench) => {
    await bench.call('updateDataSetTypes', [{ typeId: typeId('RAW_DATA'), disallowDeletion: changed(true) }]);
    const id = { '@type': 'as.dto.dataset.id.DataSetPermId', permId: dataSet(bench) };
    return bench.call('deleteDataSets', [id], deletion('x'));
  },
  'assignment.taken': steps('Add', { propertyTypeId: propertyTypeId('NOTES') }),
  'assignment.in-use': steps('Remove', {
    '@type': 'as.dto.property.id.PropertyAssignmentPermId',
    entityTypeId: typeId('EXPERIMENTAL_STEP', 'SAMPLE'),
    propertyTypeId: propertyTypeId('NOTES'),
  }),
  'assignment.initial': steps('Add', { propertyTypeId: propertyTypeId('WEIGHT'), mandatory: true }),
  'pat.off': ({ call }) => call('searchPersonalAccessTokens', {}, {}),
  'pat.by-pat': (bench) => rpc(bench.lab, 'createPersonalAccessTokens', [patToken(bench), []]),
  'pat.name': pat({ sessionName: null }),
  'pat.no-from': pat({ validFromDate: null }),
  'pat.no-to': pat({ validToDate: null }),
  'pat.past': pat({ validToDate: 1 }),
  'pat.order': pat({ validFromDate: 4e12 }),
  'count.zero': ({ call }) => call('createPermIdStrings', -1),
  'search.number': searching(property('Number', 'WEIGHT', 'NumberEqualTo', 'x')),
  'search.date': searching(leaf('RegistrationDate', 'DateEqualTo', 'x')),
  'search.operator': searching(property('String', 'WEIGHT', 'StringContains', '1')),
  'search.unsupported': searching({ '@type': 'as.dto.x.search.UnicornSearchCriteria' }),
  'service.unknown': ({ call }) => call('executeCustomASService', { permId: 'x' }, {}),
  'operation.unsupported': ({ call }) =>
    call('executeOperations', [operation('CreateUnicorns', {})], options(true)),
  'upload.none': uploading({}),
  'upload.many': async (bench) => {
    for (const name of ['a', 'b']) await post(bench.lab, inWorkspace(bench, `u/${name}`), 'x');
    return uploading({})(bench);
  },
  'upload.type': uploading({ typeId: null }),
  'upload.owner': uploading({ sampleId: null }),
  'upload.unknown-id': uploading({ sampleId: null, experimentId: experimentId('/NO/NO/NO') }),
  'upload.parameter': visit((bench) => inWorkspace(bench, 'u/a', 'x'), { method: 'POST' }),
  'upload.path': visit((bench) => inWorkspace(bench, '../a'), { method: 'POST' }),
  'upload.multipart': visit(
    ({ token }) => `${STORE}/store_share_file_upload?dataSetType=X&uploadID=u&sessionID=${token}`,
    { method: 'POST', body: 'x' },
  ),
  'download.session': visit(() => `${STORE}/X/original`),
  'download.data-set': visit(({ token }) => `${STORE}/X/original?sessionID=${token}`),
  'download.path': visit((bench) => `${STORE}/${dataSet(bench)}/x?sessionID=${bench.token}`),
  'transfer.session': transfer(() => ({ method: 'download', downloadSessionId: 'x' })),
  'transfer.user': transfer(() => ({
    method: 'startDownloadSession',
    userSessionId: 'x-1x2',
    downloadItemIds: 'x',
  })),
  'transfer.item': transfer((bench) => ({
    method: 'startDownloadSession',
    userSessionId: bench.token,
    downloadItemIds: `${dataSet(bench)}/x`,
  })),
  'transfer.request': transfer(({ token }) => ({
    method: 'startDownloadSession',
    version: '2',
    userSessionId: token,
    downloadItemIds: '["it"s"]',
  })),
  'http.not-found': visit(() => '/openbis/nowhere'),
  'http.method': visit(() => `${STORE}/store_share_file_upload`, { method: 'PUT' }),
};
const OPTIONS: Record<string, SandboxOptions> = { 'pat.off': { settings: { 'openbis.api': '3.5' } } };

const rules = listSandboxRules()
  .filter(({ service }) => service === 'openbis')
  .map(({ rule }) => rule);

describe('rules of openBIS', () => {
  it('are all provoked here', () => {
    expect(
      Object.keys(PROVOKE)
        .map((id) => `openbis.${id}`)
        .sort(),
    ).toEqual(rules.map(({ id }) => id).sort());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', async (id, rule) => {
    const key = id.replace('openbis.', '');
    const bench = await openbis(OPTIONS[key]);
    await PROVOKE[key]?.(bench);
    const last = bench.lab.journal.requests().at(-1);
    expect([last?.rule, last?.crash, last?.status]).toEqual([id, null, rule.status]);
  });
});
