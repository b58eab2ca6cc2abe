import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listSandboxRoutes } from '../../../../src/sandbox/index.ts';
import { complaints } from '../../../../src/sandbox/services/biosamples/json-schema.ts';
import { ask, HUMAN, start } from '../support.ts';

describe('download', () => {
  it('is a ZIP file with one entry unless told otherwise', async () => {
    const lab = await start();
    const response = await fetch(`${lab.urls.biosamples}/download?filter=attr:breed`);
    expect(response.headers.get('content-type')).toBe('application/zip');
    const zip = Buffer.from(await response.arrayBuffer());
    expect(zip.readUInt32LE(0)).toBe(0x04034b50);
    const [packed, size, nameLength] = [zip.readUInt32LE(18), zip.readUInt32LE(22), zip.readUInt16LE(26)];
    expect(zip.toString('utf8', 30, 30 + nameLength)).toBe('samples.json');
    const content = inflateRawSync(zip.subarray(30 + nameLength, 30 + nameLength + packed));
    expect(content.length).toBe(size);
    const samples = JSON.parse(content.toString('utf8'));
    expect(samples.map((sample: { accession: string }) => sample.accession)).toEqual([
      'SAMEA1000002',
      'SAMEA1000001',
    ]);
    expect(samples[0]._links).toBeUndefined();
    const end = zip.subarray(zip.length - 22);
    expect(end.readUInt32LE(0)).toBe(0x06054b50);
    expect(zip.readUInt32LE(end.readUInt32LE(16))).toBe(0x02014b50);
  });

  it('comes plain, as accessions, and cut to a count', async () => {
    const lab = await start();
    const plain = await ask(`${lab.urls.biosamples}/download?zip=false&count=3&format=json`);
    expect(plain.body).toHaveLength(3);
    const lines = await ask(`${lab.urls.biosamples}/download?zip=false&format=accessions&filter=attr:breed`);
    expect(lines.text).toBe('SAMEA1000002\nSAMEA1000001\n');
    expect(lines.headers.get('content-disposition')).toBe('attachment; filename="samples.txt"');
    expect(lines.text).not.toContain('SAMEA1000012');
  });
});

describe('recommendations', () => {
  it('advise on names and rename', async () => {
    const lab = await start();
    const body = {
      name: 'x',
      characteristics: { ...HUMAN, gender: [{ text: 'male' }], mood: [{ text: 'good' }] },
    };
    const at = (path: string) => ask(`${lab.urls.biosamples}/recommendations${path}`, { body });
    const all = (await at('')).body;
    expect(all.recommendations).toEqual({
      SampleQuality: 33,
      knownAttributes: ['organism'],
      AttributeRecommendations: [{ attribute: 'gender', recommendation: 'sex' }],
      unknownAttributes: ['mood'],
    });
    expect(Object.keys(all.sample.characteristics)).toEqual(['mood', 'organism', 'sex']);
    expect((await at('/attributes')).body).toEqual(all.recommendations);
    expect((await at('/sample')).body.characteristics).toEqual(all.sample.characteristics);
  });
});

