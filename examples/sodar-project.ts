/**
 * SODAR's page of API examples up to the export: a project, a member, sample sheets; and an edit of them.
 *
 *     npx accession sandbox exec -- npx tsx examples/sodar-project.ts
 *
 * Against a server of your own set SODAR_URL and SODAR_API_TOKEN, and take a category in which you are a contributor.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, fromEnv } from 'accession';

const { sodar } = createClient(fromEnv());

// Which version the server speaks is found by the first call.
const me = await sodar.users.current();
const tree = await sodar.projects.tree();
const category = tree.find(({ project }) => project.type === 'CATEGORY')?.project;
if (!category) throw new Error('this account can see no category');
console.log('in', category.title);

// Create project. Yours, unless `owner` says otherwise.
const project = await sodar.projects.create({
  title: `New Project via API ${Date.now()}`,
  type: 'PROJECT',
  parent: category,
  description: 'Goats of the high valley',
});

// Assign a member role.
const others = await sodar.users.list({ include_system_users: true }).all();
const colleague = others.find(({ sodar_uuid }) => sodar_uuid !== me.sodar_uuid);
if (colleague) await sodar.roles.create(project, { role: 'project contributor', user: colleague });

// Import sample sheet: a folder here; the path of a ZIP, bytes, a stream or a list of files will do as well.
const folder = fileURLToPath(new URL('data/high-valley', import.meta.url));
await sodar.sampleSheets.import(project, folder);

// What SODAR understood. Landing zones are made for the UUID of an assay.
const { title, studies } = await sodar.sampleSheets.investigation(project);
for (const study of Object.values(studies)) {
  console.log(`${title}: ${study.title}, ${Object.values(study.assays).map(({ file_name }) => file_name)}`);
}

// Edit and replace sample sheets: one more goat. All else stays as it is, byte for byte.
const { changed } = await sodar.sampleSheets.edit(project, (sheets) => {
  sheets.study().addRow(['goat-2', 'sample collection', 'goat-2-N1']);
  sheets.assay().addRow(['goat-2-N1', 'library construction', 'goat-2-N1-L1', 'more-reads.fastq.gz']);
});
console.log('changed', changed.join(', '));

// Export sample sheets, into a folder.
const place = await mkdtemp(join(tmpdir(), 'sodar-project-'));
const { files } = await sodar.sampleSheets.exportFolder(project, { destination: place });
console.log('exported', files.map((file) => basename(file)).join(', '));
await rm(place, { recursive: true });

// Say more about the project; who may read it stays as it is, which a bare PATCH would undo.
const { description } = await sodar.projects.patch(project, { description: 'Two goats of the high valley' });
console.log(description);
