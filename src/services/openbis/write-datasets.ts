import type { Runner } from '../../core/http/context.ts';
import { type CallOptions, checkCounts } from '../../core/options.ts';
import { checkedAlone, checkedAs } from './checked.ts';
import { datasetCreation } from './creations.ts';
import { atStore } from './data-store.ts';
import type { OpenBisDeleteOptions, OpenBisTrashed } from './deletion-types.ts';
import { downloadFiles } from './download.ts';
import { searchFiles } from './endpoints/files.ts';
import { getDatasets, searchDatasets } from './endpoints/records.ts';
import * as write from './endpoints/write-records.ts';
import type { OpenBisDownload, OpenBisDownloadOptions, OpenBisFile } from './file-types.ts';
import { dataStoreId, datasetId } from './ids.ts';
import { createKeyed } from './keyed.ts';
import { Lookups } from './lookups.ts';
import { getOne } from './one.ts';
import { isOurs, oursOf } from './ours.ts';
import * as schemas from './schemas/write-input.ts';
import { deleteRecords } from './trash.ts';
import { datasetUpdate } from './updates.ts';
import { filesIn, gathered, uploadFiles } from './upload.ts';
import type {
  OpenBisUpload,
  OpenBisUploaded,
  OpenBisUploadOptions,
  OpenBisUploadPlan,
} from './upload-types.ts';
import { valuesFor } from './values-for.ts';
import type {
  NewOpenBisDataset,
  OpenBisCreated,
  OpenBisDatasetChange,
  OpenBisDatasetRef,
} from './write-types.ts';

const BARE = {
  parents: false,
  children: false,
  containers: false,
  components: false,
  linkedData: false,
  properties: false,
  tags: false,
} as const;

export async function createDataset(
  run: Runner,
  given: NewOpenBisDataset,
  call: CallOptions = {},
): Promise<OpenBisCreated> {
  const operation = 'openbis.datasets.create';
  const dataset = checkedAlone(run, operation, schemas.newDataset(), given);
  const lookups = new Lookups(run, operation, call);
  const type = await lookups.type('dataset', dataset.type);
  const values = valuesFor(run, operation, type, dataset.properties, { isNew: true });
  const store = dataStoreId(await lookups.storeCode());
  // Taken first: under a code that we know, it is found again when the answer is lost.
  const code = dataset.code ?? (await run(write.createPermIds, 1, call))[0] ?? '';
  return createKeyed(
    run,
    async () => {
      const creation = datasetCreation({ ...dataset, code }, values, store);
      const [permId = code] = await run(write.createDatasets, [creation], call);
      return { permId, code: permId };
    },
    async (since) => {
      const [found] = await run(getDatasets, { refs: [code], fetch: BARE }, call);
      return found && (await isOurs(run, found, since, call)) ? { permId: found.permId, code } : undefined;
    },
  );
}

export async function updateDataset(
  run: Runner,
  dataset: OpenBisDatasetRef,
  given: OpenBisDatasetChange,
  call: CallOptions = {},
): Promise<void> {
  const operation = 'openbis.datasets.update';
  const change = checkedAs(run, operation, schemas.datasetChange(), given, 'change');
  checkedAs<unknown>(run, operation, schemas.refs.Datasets(), dataset, 'dataset');
  const { properties } = change;
  if (properties === undefined) {
    await run(write.updateDatasets, [datasetUpdate(dataset, change, undefined)], call);
    return;
  }
  const { type } = await getOne(run, getDatasets, dataset, { ...call, fetch: BARE });
  const known = await new Lookups(run, operation, call).type('dataset', type?.code ?? '');
  const values = valuesFor(run, operation, known, properties, { isNew: false, at: 'change' });
  await run(write.updateDatasets, [datasetUpdate(dataset, change, values)], call);
}

export function deleteDatasets(
  run: Runner,
  datasets: OpenBisDatasetRef | readonly OpenBisDatasetRef[],
  reason: string,
  options?: OpenBisDeleteOptions,
): Promise<OpenBisTrashed> {
  return deleteRecords(
    run,
    {
      operation: 'openbis.datasets.delete',
      endpoint: write.deleteDatasets,
      options: 'dataset.delete.DataSet',
      given: datasets,
      kind: 'Datasets',
      id: datasetId,
      trash: true,
      remaining: (refs, call) => run(getDatasets, { refs, fetch: BARE }, call),
    },
    reason,
    options,
  );
}

