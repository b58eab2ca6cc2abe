import { createClient } from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * Every request of BioSamples' own page "Register samples via API", sent as the page shows it, gets the answer that the
 * page shows. What stands for something in the page is replaced by what it is here, in this one table.
 */
let lab: Lab;
let token = '';
let replaced: Record<string, string> = {};

beforeAll(async () => {
  lab = await startSandbox({ seed: 'empty', rules: 'documented' });
  const { url, username, password } = lab.config.webin;
  const login = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ authRealms: ['ENA'], username, password }),
  });
  token = await login.text();
  const { accession } = await createClient(lab.config).biosamples.samples.accession({ name: 'FakeSample' });
  replaced = {
    $TOKEN: token,
    'Webin-12345': username,
    SAMEA12345: accession,
  };
});
afterAll(() => lab.close());

const here = (text: string): string =>
  Object.entries(replaced).reduce((done, [there, mine]) => done.replaceAll(there, mine), text);

async function send(method: string, path: string, body: object) {
  const response = await fetch(`${lab.url}${here(path)}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: here('Bearer $TOKEN') },
    body: here(JSON.stringify(body)),
  });
  const text = await response.text();
  return { status: response.status, location: response.headers.get('location'), body: JSON.parse(text) };
}

const expected = (answer: object): object =>
  expect.objectContaining(JSON.parse(here(JSON.stringify(answer))));
const links = ['self', 'applyCurations', 'curationLinks', 'curationLink', 'structuredData'];

describe('the page "Register samples via API"', () => {
  it('Submit a sample', async () => {
    const { status, location, body } = await send('POST', '/biosamples/samples', {
      name: 'FakeSample',
      release: '2025-07-30T08:54:07.592313138Z',
      webinSubmissionAccountId: 'Webin-12345',
    });
    expect(status).toBe(201);
    expect(location).toBe(`${lab.url}/biosamples/samples`);
    expect(body).toEqual(
      expected({
        name: 'FakeSample',
        webinSubmissionAccountId: 'Webin-12345',
        status: 'PUBLIC',
        submittedVia: 'JSON_API',
      }),
    );
    // The page's own example has no accession: that answer was made by hand, and a real one has it.
    expect(body.accession).toMatch(/^SAMEA\d+$/);
    expect(Object.keys(body._links)).toEqual(links);
    expect(body._links.self.href).toBe(`${lab.url}/biosamples/samples`);
  });

  it('Update sample', async () => {
    const { status, body } = await send('PUT', '/biosamples/samples/SAMEA12345', {
      name: 'FakeSample',
      accession: 'SAMEA12345',
      webinSubmissionAccountId: 'Webin-12345',
      status: 'PUBLIC',
      release: '2025-07-30T08:54:04.025031918Z',
      update: '2025-07-30T08:54:04.025032058Z',
      submitted: '2025-07-30T08:54:04.025032140Z',
      characteristics: {},
      submittedVia: 'JSON_API',
      create: '2025-07-30T08:54:04.025032099Z',
    });
    expect(status).toBe(200);
    expect(body).toEqual(
      expected({
        name: 'FakeSample',
        accession: 'SAMEA12345',
        webinSubmissionAccountId: 'Webin-12345',
        status: 'PUBLIC',
        submittedVia: 'JSON_API',
      }),
    );
    expect(body._links.self.href).toBe(here(`${lab.url}/biosamples/samples/SAMEA12345`));
  });

  it('Submit structured data', async () => {
    const cell = (value: string, iri: string | null = null) => ({ value, iri });
    const table = (type: string, content: object[]) => ({
      domain: 'self.ExampleDomain',
      webinSubmissionAccountId: null,
      type,
      schema: null,
      content,
    });
    const amr = {
      resistancePhenotype: cell('intermediate'),
      astStandard: cell('CLSI'),
      laboratoryTypingMethod: cell('disk diffusion'),
      laboratoryTypingMethodVersionOrReagent: cell('missing'),
      vendor: cell('Becton Dickinson'),
      'measurementSign ': cell('=='),
      antibioticName: cell('nalidixic acid', 'http://purl.obolibrary.org/obo/value_1'),
      measurementUnits: cell('mm'),
      measurement: cell('17'),
      platform: cell('missing'),
    };
    const chicken = {
      Measurement: cell('value_1'),
      Marker: cell('value_1', 'http://purl.obolibrary.org/obo/value_1'),
      Method: cell('value_1'),
      'Measurement Units': cell('value_1'),
      Partner: cell('value_1'),
    };
    // Here the page's SAMFAKE123456 has to be a sample that exists.
    const { status, body } = await send('PUT', '/biosamples/structureddata/SAMEA12345', {
      accession: 'SAMEA12345',
      create: '2025-07-30T08:54:07.421677129Z',
      update: '2025-07-30T08:54:07.421717217Z',
      data: [table('AMR', [amr]), table('CHICKEN_DATA', [chicken])],
    });
    expect(status).toBe(200);
    expect(body.accession).toBe(here('SAMEA12345'));
    const given = Object.fromEntries(body.data.map((one: { type: string }) => [one.type, one]));
    expect(given.AMR).toMatchObject({ domain: 'self.ExampleDomain' });
    expect(Object.keys(given.AMR.content[0])).toEqual(expect.arrayContaining(Object.keys(amr)));
    expect(given.CHICKEN_DATA.content[0].Marker).toEqual(chicken.Marker);
  });

  it('Submit curation object', async () => {
    const url = (text: string) => [{ url: text, duo: [] }];
    const curation = {
      attributesPre: [{ type: 'Organism', value: 'Human', iri: ['9606'] }],
      attributesPost: [
        { type: 'Organism', value: 'Homo sapiens', iri: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] },
      ],
      externalReferencesPre: url('www.google.com'),
      externalReferencesPost: url('www.ebi.ac.uk/ena/ERA123456'),
      relationshipsPre: [],
      relationshipsPost: [{ source: 'SAMFAKE123456', type: 'DERIVED_FROM', target: 'SAMFAKE7654321' }],
    };
    const hash = '09a5a9cddbea9f5bb6302b86b922c408abc92b8b10c78f0662ac7e41fd44e91f';
    const { status, body, location } = await send('POST', '/biosamples/samples/SAMEA12345/curationlinks', {
      sample: 'SAMEA12345',
      curation: {
        ...curation,
        externalPre: url('www.google.com'),
        externalPost: url('www.ebi.ac.uk/ena/ERA123456'),
        hash,
      },
      domain: null,
      webinSubmissionAccountId: 'Webin-12345',
      created: '2025-07-30T08:54:05.338606736Z',
      hash: 'd1f611ec2c8caf3d9f58fa40227ea60ebb5fc00eda06338fb81db7d987a6fa63',
    });
    expect(status).toBe(201);
    expect(body).toEqual(expected({ sample: 'SAMEA12345', webinSubmissionAccountId: 'Webin-12345' }));
    expect(body.curation).toMatchObject({ ...curation, hash });
    expect(location).toBe(here(`${lab.url}/biosamples/samples/SAMEA12345/curationlinks/${body.hash}`));
    expect(body._links.curation.href).toBe(`${lab.url}/biosamples/curations/${hash}`);
  });

  it('Accession a sample', async () => {
    const { status, location, body } = await send('POST', '/biosamples/samples/accession', {
      name: 'FakeSample',
      update: '2025-07-30T08:54:06.535179734Z',
    });
    expect(status).toBe(201);
    expect(body).toEqual(expected({ name: 'FakeSample', webinSubmissionAccountId: 'Webin-12345' }));
    expect(location).toBe(`${lab.url}/biosamples/samples/${body.accession}`);
    expect(Number(body.release.slice(0, 4))).toBe(new Date().getUTCFullYear() + 100);
  });

  it('Validate sample fields', async () => {
    const { status, body } = await send('POST', '/biosamples/validate', {
      name: 'fake_sample',
      update: '2025-07-30T08:54:06.361023322Z',
      release: '2025-07-30T08:54:06.361023223Z',
      domain: 'self.ExampleDomain',
      characteristics: {
        material: [{ text: 'cell line', ontologyTerms: ['EFO_0000322'] }],
        Organism: [{ text: 'Homo sapiens', ontologyTerms: ['9606'] }],
        checklist: [{ text: 'BSDC00001' }],
      },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 'fake_sample',
      domain: 'self.ExampleDomain',
      taxId: 9606,
      status: 'PUBLIC',
      release: '2025-07-30T08:54:06.361023223Z',
      update: '2025-07-30T08:54:06.361023322Z',
      characteristics: {
        Organism: [{ text: 'Homo sapiens', ontologyTerms: ['9606'] }],
        checklist: [{ text: 'BSDC00001' }],
        material: [{ text: 'cell line', ontologyTerms: ['EFO_0000322'] }],
      },
      submittedVia: 'JSON_API',
      create: '2025-07-30T08:54:06.361023322Z',
    });
    expect(Object.keys(body.characteristics)).toEqual(['Organism', 'checklist', 'material']);
  });

  it('POST sample with external references', async () => {
    const { status, body } = await send('POST', '/biosamples/samples', {
      name: 'FakeSample',
      release: '2025-07-30T08:54:06.198269289Z',
      webinSubmissionAccountId: 'Webin-12345',
      externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/data/view/SAMEA00001' }],
    });
    expect(status).toBe(201);
    expect(body.externalReferences).toEqual([
      { url: 'https://www.ebi.ac.uk/ena/data/view/SAMEA00001', duo: [] },
    ]);
  });

  it('PUT sample with relationships', async () => {
    const relationships = [{ source: 'SAMFAKE123456', type: 'derived from', target: 'SAMFAKE654321' }];
    const { status, body } = await send('PUT', '/biosamples/samples/SAMEA12345', {
      name: 'FakeSample',
      accession: 'SAMEA12345',
      webinSubmissionAccountId: 'Webin-12345',
      status: 'PUBLIC',
      release: '2025-07-30T08:54:06.713767735Z',
      update: '2025-07-30T08:54:06.713767809Z',
      submitted: '2025-07-30T08:54:06.713767894Z',
      characteristics: {},
      relationships,
      submittedVia: 'JSON_API',
      create: '2025-07-30T08:54:06.713767854Z',
    });
    expect(status).toBe(200);
    expect(body.relationships).toEqual(expect.arrayContaining(relationships));
  });
});
