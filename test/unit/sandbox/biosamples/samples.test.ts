import { describe, expect, it } from 'vitest';
import { ask, biosamples, HUMAN, human, login, PAST, start } from '../support.ts';

const KEY_ORDER = [
  'name',
  'accession',
  'sraAccession',
  'domain',
  'webinSubmissionAccountId',
  'taxId',
  'status',
  'release',
  'update',
  'submitted',
  'characteristics',
  'relationships',
  'externalReferences',
  'submittedVia',
  'create',
  '_links',
];

describe('POST a sample', () => {
  it('answers with the stored sample, and links that forget the accession', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const reply = await api.create(
      human('one', {
        externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/browser/view/ERX1' }],
        domain: 'self.x',
      }),
    );
    expect(reply.status).toBe(201);
    expect(reply.headers.get('content-type')).toBe('application/hal+json');
    expect(reply.headers.get('location')).toBe(`${lab.urls.biosamples}/samples`);
    const { accession, sraAccession } = reply.body;
    expect(reply.body).toEqual({
      name: 'one',
      accession,
      sraAccession,
      webinSubmissionAccountId: 'Webin-12345',
      taxId: 9606,
      status: 'PUBLIC',
      release: PAST,
      update: '2026-01-15T09:00:00Z',
      submitted: '2026-01-15T09:00:00Z',
      characteristics: { 'SRA accession': [{ text: sraAccession }], ...HUMAN },
      externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/browser/view/ERX1', duo: [] }],
      submittedVia: 'JSON_API',
      create: '2026-01-15T09:00:00Z',
      _links: {
        self: { href: `${lab.urls.biosamples}/samples` },
        applyCurations: { href: `${lab.urls.biosamples}/samples{?applyCurations}`, templated: true },
        curationLinks: { href: `${lab.urls.biosamples}/samples/${accession}/curationlinks` },
        curationLink: {
          href: `${lab.urls.biosamples}/samples/${accession}/curationlinks/{hash}`,
          templated: true,
        },
        structuredData: { href: `${lab.urls.biosamples}/structureddata/${accession}` },
      },
    });
    expect(Object.keys(reply.body)).toEqual(KEY_ORDER.filter((key) => key in reply.body));
    const got = await api.get(accession);
    expect(got.body._links.self.href).toBe(`${lab.urls.biosamples}/samples/${accession}`);
    expect({ ...got.body, _links: null }).toEqual({ ...reply.body, _links: null });
  });

  it('is not idempotent and does not care about names', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const [a, b] = [await api.create(human('twin')), await api.create(human('twin'))];
    expect(a.body.accession).not.toBe(b.body.accession);
    expect(lab.state.biosamples.samples.findByName('twin')).toHaveLength(2);
  });

  it('sorts keys by code point, trims, collapses duplicates and keeps its own spelling of absent parts', async () => {
    const api = await biosamples(await start());
    const { body } = await api.create(
      human('  padded ', {
        characteristics: {
          zeta: [{ text: ' 1 ', unit: ' kg ' }],
          ...HUMAN,
          Zeta: [{ text: 'a', tag: 'attribute' }, { text: 'a' }, { text: 'a' }],
          age: [{ text: 3, ontologyTerms: [] }],
          weird: [{ text: 'x', ontologyTerms: ['b', 'a', 'b', ''] }],
          nothing: [],
          wild: [{ text: 'y' }, { text: 'y', ontologyTerms: [''] }],
          __proto__x: [{ text: 'y' }],
        },
      }),
    );
    expect(body.name).toBe('padded');
    expect(Object.keys(body.characteristics)).toEqual([
      'SRA accession',
      'Zeta',
      '__proto__x',
      'age',
      'organism',
      'weird',
      'wild',
      'zeta',
    ]);
    expect(body.characteristics.Zeta).toEqual([{ text: 'a' }, { text: 'a', tag: 'attribute' }]);
    expect(body.characteristics.zeta).toEqual([{ text: '1', unit: 'kg' }]);
    expect(body.characteristics.wild).toEqual([{ text: 'y' }, { text: 'y', ontologyTerms: [''] }]);
    expect(body.characteristics.age).toEqual([{ text: '3' }]);
    expect(body.characteristics.weird).toEqual([{ text: 'x', ontologyTerms: ['', 'a', 'b'] }]);
  });

  it('keeps milliseconds only, and takes instants with and without Z', async () => {
    const api = await biosamples(await start());
    const release = async (text: string) => (await api.create(human('x', { release: text }))).body.release;
    expect(await release('2020-01-01T00:00:00.123456789Z')).toBe('2020-01-01T00:00:00.123Z');
    expect(await release('2020-01-01T00:00:00')).toBe('2020-01-01T00:00:00Z');
    expect(await release('2020-01-01T00:00:00.100Z')).toBe('2020-01-01T00:00:00.100Z');
    for (const bad of ['2020-01-01', '2020-01-01T00:00:00+01:00', '2020-02-30T00:00:00Z', 'soon', '']) {
      expect((await api.create(human('x', { release: bad }))).status, bad).toBe(400);
    }
  });

  it('computes status from release, stores an explicit one as it is, and shows by release alone', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const make = async (more: object) => (await api.create(human('x', more))).body;
    expect((await make({})).status).toBe('PUBLIC');
    const future = await make({ release: '2026-01-15T10:00:00Z' });
    expect(future.status).toBe('PRIVATE');
    const odd = await make({ release: '2026-01-15T10:00:00Z', status: 'PUBLIC' });
    expect(odd.status).toBe('PUBLIC');
    for (const { accession } of [future, odd]) {
      expect((await api.get(accession)).status).toBe(200);
      expect((await api.anonymous(`/samples/${accession}`)).status).toBe(403);
    }
    const draft = await make({ status: 'DRAFT' });
    expect((await api.anonymous(`/samples/${draft.accession}`)).body.status).toBe('DRAFT');
    lab.clock.advance('1h');
    expect((await api.anonymous(`/samples/${future.accession}`)).status, 'release is now').toBe(403);
    lab.clock.advance(1);
    expect((await api.anonymous(`/samples/${future.accession}`)).status).toBe(200);
  });

  it('stores PUBLIC with a future release as PRIVATE in the newer generation, which takes bare dates too', async () => {
    const api = await biosamples(await start({ settings: { 'biosamples.generation': '2026' } }));
    const { body } = await api.create(human('x', { release: '2030-01-01', status: 'PUBLIC' }));
    expect([body.status, body.release]).toEqual(['PRIVATE', '2030-01-01T00:00:00Z']);
    const killed = (await api.create(human('x', { status: 'KILLED' }))).body;
    const up = await api.put({ ...killed, status: 'PUBLIC' });
    expect([up.status, up.body.message]).toEqual([400, expect.stringMatching(/^Sample is invalid/)]);
    expect((await api.put({ ...killed, status: 'DRAFT' })).status).toBe(200);
  });

  it('finds the taxon by id, else by name, and trusts the id first', async () => {
    const api = await biosamples(await start());
    const taxId = async (more: object, characteristics: object) =>
      (await api.create({ name: 'x', release: PAST, characteristics, ...more })).body.taxId;
    const sheep = { organism: [{ text: 'Ovis aries' }] };
    expect(await taxId({}, sheep)).toBe(9940);
    expect(await taxId({ taxId: 9606 }, sheep), 'a stale taxId wins').toBe(9606);
    expect(await taxId({ taxId: 0 }, sheep)).toBe(9940);
    expect(await taxId({ taxId: 987654321 }, sheep)).toBe(9940);
    expect(await taxId({}, { Species: [{ text: 'ovis ARIES' }] })).toBe(9940);
    expect(await taxId({}, { organism: [{ text: 'unknown', ontologyTerms: ['9940'] }] })).toBe(9940);
    expect(await taxId({}, { organism: [{ text: 'unidentified' }] })).toBeUndefined();
  });

  it('checks in the order of the server', async () => {
    const api = await biosamples(await start());
    const message = async (sample: object) => {
      const { body } = await api.create(sample);
      return Array.isArray(body) ? 'schema' : body.message;
    };
    const wrong = { name: '', accession: 'SAMEA1', relationships: [{ source: 'a', type: 't', target: 'b' }] };
    expect(await message({ ...wrong, status: 'x' })).toMatch(/JSON parse error/);
    expect(await message(wrong)).toMatch(/should not contain an accession/);
    expect(await message({ ...wrong, accession: null })).toBe('schema');
    const named = { ...wrong, accession: null, characteristics: { organism: [{ text: 'Nobody' }] } };
    expect(await message(named)).toMatch(/taxonomy/);
    expect(await message({ ...named, characteristics: HUMAN })).toBe(
      'Must provide release date in format YYYY-MM-DDTHH:MM:SS|Must provide name|' +
        'Source of a relationship must be an accession but was "a"|Target of a relationship must be an accession but was "b"',
    );
    for (const characteristics of [{ ...HUMAN, 'SRA accession': [{ text: 'ERS1' }] }]) {
      expect(await message(human('x', { characteristics }))).toMatch(/SRA accession/);
    }
    expect(await message(human('x', { sraAccession: 'ERS1' }))).toMatch(/SRA accession/);
  });

  it('fills in the source of relationships, and shows them on their target', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const parent = (await api.create(human('parent'))).body.accession;
    const relationships = [
      { type: 'derived from', target: parent },
      { source: '', type: 'same as', target: 'SAMEA404' },
    ];
    const child = (await api.create(human('child', { relationships }))).body;
    const derived = { source: child.accession, type: 'derived from', target: parent };
    expect(child.relationships).toEqual([
      derived,
      { source: child.accession, type: 'same as', target: 'SAMEA404' },
    ]);
    expect((await api.get(parent)).body.relationships).toEqual([derived]);
    expect(lab.state.biosamples.samples.get(parent)?.relationships).toBeUndefined();
    await api.put({ ...human('child'), accession: child.accession });
    expect((await api.get(parent)).body.relationships).toBeUndefined();
  });

  it('cuts contacts down to their names when asked', async () => {
    const api = await biosamples(await start());
    const contact = [{ FirstName: 'Ada', LastName: 'Field', 'E-mail': 'ada@example.org', Hobby: 'none' }];
    const full = (await api.create(human('x', { contact }))).body;
    expect(full.contact).toEqual([
      { FirstName: 'Ada', LastName: 'Field', 'E-mail': 'ada@example.org', Name: 'Ada Field' },
    ]);
    expect((await api.get(full.accession, '?legacydetails=true')).body.contact).toEqual([
      { Name: 'Ada Field' },
    ]);
    const short = (await api.create(human('x', { contact }), '?setfulldetails=false')).body;
    expect(short.contact).toEqual([{ Name: 'Ada Field' }]);
  });
});