/** The files of a dataset, and a runner that can fetch them. */
async function filesAt(
  run: Runner,
  dataset: OpenBisDatasetRef,
  call: CallOptions,
): Promise<{ store: Runner; permId: string; files: readonly OpenBisFile[] }> {
  const { permId, dataStore } = await getOne(run, getDatasets, dataset, { ...call, fetch: BARE });
  const store = atStore(run, dataStore ?? { code: 'of this dataset' });
  return { store, permId, files: await store(searchFiles, permId, call) };
}

export async function listFiles(
  run: Runner,
  dataset: OpenBisDatasetRef,
  call: CallOptions = {},
): Promise<OpenBisFile[]> {
  const { files } = await filesAt(run, dataset, call);
  return [...files];
}

export async function downloadDataset(
  run: Runner,
  dataset: OpenBisDatasetRef,
  options: OpenBisDownloadOptions,
): Promise<OpenBisDownload> {
  const asked = checkedAs(run, 'openbis.datasets.download', schemas.downloadOptions(), options, 'options');
  const {
    destination: _a,
    files: _b,
    defaultFolders: _c,
    overwrite: _d,
    concurrency: _e,
    onProgress: _f,
    ...call
  } = asked;
  const { store, permId, files } = await filesAt(run, dataset, call);
  return downloadFiles(store, permId, files, asked);
}

/** All that can be known of an upload before the first byte. */
async function prepared(run: Runner, operation: string, upload: OpenBisUpload, call: CallOptions) {
  // Files first: what cannot be read is known without asking anybody.
  const files = await gathered(run, upload);
  const lookups = new Lookups(run, operation, call);
  const type = await lookups.type('dataset', upload.type);
  const properties = valuesFor(run, operation, type, upload.properties, { isNew: true });
  return { files, lookups, properties };
}

export async function checkUpload(
  run: Runner,
  given: OpenBisUpload,
  call: CallOptions = {},
): Promise<OpenBisUploadPlan> {
  const operation = 'openbis.datasets.checkUpload';
  const upload = checkedAs(run, operation, schemas.upload(), given);
  const files = filesIn((await prepared(run, operation, upload, call)).files);
  return { files, size: files.reduce((sum, { size }) => sum + size, 0) };
}

export async function uploadDataset(
  run: Runner,
  given: OpenBisUpload,
  options: OpenBisUploadOptions = {},
): Promise<OpenBisUploaded> {
  const operation = 'openbis.datasets.upload';
  const upload = checkedAs(run, operation, schemas.upload(), given);
  const { concurrency = 4, reconcileForMs = 0, findExisting: _f, onProgress: _p, ...call } = options;
  const issues = [
    ...checkCounts({ concurrency }),
    ...(reconcileForMs >= 0
      ? []
      : [{ path: 'options.reconcileForMs', message: 'must be a number of milliseconds' }]),
  ];
  if (issues.length > 0) throw run.inputError(operation, issues);
  const { files, lookups, properties } = await prepared(run, operation, upload, call);
  const store = await lookups.store();
  const { object, collection } = upload;
  return uploadFiles(
    run,
    upload,
    files,
    {
      store,
      properties,
      async candidates(since, how) {
        const query = {
          type: upload.type,
          ...(object !== undefined ? { object } : collection !== undefined && { collection }),
          registered: { from: new Date(since) },
          fetch: BARE,
        };
        const found = await run.pages(searchDatasets, query, how).all({ limit: Number.POSITIVE_INFINITY });
        // To a collection belong, for openBIS, also the datasets of its objects: these are another owner's.
        const own = found.filter((one) => object !== undefined || !one.sample);
        return (await oursOf(run, own, since, how)).map(({ permId, physicalData }) => ({
          permId,
          size: physicalData?.size ?? undefined,
        }));
      },
      discard: async (permId, how) => {
        await deleteDatasets(run, permId, 'The upload of its files was not complete.', how);
      },
    },
    options,
  );
}
