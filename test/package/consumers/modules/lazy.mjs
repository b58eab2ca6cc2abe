// Programs that load us and make no request do not pay for the HTTP libraries. ES modules leave no list of what was
// loaded, so a hook that sees every file on its way in reports them.
import assert from 'node:assert/strict';
import { createRequire, register } from 'node:module';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const hook = `
  let port;
  export function initialize(data) { port = data.port; }
  export function load(url, context, next) { port.postMessage(url); return next(url, context); }
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`, {
  data: { port: port2 },
  transferList: [port2],
});

const urls = [];
const loaded = (name) => {
  for (let got = receiveMessageOnPort(port1); got; got = receiveMessageOnPort(port1)) urls.push(got.message);
  return urls.some((url) => url.includes(`/node_modules/${name}/`));
};

const { exports } = createRequire(import.meta.url)('accession/package.json');
for (const entry of Object.keys(exports).filter((key) => !/package\.json|sandbox/.test(key))) {
  await import(`accession${entry.slice(1)}`);
  for (const name of ['axios', 'form-data']) {
    assert.ok(!loaded(name), `import of ${entry} loads ${name}`);
  }
}
assert.ok(loaded('accession'), 'the hook saw nothing: this program proves nothing');

const { createClient } = await import('accession');
const { startSandbox } = await import('accession/sandbox');
const lab = await startSandbox();
try {
  await createClient(lab.config).biosamples.samples.search({ text: 'anything' }).first();
  assert.ok(loaded('axios'), 'a request was made without axios: this program proves nothing');
} finally {
  await lab.close();
}