describe('PUT a sample', () => {
  it('replaces everything but what the server keeps', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const { body } = await api.create(
      human('x', {
        contact: [{ Name: 'Ada' }],
        publications: [{ doi: '10.1/2' }],
        externalReferences: [{ url: 'example.org/1' }],
      }),
    );
    lab.clock.advance('1h');
    const changed = {
      ...human('y'),
      accession: body.accession,
      create: '1999-01-01T00:00:00Z',
      submitted: '1999-01-01T00:00:00Z',
      webinSubmissionAccountId: 'Webin-9',
    };
    const reply = await api.put(changed);
    expect(reply.status).toBe(200);
    const { contact, publications, externalReferences, ...kept } = body;
    expect([contact, publications, externalReferences].every(Boolean)).toBe(true);
    expect(reply.body).toEqual({
      ...kept,
      name: 'y',
      update: '2026-01-15T10:00:00Z',
      _links: (await api.get(body.accession)).body._links,
    });
  });

  it('takes a whole GET body back', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const { body } = await api.get('SAMEA1000004', '?applyCurations=false');
    const { update: _then, ...before } = body;
    const { update, ...after } = (await api.put(body)).body;
    expect(after).toEqual(before);
    expect(update).toBe('2026-01-15T09:00:00Z');
  });

  it('looks at the owner only after accession and existence, and has no closed door for anonymous callers', async () => {
    const api = await biosamples(await start());
    const put = (accession: string, sample: object) =>
      api.anonymous(`/samples/${accession}`, { method: 'PUT', body: sample });
    expect((await put('SAMEA12345', { name: 1, release: 'x' })).status).toBe(400);
    expect((await put('SAMEA9', { ...human('x'), accession: 'SAMEA9' })).status).toBe(400);
    const refused = await put('SAMEA12345', { ...human('x'), accession: 'SAMEA12345' });
    expect([refused.status, refused.body.message]).toEqual([
      403,
      expect.stringMatching(/original submitter/),
    ]);
  });

  it('locks imported samples to their own door', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const token = await login(lab, 'webinBroker');
    const { body } = await api.get('SAMEA1000006');
    const put = (sample: object) => api.call('/samples/SAMEA1000006', { method: 'PUT', body: sample, token });
    expect((await put(body)).status).toBe(200);
    expect((await put({ ...body, submittedVia: 'JSON_API' })).status).toBe(403);
    const { 'ENA-CHECKLIST': _dropped, ...characteristics } = body.characteristics;
    expect((await put({ ...body, characteristics })).status).toBe(403);
  });

  it('puts a dropped SRA accession back', async () => {
    const api = await biosamples(await start());
    const { body } = await api.put({ ...human('FakeSample'), accession: 'SAMEA12345' });
    expect(body.sraAccession).toBe('ERS12345');
    expect(body.characteristics['SRA accession']).toEqual([{ text: 'ERS12345' }]);
    expect((await api.put({ ...body, sraAccession: undefined })).status).toBe(200);
  });

  it('ignores If-Match', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const { body } = await api.get('SAMEA12345');
    const reply = await api.call('/samples/SAMEA12345', {
      method: 'PUT',
      body,
      headers: { 'if-match': '"old"' },
    });
    expect(reply.status).toBe(200);
  });
});

