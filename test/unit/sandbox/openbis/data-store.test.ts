import { crc32 } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../../src/sandbox/index.ts';
import {
  dataSetId,
  experimentId,
  fetched,
  leaf,
  login,
  openbis,
  post,
  rpc,
  sampleId,
  typeId,
  where,
} from './support.ts';

const STORE = '/datastore_server';
const TRANSFER = `${STORE}/file-transfer`;
const uploadPath = (token: string, filename: string, more: Record<string, string> = {}) =>
  `${STORE}/session_workspace_file_upload?${new URLSearchParams({ filename, id: '1', startByte: '0', endByte: '0', emptyFolder: 'False', sessionID: token, ...more })}`;

async function get(lab: Lab, path: string): Promise<{ status: number; type: string; text: string }> {
  const response = await fetch(lab.url + path);
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

const firstSet = (lab: Lab): string => lab.state.openbis.datasets.list()[0]?.permId ?? '';
const filesOf = (id: string) => ({
  '@type': 'dss.dto.datasetfile.search.DataSetFileSearchCriteria',
  criteria: [where('dataSet', [leaf('Code', 'StringEqualTo', id)], { operator: 'OR' })],
});
const files = fetched('dataSetFile');
const creation = (uploadId: string, more: object = {}) => ({
  '@type': 'dss.dto.dataset.create.UploadedDataSetCreation',
  '@id': '1',
  typeId: typeId('RAW_DATA', 'DATA_SET'),
  sampleId: sampleId('/DEMO/BARLEY/EXP1'),
  properties: {},
  parentIds: [],
  uploadId,
  ...more,
});

describe('listing and plain download', () => {
  it('lists folders and files with signed checksums, the data set in full once', async () => {
    const { lab, store } = await openbis();
    const id = firstSet(lab);
    const { result } = await store('searchFiles', filesOf(id), files);
    expect(
      result.objects.map(({ path, directory }: { path: string; directory: boolean }) => [path, directory]),
    ).toEqual([
      ['', true],
      ['original', true],
      ['original/images', true],
      ['original/images/readme.txt', false],
      ['original/images/leaf 1 #a 100%.csv', false],
      ['original/images/größe.txt', false],
      ['original/images/empty.txt', false],
    ]);
    const [root, , , readme] = result.objects;
    expect(root.dataSetPermId.permId).toBe(id);
    expect(readme.dataSetPermId).toBe(root.dataSetPermId['@id']);
    expect(readme).toMatchObject({ fileLength: 24, checksumCRC32: crc32('Ten days without water.\n') | 0 });
    expect(root.dataStore).toMatchObject({ code: 'DSS1', downloadUrl: lab.url });
  });

  it('gives files under awkward names to sessions and access tokens', async () => {
    const { lab, token } = await openbis();
    const path = ['original', 'images', 'leaf 1 #a 100%.csv'].map(encodeURIComponent).join('/');
    for (const session of [token, lab.credentials.openbis.token]) {
      const file = await get(lab, `${STORE}/${firstSet(lab)}/${path}?sessionID=${session}`);
      expect(file.text).toBe('day,area\n1,20.5\n10,12.25\n');
    }
    const folder = await get(lab, `${STORE}/${firstSet(lab)}/original?sessionID=${token}&mode=txt`);
    expect(folder.text).toBe('images\tDIR\n');
  });

  it('says with 200 and a page that it has nothing', async () => {
    const { lab, token } = await openbis();
    const id = firstSet(lab);
    for (const [path, text] of [
      [`${STORE}/${id}/original/images/readme.txt`, '<html><body>Download session expired.</body></html>'],
      [
        `${STORE}/${id}/nope.txt?sessionID=${token}`,
        "<html><body>Resource 'nope.txt' does not exist.</body></html>",
      ],
      [`${STORE}/NOPE/original?sessionID=${token}`, "<html><body>Data set 'NOPE' unknown.</body></html>"],
    ] as const) {
      expect(await get(lab, path)).toEqual({ status: 200, type: 'text/html;charset=UTF-8', text });
    }
    expect((await get(lab, `${STORE}/${id}/nope?sessionID=${token}&mode=txt`)).text).toBe(
      "Resource 'nope' does not exist.",
    );
    const observer = await login(lab, 'observer', 'observer-password');
    expect((await get(lab, `${STORE}/${id}/original/images/readme.txt?sessionID=${observer}`)).text).toMatch(
      /^Ten days/,
    );
  });
});

describe('fast download', () => {
  const transfer = (lab: Lab, method: string, more: Record<string, string> = {}) =>
    fetch(lab.url + TRANSFER, {
      method: 'POST',
      body: JSON.stringify(
        Object.fromEntries(Object.entries({ method, ...more }).map(([key, value]) => [key, [value]])),
      ),
    });

  it.each(['1', '2'])('hands out chunks with their checksums, protocol %s', async (version) => {
    const { lab, token, store } = await openbis();
    const items = ['readme.txt', 'empty.txt'].map((name) => `${firstSet(lab)}/original/images/${name}`);
    const ids = items.map((filePath) => ({
      '@type': 'dss.dto.datasetfile.id.DataSetFilePermId',
      dataSetId: dataSetId(firstSet(lab)),
      filePath,
    }));
    const { result } = await store('createFastDownloadSession', ids, {
      '@type': 'dss.dto.x.Options',
      wishedNumberOfStreams: 2,
    });
    expect(result).toMatchObject({ downloadUrl: lab.url + TRANSFER, fileTransferUserSessionId: token });
    expect(result.files.map(({ filePath }: { filePath: string }) => filePath)).toEqual(items);
    const downloadItemIds = version === '2' ? JSON.stringify(items) : items.join(', ');
    const started: ReturnType<typeof JSON.parse> = await (
      await transfer(lab, 'startDownloadSession', {
        version,
        userSessionId: token,
        downloadItemIds,
        wishedNumberOfStreams: '2',
      })
    ).json();
    expect(started.ranges).toEqual({ [items[0] ?? '']: '0:0', [items[1] ?? '']: '1:1' });
    expect(started.streamIds).toHaveLength(2);
    const { downloadSessionId } = started;
    expect((await transfer(lab, 'queue', { downloadSessionId, ranges: '0:0, 1:1' })).status).toBe(200);
    const chunk = Buffer.from(
      await (
        await transfer(lab, 'download', { downloadSessionId, downloadStreamId: started.streamIds[0] })
      ).arrayBuffer(),
    );
    const head = 21 + chunk.readInt16BE(4) + chunk.readInt16BE(7);
    expect(chunk.readInt32BE(0)).toBe(0);
    expect(chunk.subarray(21 + chunk.readInt16BE(4), head).toString()).toBe('original/images/readme.txt');
    expect(Number(chunk.readBigInt64BE(head))).toBe(crc32(chunk.subarray(0, head)));
    expect(chunk.subarray(head + 8, head + 8 + chunk.readInt32BE(17)).toString()).toBe(
      'Ten days without water.\n',
    );
    const none = Buffer.from(await (await transfer(lab, 'download', { downloadSessionId })).arrayBuffer());
    expect(none.readInt32BE(17)).toBe(0);
    expect((await (await transfer(lab, 'download', { downloadSessionId })).text()).length).toBe(0);
    await transfer(lab, 'finishDownloadSession', { downloadSessionId });
    expect(await (await transfer(lab, 'download', { downloadSessionId })).json()).toMatchObject({
      retriable: false,
    });
    expect(lab.journal.requests({ operation: 'openbis.fileTransfer.download' })).toHaveLength(4);
  });

  it('splits at commas in the first version, whatever the names hold', async () => {
    const { lab, token } = await openbis();
    const reply: ReturnType<typeof JSON.parse> = await (
      await transfer(lab, 'startDownloadSession', {
        userSessionId: token,
        downloadItemIds: `${firstSet(lab)}/a,b.txt`,
      })
    ).json();
    expect(reply.error).toMatch(/could not be found/);
  });
});

describe('uploads', () => {
  it('joins pieces in any order into a data set', async () => {
    const { lab, token, store } = await openbis();
    const put = (startByte: string, body: string) =>
      post(lab, uploadPath(token, 'u1/big.bin', { startByte }), body);
    const [late] = await Promise.all([put('4', 'efgh'), put('0', 'abcd')]);
    expect(late?.body).toMatchObject({
      size: 4,
      status: 'ok',
      startByte: 4,
      filename: 'u1/big.bin',
      emptyFolder: false,
    });
    await post(lab, uploadPath(token, 'u1/none', { emptyFolder: 'True' }), '');
    expect((await store('createUploadedDataSet', creation('u1'))).error?.message).toMatch(
      /should contain just one file or folder but found: 2$/,
    );
    await put('0', 'abcd');
    await post(lab, uploadPath(token, 'u2/dir/a.bin', { startByte: '4' }), 'efgh');
    await post(lab, uploadPath(token, 'u2/dir/a.bin'), 'abcd');
    await post(lab, uploadPath(token, 'u2/dir/none', { emptyFolder: 'true' }), '');
    const { result } = await store('createUploadedDataSet', creation('u2'));
    expect(lab.state.openbis.datasets.get(result.permId)?.files).toEqual([
      { path: 'original/dir/a.bin', size: 8, crc32: crc32('abcdefgh') },
    ]);
    expect((await get(lab, `${STORE}/${result.permId}/original/dir/a.bin?sessionID=${token}`)).text).toBe(
      'abcdefgh',
    );
    expect((await store('createUploadedDataSet', creation('u2'))).error?.message).toBe(
      "No uploaded files found for upload id 'u2'",
    );
  });

  it('makes one data set of an upload, however many ask for it at once', async () => {
    const { lab, token, store } = await openbis();
    const before = lab.state.openbis.datasets.list().length;
    const piece = 'x'.repeat(65_536);
    for (const at of [0, 65_536]) {
      await post(lab, uploadPath(token, 'u1/a.bin', { startByte: String(at) }), piece);
    }
    const asked = await Promise.all([1, 2, 3].map(() => store('createUploadedDataSet', creation('u1'))));
    expect(asked.filter(({ error }) => error === undefined)).toHaveLength(1);
    expect(asked.find(({ error }) => error)?.error?.message).toBe(
      "No uploaded files found for upload id 'u1'",
    );
    expect(lab.state.openbis.datasets.list()).toHaveLength(before + 1);
  });

  it('takes multipart forms for the store share, with or without the path of the file', async () => {
    const { lab, token, store } = await openbis();
    const send = async (uploadID: string, ignoreFilePath: string, name: string) => {
      const form = new FormData();
      form.append('anything', new Blob(['data']), name);
      const query = new URLSearchParams({
        dataSetType: 'RAW_DATA',
        folderPath: '',
        ignoreFilePath,
        uploadID,
        sessionID: token,
      });
      return fetch(`${lab.url}${STORE}/store_share_file_upload?${query}`, { method: 'POST', body: form });
    };
    expect((await send('s1', 'False', '/data/x/reads.txt')).status).toBe(200);
    const { result } = await store('createUploadedDataSet', creation('s1'));
    expect(lab.state.openbis.datasets.get(result.permId)?.files[0]?.path).toBe('original/data/x/reads.txt');
    await send('s2', 'True', '/data/x/a.txt');
    await send('s2', 'True', 'b.txt');
    const second = await store('createUploadedDataSet', creation('s2'));
    expect(lab.state.openbis.datasets.get(second.result.permId)?.files.map(({ path }) => path)).toEqual([
      'original/upload/a.txt',
      'original/upload/b.txt',
    ]);
    expect((await send('s3', 'False', '../../x')).status).toBe(500);
    const query = new URLSearchParams({ dataSetType: 'RAW_DATA', uploadID: 's4', sessionID: token });
    expect((await post(lab, `${STORE}/store_share_file_upload?${query}`, 'no form')).status).toBe(500);
  });

  it.each([
    ['A dataset needs a type.', { typeId: null }],
    ['A dataset needs either a sample or an experiment as an owner.', { sampleId: null }],
    ['Object with SamplePermId = [1-1] has not been found.', { sampleId: sampleId('1-1') }],
  ])('refuses: %s', async (message, more) => {
    const { lab, token, store } = await openbis();
    await post(lab, uploadPath(token, 'u1/a'), 'x');
    expect((await store('createUploadedDataSet', creation('u1', more))).error?.message).toBe(message);
  });

  it('refuses uploads without a session, without a number, and out of their folder', async () => {
    const { lab, token } = await openbis();
    expect((await post(lab, uploadPath('x-1x2', 'u/a'), 'x')).text).toContain('Download session expired.');
    expect((await post(lab, uploadPath(token, 'u/a', { startByte: 'x' }), 'x')).status).toBe(500);
    expect((await post(lab, uploadPath(token, 'u/../../a'), 'x')).status).toBe(500);
  });

  it('registers by the old plugin for API 3.5, files or a zip', async () => {
    const { lab, token } = await openbis({ settings: { 'openbis.api': '3.5' } });
    const zip = Buffer.from(zipSync({ 'run/a.txt': Buffer.from('alpha') }));
    const half = zip.length >> 1;
    for (const [startByte, part] of [
      ['0', zip.subarray(0, half)],
      [String(half), zip.subarray(half)],
    ] as const) {
      await fetch(lab.url + uploadPath(token, 'up.zip', { startByte }), {
        method: 'POST',
        body: new Uint8Array(part),
      });
    }
    const parameters = {
      method: 'insertDataSet',
      sampleIdentifier: '/DEMO/BARLEY/EXP1',
      experimentIdentifier: null,
      dataSetType: 'RAW_DATA',
      fileNames: ['up.zip'],
      isZipDirectoryUpload: true,
      properties: {},
      parentIdentifiers: [],
      permId: null,
    };
    const call = (more: object) =>
      rpc(
        lab,
        'createReportFromAggregationService',
        [token, 'DSS1', 'dataset-uploader-api', { ...parameters, ...more }],
        '/openbis/openbis/rmi-query-v1.json',
      );
    const { rows } = (await call({})).result;
    expect(rows[0][0].value).toBe('OK');
    expect(lab.state.openbis.datasets.get(rows[0][2].value)?.files[0]?.path).toBe(
      'original/DEFAULT/run/a.txt',
    );
    expect((await call({ fileNames: ['nope'] })).result.rows[0][0].value).toBe('Error');
  });
});

it('searches data sets by their owner', async () => {
  const { result } = await openbis();
  const criteria = where('dataSet', [
    where('sample', [leaf('Code', 'StringEqualTo', 'EXP2')]),
    where('experiment', [leaf('Identifier', 'StringEqualTo', '/DEMO/BARLEY/*')]),
  ]);
  const found = await result(
    'searchDataSets',
    criteria,
    fetched('dataSet', { physicalData: {}, experiment: fetched('experiment') }),
  );
  expect(found.objects[0]).toMatchObject({
    kind: 'PHYSICAL',
    physicalData: { status: 'AVAILABLE', size: 54 },
    experiment: { code: 'GREENHOUSE' },
  });
  expect(
    (
      await result(
        'searchExperiments',
        where('experiment', {
          '@type': 'as.dto.common.search.IdSearchCriteria',
          id: experimentId('/DEMO/BARLEY/GREENHOUSE'),
        }),
        {},
      )
    ).totalCount,
  ).toBe(1);
});

it('archives data sets in its own time', async () => {
  const { lab, call, result } = await openbis();
  const id = dataSetId(firstSet(lab));
  const physical = async () =>
    (await result('getDataSets', [id], fetched('dataSet', { physicalData: {} })))[firstSet(lab)].physicalData;
  lab.lifecycle.set('openbis.archiving', { after: { reads: 1 } });
  expect((await call('archiveDataSets', [id], { removeFromDataStore: true })).result).toBeNull();
  expect((await physical()).status).toBe('ARCHIVE_PENDING');
  expect(await physical()).toMatchObject({ status: 'ARCHIVED', presentInArchive: true });
  lab.lifecycle.set('openbis.archiving', { reach: 'ARCHIVED', after: { ms: '1h' } });
  await call('unarchiveDataSets', [id], {});
  lab.clock.advance('1s');
  expect((await physical()).status, 'another end, the usual time').toBe('AVAILABLE');
  lab.lifecycle.set('openbis.archiving', { after: 'immediate' });
  await call('archiveDataSets', [id], { removeFromDataStore: true });
  lab.lifecycle.set('openbis.archiving', { after: { ms: '1h' } });
  await call('unarchiveDataSets', [id], {});
  expect((await physical()).status).toBe('UNARCHIVE_PENDING');
  lab.clock.advance('1h');
  expect((await physical()).status).toBe('AVAILABLE');
  lab.lifecycle.set('openbis.archiving', { reach: 'ARCHIVE_PENDING' });
  await call('archiveDataSets', [id], { removeFromDataStore: true });
  lab.clock.advance('5m');
  expect((await physical()).status).toBe('ARCHIVE_PENDING');
});
