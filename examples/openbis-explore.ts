/**
 * Part 1 of the openBIS tutorial, "Basic pyBIS introduction", step by step.
 *
 *     npx accession sandbox exec -- npx tsx examples/openbis-explore.ts
 *
 * or, with OPENBIS_URL, OPENBIS_USERNAME and OPENBIS_PASSWORD set, on an openBIS of your own.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, fromEnv, toTable } from 'accession';

// Connecting. Address and account come from the environment, so that nobody finds them in this file.
const config = fromEnv();
let { openbis } = createClient({ ...config, openbis: { ...config.openbis, token: undefined } });
await openbis.login();
console.log('session is active:', await openbis.isSessionActive());
const info = await openbis.serverInformation();
console.log('openBIS', info['openbis-version'], 'api', info['api-version']);

// A personal access token takes the place of name and password. Printed, it does not show itself.
const pat = await openbis.personalAccessTokens.getOrCreate('tutorial');
console.log(String(pat).replace(/valid.*/, 'is there'));
({ openbis } = createClient({ openbis: { url: config.openbis?.url, token: pat.token } }));
console.log('token is active:', await openbis.isSessionActive());

// Spaces and projects.
console.log(toTable(await openbis.spaces.list().all(), ['code', 'description']));
const space = await openbis.spaces.get('DEMO');
const [first] = await openbis.projects.list({ space }).all();
console.log(toTable(await openbis.projects.list().all(), ['identifier', 'description']));
const project = await openbis.projects.get(first?.identifier ?? '');

// Collections: of the instance, of a space, of a project; by path, and by permId.
for (const where of [{}, { space }, { project }]) {
  console.log('collections:', (await openbis.collections.list(where).all()).length);
}
const collection = await openbis.collections.get('/DEMO/BARLEY/GREENHOUSE');
console.log((await openbis.collections.get(collection.permId)).identifier, collection.type?.code);

// Objects: the same, and of a collection.
for (const where of [{}, { space }, { project }, { collection }]) {
  console.log('objects:', (await openbis.objects.list(where).all()).length);
}
console.log(toTable(await openbis.objects.list({ collection }).all(), ['identifier', 'type', '$NAME']));
const object = await openbis.objects.get('/DEMO/BARLEY/GREENHOUSE/EXP2');
for (const name of ['/DEMO/BARLEY/EXP2', object.permId]) {
  console.log('the same object:', (await openbis.objects.get(name)).permId === object.permId);
}
const relatives = async (list: AsyncIterable<{ code: string }>) => {
  const codes: string[] = [];
  for await (const { code } of list) codes.push(code);
  return codes;
};
console.log('parents:', await relatives(openbis.objects.parents(object)));
console.log('children:', await relatives(openbis.objects.children(object)));
console.log('values:', await openbis.objects.values(object));

// What fits a description.
const found = await openbis.objects
  .list({ type: 'SPECIMEN', where: { WEIGHT: { atLeast: 2 }, SPECIES: 'HORDEUM*' } })
  .all();
console.log('found:', found.map(({ code }) => code).join());

// Datasets, and their files.
const [listed] = await openbis.datasets.list({ object }).all();
const dataset = await openbis.datasets.get(listed ?? '');
console.log('dataset:', dataset.type?.code, dataset.kind);
const destination = await mkdtemp(join(tmpdir(), 'openbis-explore-'));
const downloaded = await openbis.datasets.download(dataset, { destination });
console.log('downloaded files:', downloaded.files.length);