describe('POST samples/accession', () => {
  it('reserves for a hundred years, with links that know the accession', async () => {
    const lab = await start({ startAt: '2026-01-15T09:00:00.777Z' });
    const api = await biosamples(lab);
    const reply = await api.call('/samples/accession', {
      body: { name: 'later', update: '2025-01-01T00:00:00Z' },
    });
    const { accession } = reply.body;
    expect(reply.status).toBe(201);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.headers.get('location')).toBe(`${lab.urls.biosamples}/samples/${accession}`);
    expect(reply.body._links.self.href).toBe(`${lab.urls.biosamples}/samples/${accession}`);
    expect(reply.body).toMatchObject({ status: 'PRIVATE', release: '2126-01-15T09:00:00Z' });
    expect((await api.anonymous(`/samples/${accession}`)).status).toBe(403);

    lab.clock.advance('1h');
    const filled = await api.put({ ...human('later'), accession });
    expect(filled.body).toMatchObject({
      status: 'PUBLIC',
      create: '2026-01-15T09:00:00.777Z',
      submitted: '2026-01-15T10:00:00.777Z',
    });
    lab.clock.advance('1h');
    expect((await api.put({ ...human('later'), accession })).body.submitted).toBe('2026-01-15T10:00:00.777Z');
  });

  it('keeps the status of the request, which is forced to PRIVATE in the newer generation', async () => {
    const status = async (generation: '5.3' | '2026') => {
      const api = await biosamples(await start({ settings: { 'biosamples.generation': generation } }));
      return (await api.call('/samples/accession', { body: { name: 'x', release: PAST } })).body.status;
    };
    expect(await status('5.3')).toBe('PUBLIC');
    expect(await status('2026')).toBe('PRIVATE');
  });

  it('produces plain JSON only, and refuses accessions', async () => {
    const api = await biosamples(await start());
    const hal = await api.call('/samples/accession', { body: { name: 'x' }, accept: 'application/hal+json' });
    expect([hal.status, hal.text]).toEqual([406, '']);
    expect((await api.call('/samples/accession', { body: { name: 'x', accession: 'SAMEA1' } })).status).toBe(
      400,
    );
  });
});