describe('the schema store', () => {
  it('gives bare schemas, with and without version', async () => {
    const lab = await start();
    const store = `${lab.urls.biosamples}/schema-store`;
    const bare = (await ask(`${store}/registry/schemas/BSDC00001`)).body;
    expect(bare.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(bare.required).toEqual(['name', 'characteristics']);
    expect((await ask(`${store}/registry/schemas/BSDC00001/1.0.0`)).body).toEqual(bare);
    expect((await ask(`${store}/registry/schemas/BSDC00001/2.0.0`)).status).toBe(404);
  });

  it('gives records and pages of them', async () => {
    const lab = await start();
    const api = `${lab.urls.biosamples}/schema-store/api/v2/schemas`;
    const record = (await ask(`${api}/ERC000014/1.0.0`)).body;
    expect(Object.keys(record)).toEqual([
      'id',
      'accession',
      'name',
      'version',
      'title',
      'description',
      'domain',
      'metaSchema',
      'schema',
      'authority',
      '_links',
    ]);
    const list = (await ask(`${api}/list?size=2&page=1`)).body;
    expect(list._embedded.schemas).toEqual([record]);
    expect(list.page).toEqual({ size: 2, totalElements: 3, totalPages: 2, number: 1 });
    const found = (await ask(`${api}/search?text=human`)).body;
    expect(found._embedded.schemas).toEqual([record]);
    expect(found._links.self.href).toBe(`${api}/search?text=human&page=0&size=10`);
    expect((await ask(`${api}/list/versions/ERC000011`)).body._embedded.schemas).toHaveLength(1);
    expect((await ask(`${api}/search?text=nothing`)).body._embedded).toBeUndefined();
  });
});

describe('the schema check', () => {
  const check = (schema: object, data: unknown) => complaints({ ...schema }, data);

  it.each<[object, unknown, object[]]>([
    [
      { type: 'string', maxLength: 2 },
      'äöü',
      [{ dataPath: '', errors: ['must NOT have more than 2 characters'] }],
    ],
    [{ maxItems: 1, minItems: 1 }, [1, 2], [{ dataPath: '', errors: ['must NOT have more than 1 items'] }]],
    [{ minItems: 1 }, [], [{ dataPath: '', errors: ['must NOT have fewer than 1 items'] }]],
    [{ format: 'date' }, '2020-13-01', [{ dataPath: '', errors: ['must match format "date"'] }]],
    [{ type: 'integer' }, 1.5, [{ dataPath: '', errors: ['must be integer'] }]],
    [
      { properties: { 'a/b~c': { type: 'array' } } },
      { 'a/b~c': 1 },
      [{ dataPath: '/a~1b~0c', errors: ['must be array'] }],
    ],
    [
      { $ref: '#/definitions/x', definitions: { x: { enum: ['a', 'b'] } } },
      'c',
      [{ dataPath: '', errors: ['must be equal to one of the allowed values: a, b'] }],
    ],
    [
      { oneOf: [{ type: 'string' }, { minLength: 1 }] },
      'x',
      [{ dataPath: '', errors: ['must match exactly one schema in oneOf'] }],
    ],
    [{ allOf: [{ required: ['a'] }], type: 'object' }, { a: 1 }, []],
  ])('%j', (schema, data, expected) => {
    expect(check(schema, data)).toEqual(expected);
  });
});

describe('the list of routes', () => {
  it('names every operation with its service', () => {
    const routes = listSandboxRoutes();
    for (const { service, operation, pattern } of routes) {
      expect(operation.startsWith(`${service}.`)).toBe(true);
      expect(pattern).toMatch(/^\/.*[^/]$/);
    }
    const own = routes.filter(({ service }) => ['webin', 'biosamples'].includes(service));
    expect([...new Set(own.map((route) => route.operation))].sort()).toEqual([
      'biosamples.accessions.list',
      'biosamples.checklists.get',
      'biosamples.checklists.list',
      'biosamples.curationLinks.create',
      'biosamples.curationLinks.delete',
      'biosamples.curationLinks.get',
      'biosamples.curationLinks.list',
      'biosamples.curations.get',
      'biosamples.curations.list',
      'biosamples.curations.samples',
      'biosamples.download',
      'biosamples.recommendations.all',
      'biosamples.recommendations.attributes',
      'biosamples.recommendations.sample',
      'biosamples.root',
      'biosamples.samples.accession',
      'biosamples.samples.create',
      'biosamples.samples.facets',
      'biosamples.samples.get',
      'biosamples.samples.search',
      'biosamples.samples.update',
      'biosamples.samples.validate',
      'biosamples.stat.basic',
      'biosamples.structuredData.get',
      'biosamples.structuredData.put',
      'biosamples.v2.samples.bulkAccession',
      'biosamples.v2.samples.bulkFetch',
      'biosamples.v2.samples.bulkSubmit',
      'biosamples.v2.samples.bulkSubmitReceipt',
      'biosamples.v2.samples.bulkValidate',
      'biosamples.v2.samples.generateSraAccession',
      'biosamples.v2.samples.get',
      'webin.token',
    ]);
  });
});
