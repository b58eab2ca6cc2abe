/**
 * A folder becomes a dataset of an openBIS object, and comes down again byte for byte.
 *
 *     npx accession sandbox exec -- npx tsx examples/openbis-dataset.ts [folder]
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createClient, fromEnv } from 'accession';

const { openbis } = createClient(fromEnv());
const workplace = mkdtempSync(join(tmpdir(), 'accession-example-'));

// The folder to upload: the one that was named, or a small one with awkward names.
const given = process.argv[2];
const folder = given ?? join(workplace, 'run 1');
if (given === undefined) {
  mkdirSync(join(folder, 'raw'), { recursive: true });
  writeFileSync(join(folder, 'notes #1.txt'), 'Ten days without water.\n');
  writeFileSync(join(folder, 'raw', 'größe 100%.csv'), 'day,area\n1,20.5\n');
  writeFileSync(join(folder, 'raw', 'empty.txt'), '');
}

// Where it belongs: made if it is not there. Run again, nothing is there twice.
await openbis.spaces.getOrCreate({ code: 'EXAMPLES' });
await openbis.projects.getOrCreate({ space: 'EXAMPLES', code: 'PLANTS' });
await openbis.collections.getOrCreate({ type: 'COLLECTION', project: '/EXAMPLES/PLANTS', code: 'RUNS' });
const step = await openbis.objects.getOrCreate({
  type: 'EXPERIMENTAL_STEP',
  collection: '/EXAMPLES/PLANTS/RUNS',
  code: 'DROUGHT-1',
  properties: { $NAME: 'Drought stress', START_DATE: new Date('2024-04-10T09:00:00Z') },
});

// Up: all files, or no dataset.
const made = await openbis.datasets.upload(
  { type: 'RAW_DATA', object: step, files: folder, properties: { $NAME: 'Run 1' } },
  {
    onProgress: ({ transferred, total, file }) =>
      process.stderr.write(`${file}: ${transferred} of ${total}\n`),
  },
);
console.log('uploaded files:', made.files.length);

// Down again, without the folders that openBIS puts around it.
const there = join(workplace, 'again');
const got = await openbis.datasets.download(made.permId, { destination: there, defaultFolders: false });

const digest = (root: string): string => {
  const hash = createHash('sha256');
  for (const path of (readdirSync(root, { recursive: true }) as string[]).sort()) {
    hash.update(path);
    try {
      hash.update(readFileSync(join(root, path)));
    } catch {
      // A folder: its name counts, it has no bytes.
    }
  }
  return hash.digest('hex');
};
const same = digest(folder) === digest(join(there, basename(folder)));
console.log('downloaded bytes:', got.size, 'the same byte for byte:', same);
rmSync(workplace, { recursive: true, force: true });
