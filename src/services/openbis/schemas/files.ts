import * as z from 'zod';
import type { WireBody } from '../../../core/http/transport.ts';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { OpenBisFile } from '../file-types.ts';
import { found } from './common.ts';

const file = lazy(() =>
  schemaOf<OpenBisFile>()(
    z.looseObject({
      path: z.string(),
      directory: z.boolean(),
      fileLength: z.number().nullish(),
      checksumCRC32: z.number().nullish(),
      checksum: z.string().nullish(),
      checksumType: z.string().nullish(),
      dataSetPermId: z.string().nullish(),
      dataStore: z.looseObject({ code: z.string(), downloadUrl: z.string().nullish() }).nullish(),
    }),
  ),
);

export const files = lazy(() => found(file()));

export const datasetPermId = lazy(() => z.string().min(1, 'must be the permId of a dataset'));

export const fileToGet = lazy(() =>
  z.object({ dataset: z.string(), path: z.string(), size: z.number().optional() }),
);

/** Some bytes of a file, or an empty folder, on the way into the session workspace. */
export const piece = lazy(() =>
  z.object({
    /** `<upload id>/<path>` */
    filename: z.string(),
    startByte: z.number(),
    endByte: z.number(),
    /** Of these bytes; undefined for a folder. */
    size: z.number().optional(),
    body: z.custom<WireBody>().optional(),
  }),
);

export const pieceStored = lazy(() =>
  z.looseObject({ size: z.number().optional(), status: z.string().nullish() }),
);

export const uploadedDataset = lazy(() => z.looseObject({ '@type': z.string() }));
export const permId = lazy(() => z.string());