describe('validation', () => {
  it('echoes the sample as it was understood and stores nothing', async () => {
    const lab = await start();
    const body = {
      name: 'fake_sample',
      update: '2025-07-30T08:54:06.361023322Z',
      release: '2025-07-30T08:54:06.361023223Z',
      domain: 'self.ExampleDomain',
      accession: 'SAMEA1',
      characteristics: {
        material: [{ text: 'cell line', ontologyTerms: ['EFO_0000322'] }],
        Organism: [{ text: 'Homo sapiens', ontologyTerms: ['9606'] }],
        checklist: [{ text: 'BSDC00001' }],
      },
    };
    const before = lab.state.biosamples.samples.count();
    for (const path of ['/validate', '/samples/validate']) {
      const reply = await ask(`${lab.urls.biosamples}${path}`, { body });
      expect(reply.status).toBe(200);
      expect(JSON.stringify(reply.body)).toBe(
        JSON.stringify({
          name: 'fake_sample',
          accession: 'SAMEA1',
          domain: 'self.ExampleDomain',
          taxId: 9606,
          status: 'PUBLIC',
          release: '2025-07-30T08:54:06.361023223Z',
          update: '2025-07-30T08:54:06.361023322Z',
          characteristics: {
            Organism: body.characteristics.Organism,
            checklist: body.characteristics.checklist,
            material: body.characteristics.material,
          },
          submittedVia: 'JSON_API',
          create: '2025-07-30T08:54:06.361023322Z',
        }),
      );
    }
    expect(lab.state.biosamples.samples.count()).toBe(before);
  });

  it('takes the checklist from the query, and does not ask about taxonomy', async () => {
    const api = await biosamples(await start());
    const sample = { name: 'x', characteristics: { organism: [{ text: 'Nobody at all' }] } };
    const fine = await api.call('/validate?checklist=BSDC00001', { body: sample });
    expect(fine.body.characteristics.checklist).toEqual([{ text: 'BSDC00001' }]);
    const failed = await api.call('/validate?checklist=ERC000011', { body: sample });
    expect(failed.status).toBe(400);
    expect(failed.body).toEqual([
      {
        dataPath: '/characteristics',
        errors: [
          "must have required property 'collection date'",
          "must have required property 'collection_date'",
          "must have required property 'Event Date/Time'",
          'must match exactly one schema in oneOf',
          "must have required property 'geographic location (country and/or sea)'",
        ],
      },
    ]);
  });

  it('speaks the phrases of the validator', async () => {
    const api = await biosamples(await start());
    const check = async (characteristics: object, checklist = 'ERC000014') =>
      (await api.call(`/validate?checklist=${checklist}`, { body: { name: 'x', characteristics } })).body;
    const complaints = (body: { dataPath: string; errors: string[] }[]) =>
      Object.fromEntries(body.map(({ dataPath, errors }) => [dataPath, errors[0]]));
    const found = complaints(
      await check({
        'geographic location (country and/or sea)': [{ text: 'Atlantis' }],
        'collection date': [{ text: 'last summer' }],
        'geographic location (latitude)': [{ text: '1.81' }],
        'host age': [{ text: '5', unit: 'moons' }],
      }),
    );
    expect(found['/characteristics/geographic location (country and~1or sea)/0/text']).toMatch(
      /^must be equal to one of the allowed values: Afghanistan, /,
    );
    expect(found['/characteristics/collection date/0/text']).toMatch(/^must match pattern "/);
    expect(found['/characteristics/geographic location (latitude)/0']).toBe(
      "must have required property 'unit'",
    );
    expect(found['/characteristics/host age/0/unit']).toMatch(/allowed values: centuries, days/);
    const empty = await check({ organism: [{ text: ' ' }] }, 'BSDC00001');
    expect(empty[0]).toEqual({
      dataPath: '/characteristics/organism/0/text',
      errors: ['must NOT have fewer than 1 characters'],
    });
  });
});

describe('GET a sample', () => {
  it('has an ETag of its body, and answers 304 to those who know it', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const first = await api.get('SAMEA12345');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"0[0-9a-f]{32}"$/);
    expect(first.headers.get('cache-control')).toBe('max-age=60, public');
    expect(first.headers.get('last-modified')).toBeNull();
    const again = await api.call('/samples/SAMEA12345', { headers: { 'if-none-match': `"x", ${etag}` } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    const curated = (await api.get('SAMEA1000009')).headers.get('etag');
    const plain = (await api.get('SAMEA1000009', '?applyCurations=false')).headers.get('etag');
    expect(curated).not.toBe(plain);
    const json = await api.call('/samples/SAMEA12345', { accept: 'application/json' });
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(json.text).toBe(first.text);
  });

  it('keeps private samples to their owner, and out of caches', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const token = await login(lab, 'webinBroker');
    const reply = await api.call('/samples/SAMEA1000012', { token });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('max-age=60, private');
    expect(reply.headers.get('pragma')).toBe('no-cache');
    for (const accept of ['application/ld+json', 'application/phenopacket+json']) {
      expect((await api.call('/samples/SAMEA1000012', { token, accept })).status).toBe(403);
    }
    expect((await api.anonymous('/samples/SAMEA1000012')).status).toBe(403);
  });

  it('knows secondary accessions, without structured data', async () => {
    const api = await biosamples(await start());
    const [primary, secondary] = [await api.get('SAMEA1000007'), await api.get('ERS1000007')];
    const { structuredData, ...rest } = primary.body;
    expect(structuredData[0].type).toBe('AMR');
    expect(secondary.body).toEqual(rest);
    expect((await api.get('ERS0')).status).toBe(404);
  });

  it('chooses the format by Accept, suffix or parameter', async () => {
    const api = await biosamples(await start());
    const type = async (path: string, accept: string) =>
      (await api.call(path, { accept })).headers.get('content-type');
    expect(await type('/samples/SAMEA12345', '*/*')).toBe('application/hal+json');
    expect(await type('/samples/SAMEA12345', 'application/json, */*;q=0.1')).toBe('application/json');
    expect(await type('/samples/SAMEA12345', 'application/json;q=0.5, application/ld+json')).toBe(
      'application/ld+json',
    );
    expect(await type('/samples/SAMEA12345.pxf', '*/*')).toBe('application/phenopacket+json');
    expect(await type('/samples/SAMEA12345.json', 'text/html')).toBe('application/json');
    expect(await type('/samples/SAMEA12345?format=ldjson', '*/*')).toBe('application/ld+json');
    expect((await api.call('/samples/SAMEA12345', { accept: 'image/png' })).status).toBe(406);
    const ld = (await api.call('/samples/SAMEA12345.ldjson')).body;
    expect([ld['@type'], ld.mainEntity.name]).toEqual(['DataRecord', 'FakeSample']);
  });

  it('answers HEAD like GET, without a body', async () => {
    const api = await biosamples(await start());
    const [head, get] = [
      await api.call('/samples/SAMEA12345', { method: 'HEAD' }),
      await api.get('SAMEA12345'),
    ];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  });

  it('accepts slashes at the end of a path', async () => {
    const api = await biosamples(await start());
    expect((await api.call('/samples/SAMEA12345/')).status).toBe(200);
    expect((await api.call('/samples/')).body._embedded.samples.length).toBeGreaterThan(0);
  });
});

