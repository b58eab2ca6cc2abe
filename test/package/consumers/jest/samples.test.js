// Jest loads everything with a CommonJS loader of its own. The first answer is a 503, so that what is loaded late
// (the HTTP library) and what is bundled (the retry library) both run under it.
const { createClient } = require('accession');
const { BioSamples } = require('accession/biosamples');
const { startSandbox } = require('accession/sandbox');

let lab;
beforeAll(async () => {
  lab = await startSandbox();
});
afterAll(() => lab.close());

test('a request is made, refused once, and repeated', async () => {
  const { biosamples } = createClient(lab.config);
  expect(biosamples).toBeInstanceOf(BioSamples);
  lab.faults.add({ service: 'biosamples', nth: 1, times: 1, effect: { status: 503 } });
  await expect(biosamples.samples.search({ text: 'anything' }).first()).resolves.not.toThrow();
  expect(lab.journal.requests({ service: 'biosamples' }).length).toBeGreaterThan(1);
});
