import type { Workload } from '../harness/workload.ts';
import { calls } from './calls.ts';
import { creates } from './creates.ts';
import { downloading, downloadingMuch, uploading, uploadingMuch } from './files.ts';
import { paging, walking } from './lists.ts';
import { loading, sizes } from './loading.ts';
import { many } from './many.ts';
import { resolving, tables } from './openbis.ts';
import { sandbox } from './sandbox.ts';
import { submissions } from './submissions.ts';

/** In the order of the page. */
export const WORKLOADS: readonly Workload[] = [
  calls,
  creates,
  many,
  submissions,
  walking,
  paging,
  tables,
  resolving,
  uploading,
  uploadingMuch,
  downloading,
  downloadingMuch,
  loading,
  sizes,
  sandbox,
];