describe('the protocol around it', () => {
  it('falls into the handlers that take any verb, when Accept lets it', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const before = lab.state.biosamples.samples.list();
    const trap = (method: string, more: object = {}) =>
      api.call('/samples/SAMEA12345', { method, accept: '*/*', ...more });
    for (const reply of [
      await trap('DELETE'),
      await trap('PATCH', { body: {} }),
      await trap('POST', { body: {} }),
      await trap('PUT', { body: human('x'), type: 'text/plain' }),
    ]) {
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('application/phenopacket+json');
      expect(reply.body.biosamples[0].id).toBe('SAMEA12345');
    }
    const closed = await api.call('/samples/SAMEA12345', { method: 'DELETE' });
    expect([closed.status, closed.text, closed.headers.get('allow')]).toEqual([405, '', 'GET,PUT']);
    expect(
      (await api.call('/samples/SAMEA12345', { method: 'PUT', body: {}, type: 'text/plain' })).status,
    ).toBe(415);
    expect((await api.anonymous('/samples/SAMEA12345', { body: {}, accept: '*/*' })).status).toBe(403);
    expect(lab.state.biosamples.samples.list()).toEqual(before);
  });

  it('takes HAL bodies only under the rules of the documentation', async () => {
    const type = 'application/hal+json';
    const strict = await biosamples(await start());
    expect((await strict.call('/samples', { body: human('x'), type })).status).toBe(415);
    const lenient = await biosamples(await start({ rules: 'documented' }));
    expect((await lenient.call('/samples', { body: human('x'), type })).status).toBe(201);
  });

  it('shows errors as a page to those who want HTML', async () => {
    const api = await biosamples(await start());
    const reply = await api.call('/samples', {
      body: { release: PAST },
      accept: 'text/html, application/hal+json;q=0.1',
    });
    expect(reply.headers.get('content-type')).toMatch(/^text\/html/);
    expect(reply.text).toContain('Whitelabel Error Page');
    const ld = await api.call('/samples/SAMEA1000012', { accept: 'application/ld+json' });
    expect([ld.status, ld.headers.get('content-type')]).toEqual([403, 'text/html;charset=UTF-8']);
  });

  it('has a root that speaks HAL to those who name it', async () => {
    const lab = await start();
    const hal = await ask(lab.urls.biosamples);
    expect(Object.keys(hal.body._links)).toEqual(['samples', 'curations', 'privacyNotice', 'termsOfUse']);
    expect(hal.body._links.privacyNotice.href).toMatch(/^\//);
    expect(hal.headers.get('cache-control')).toBe('max-age=3600');
    expect((await ask(lab.urls.biosamples, { accept: 'application/ld+json' })).body['@type']).toBe(
      'DataCatalog',
    );
    expect((await ask(lab.urls.biosamples, { accept: '*/*' })).text).toMatch(/^<!DOCTYPE html>/);
  });

  it('marks every answer', async () => {
    const lab = await start();
    for (const url of [
      `${lab.urls.biosamples}/samples/SAMEA12345`,
      `${lab.urls.biosamples}/x`,
      `${lab.url}/x`,
    ]) {
      expect((await ask(url)).headers.get('x-sandbox')).toMatch(/^accession; request=\d+$/);
    }
  });
});
