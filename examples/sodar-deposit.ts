/**
 * Files into SODAR, all the way: a project with sheets, a landing zone, the upload, the validation, the move.
 *
 *     npx accession sandbox exec -- npx tsx examples/sodar-deposit.ts
 *
 * On your own SODAR set SODAR_URL, SODAR_API_TOKEN, SODAR_WEBDAV_URL and SODAR_USERNAME (and SODAR_PASSWORD, unless you log in
 * through your institute: then the token takes its place), and leave out what makes a project.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, fromEnv, WaitFailed } from 'accession';

const { sodar } = createClient(fromEnv());

// A project with sample sheets, and a place for its files in iRODS.
const category = await sodar.projects
  .list()
  .filter(({ type }) => type === 'CATEGORY')
  .first();
const project = await sodar.projects.create({
  title: `Deposits ${Date.now().toString(36)}`,
  type: 'PROJECT',
  parent: category?.sodar_uuid ?? null,
});
await sodar.sampleSheets.import(project, fileURLToPath(new URL('data/high-valley', import.meta.url)));
await sodar.irods.createCollections(project);

// What came from the sequencer.
const place = mkdtempSync(join(tmpdir(), 'deposit-'));
const folder = join(place, 'run-7');
mkdirSync(join(folder, 'goat-1-N1'), { recursive: true });
writeFileSync(join(folder, 'goat-1-N1', 'reads.fastq'), '@read\nACGT\n+\nIIII\n');
writeFileSync(join(folder, 'goat-1-N1', 'notes.txt'), 'Windy day.\n');

// One call. With the journal it can be run again after anything, a kill included: each file arrives once.
const done = await sodar.landingZones.deposit(
  project,
  { files: folder, title: 'run 7' },
  {
    journal: join(place, 'run-7.ndjson'),
    pollMs: 100,
    onProgress({ step, files, bytes, status, status_info }) {
      if (status) console.log(`${step}: ${status}, ${status_info}`);
      else console.log(`${step}: ${files.done} of ${files.total} files, ${bytes.transferred} bytes`);
    },
  },
);
console.log(`${done.zone?.status}: ${done.uploaded} files, ${done.bytes} bytes`);
for await (const { path, checksum } of sodar.irods.files(project))
  console.log(path.split('/').at(-1), checksum);

// Step by step, where you want to look in between.
const zone = await sodar.landingZones.create(project, {
  assay: done.zone?.assay ?? '',
  title: 'by hand',
});
const ready = await sodar.landingZones.waitUntil(zone, 'ACTIVE', { pollMs: 100 });
await sodar.dav.put(`${ready.irods_path}/more.txt`, Buffer.from('more'));
try {
  await sodar.landingZones.waitUntil(await sodar.landingZones.validate(ready), 'ACTIVE', { pollMs: 100 });
} catch (error) {
  // What SODAR says is in the message: here a checksum file is missing.
  if (!(error instanceof WaitFailed)) throw error;
  console.log(error.message.split('\n').slice(-2).join(' '));
}
await sodar.landingZones.waitUntil(await sodar.landingZones.delete(ready), 'DELETED', { pollMs: 100 });

// A mistake among the data is deleted by a request that the owner of the project accepts.
const path = done.zone && (await sodar.irods.files(project).first())?.path;
const request = await sodar.dataRequests.create(project, {
  path: path ?? '',
  description: 'not meant to be kept',
});
console.log((await sodar.dataRequests.accept(request)).detail);
console.log('left:', (await sodar.irods.files(project).all()).length);
rmSync(place, { recursive: true });
