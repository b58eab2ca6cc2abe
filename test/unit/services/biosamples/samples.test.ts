import { BioSamples, type Hooks, InputError, type NoticeEvent, type Sample, token } from 'accession';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const URL_ = 'https://bio.test/biosamples';
const network = setupServer();
beforeAll(() => network.listen({ onUnhandledRequest: 'error' }));
afterEach(() => network.resetHandlers());
afterAll(() => network.close());

const client = (hooks: Hooks = {}) =>
  new BioSamples({ url: URL_, auth: token('tok-1234567'), hooks, retries: 0 });

/** A record with everything that a careless client would lose. */
const rich: Sample = {
  name: 'Größe & "quotes"',
  accession: 'SAMEA7',
  sraAccession: 'ERS7',
  taxId: 9940,
  status: 'PUBLIC',
  release: '2023-04-15T08:26:35.123456789Z',
  update: '2023-04-15T08:26:38.356Z',
  create: '2023-02-17T10:40:11Z',
  submitted: '2023-02-17T10:40:18.855Z',
  domain: 'self.Old',
  characteristics: {
    Organism: [
      {
        text: 'Ovis aries',
        ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940', ''],
        tag: 'core',
      },
    ],
    'age at death': [{ text: '3', unit: 'year', note: { nested: [1, null, true] } }],
    __proto: [{ text: 'x' }],
  },
  relationships: [{ source: 'SAMEA7', type: 'derived from', target: 'SAMEA6', since: 2001 }],
  externalReferences: [{ url: 'https://www.ebi.ac.uk/ena', duo: [] }],
  contact: [{ Name: 'A', 'E-mail': 'a@b.c', ORCID: '0000' }],
  publications: [{ doi: '10.1/x', pubmed_id: '1', year: 2020 }],
  somethingNew: { of: ['the', { future: 1.5e-7 }] },
  nothing: null,
};

describe('reading and writing back', () => {
  it('keeps every field, known or not', async () => {
    let put: unknown;
    network.use(
      http.get(`${URL_}/samples/SAMEA7`, () =>
        HttpResponse.json({ ...rich, _links: { self: { href: 'x' } }, releaseDate: '2023-04-15' }),
      ),
      http.put(`${URL_}/samples/SAMEA7`, async ({ request }) => {
        put = await request.json();
        return HttpResponse.json(put as object);
      }),
    );
    const samples = client().samples;
    const read = await samples.get({ accession: 'SAMEA7', applyCurations: false });
    expect(read).toEqual({ ...rich, _links: { self: { href: 'x' } }, releaseDate: '2023-04-15' });
    const written = await samples.update(read);
    expect(put).toStrictEqual(rich);
    expect(written).toEqual(rich);
  });

  it('asks for JSON and HAL, and for curations only as told', async () => {
    const asked: string[] = [];
    network.use(
      http.get(`${URL_}/samples/SAMEA7`, ({ request }) => {
        asked.push(`${new URL(request.url).search} ${request.headers.get('accept')}`);
        return HttpResponse.json(rich);
      }),
    );
    await client().samples.get('SAMEA7');
    await client().samples.get({ accession: 'SAMEA7', applyCurations: false });
    const accept = 'application/hal+json, application/json;q=0.9';
    expect(asked).toEqual([` ${accept}`, `?applyCurations=false ${accept}`]);
  });

  it('does not change what the caller gave', async () => {
    network.use(
      http.post(`${URL_}/samples`, () =>
        HttpResponse.json({ name: 'a', accession: 'SAMEA1' }, { status: 201 }),
      ),
    );
    const given = { name: 'a', release: new Date(0), _links: {}, characteristics: {} };
    const before = structuredClone(given);
    await client().samples.create(given);
    expect(given).toEqual(before);
  });
});

describe('a sample that cannot be meant', () => {
  const problems = async (work: () => Promise<unknown>) => {
    const error = await work().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).issues.map(({ path, message }) => `${path}: ${message}`);
  };
  const create = (sample: object) => () => client().samples.create(sample as never);

  it.each([
    [
      {},
      [
        'name: is required (the name you know the sample by)',
        'release: is required: a Date, "2026-01-31" or "2026-01-31T12:00:00Z"',
      ],
    ],
    [
      { name: ' ', release: 'soon' },
      ['name: must not be empty', 'release: is not a date; write "2026-01-31" or "2026-01-31T12:00:00Z"'],
    ],
    [
      { name: 'a', release: '2026-02-30' },
      ['release: is not a date; write "2026-01-31" or "2026-01-31T12:00:00Z"'],
    ],
    [
      { name: 'a', release: '2026-01-01', accession: 'SAMEA1' },
      ['accession: is given by the repository; for a sample that has one use update'],
    ],
    [
      { name: 'a', release: '2026-01-01', characteristics: { organism: 'Homo sapiens' } },
      ['characteristics.organism: must be a list of values: [{ text: "…" }]'],
    ],
    [
      { name: 'a', release: '2026-01-01', characteristics: { 'age (days)': [{ text: 3 }] } },
      ['characteristics["age (days)"][0].text: must be a text: write numbers in quotes'],
    ],
    [
      { name: 'a', release: '2026-01-01', characteristics: { organism: ['Homo sapiens'] } },
      ['characteristics.organism[0]: must be an object such as { text: "liver" }'],
    ],
    [
      { name: 'a', release: '2026-01-01', relationships: [{ type: '', target: 'SAMEA1' }] },
      ['relationships[0].type: must not be blank'],
    ],
    [
      { name: 'a', release: '2026-01-01', status: 'public' },
      ['status: must be one of DRAFT, PRIVATE, PUBLIC, CANCELLED, SUPPRESSED, KILLED'],
    ],
    [
      { name: 'a', release: '2026-01-01', data: [{ type: 'AMR' }] },
      ['data: is no longer taken by the repository; put tables with structuredData.put'],
    ],
  ])('%j is refused before anything is sent', async (sample, expected) => {
    expect(await problems(create(sample))).toEqual(expected);
  });

  it('names the operation and every problem in its message', async () => {
    const error = (await client()
      .samples.create({ name: 7, characteristics: { organism: {} } } as never)
      .catch((e: unknown) => e)) as InputError;
    expect(error.message).toBe(
      'biosamples.samples.create: nothing was sent, there are 3 problems with the input\n' +
        '  name: must be a text\n' +
        '  characteristics.organism: must be a list of values: [{ text: "…" }]\n' +
        '  release: is required: a Date, "2026-01-31" or "2026-01-31T12:00:00Z"',
    );
  });

  it('misspelt options and queries are errors, not silence', async () => {
    expect(await problems(() => client().samples.get('SAMEA1', { timeout: 5 } as never))).toEqual([
      'options.timeout: is not an option; there are signal, headers, timeoutMs, deadlineMs, retries',
    ]);
    expect(
      await problems(() =>
        client()
          .samples.search({ filters: 'x' } as never)
          .all(),
      ),
    ).toEqual(['filters: is not known here; check the spelling']);
    expect(await problems(() => client().samples.search({ size: 500 }).all())).toEqual([
      'size: must be at most 200, the most the repository gives',
    ]);
    expect(await problems(() => client().samples.get(7 as never))).toEqual([
      ': must be an accession such as "SAMEA112654119"',
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00Z'],
    ['2026-01-31T12:30:00Z', '2026-01-31T12:30:00Z'],
    ['2026-01-31T12:30:00', '2026-01-31T12:30:00Z'],
    ['2026-01-31T12:30', '2026-01-31T12:30:00Z'],
    ['2026-01-31T00:30:00+01:00', '2026-01-30T23:30:00Z'],
    ['2026-01-31 12:30:00 -0500', '2026-01-31T17:30:00Z'],
    ['2026-01-31T12:30:00.123456789Z', '2026-01-31T12:30:00.123456789Z'],
    ['2026-01-31T12:30:00.5+01:00', '2026-01-31T11:30:00.5Z'],
    [new Date(Date.UTC(2026, 0, 31, 1, 2, 3, 4)), '2026-01-31T01:02:03.004Z'],
    [new Date(Date.UTC(2026, 0, 31)), '2026-01-31T00:00:00.000Z'],
  ])('%s is written as %s', async (release, expected) => {
    let sent: { release?: string } = {};
    network.use(
      http.post(`${URL_}/samples`, async ({ request }) => {
        sent = (await request.json()) as typeof sent;
        return HttpResponse.json({ name: 'a', accession: 'SAMEA1' }, { status: 201 });
      }),
    );
    await client().samples.create({ name: 'a', release });
    expect(sent.release).toBe(expected);
  });
});

describe('what the repository will probably refuse', () => {
  it('is sent as the documentation shows it, with a warning, and the refusal repeats the warning', async () => {
    const warnings: NoticeEvent[] = [];
    network.use(
      http.put(`${URL_}/samples/SAMEA12345`, () =>
        HttpResponse.json(
          { status: 400, message: 'Source of a relationship must be an accession but was "SAMFAKE123456"' },
          { status: 400 },
        ),
      ),
    );
    const error = await client({ onWarning: (event) => warnings.push(event) })
      .samples.update({
        name: 'FakeSample',
        accession: 'SAMEA12345',
        release: '2025-07-30T08:54:06.713767735Z',
        characteristics: {},
        relationships: [{ source: 'SAMFAKE123456', type: 'derived from', target: 'SAMEA1' }],
      })
      .catch((e: unknown) => e);
    expect(warnings.map(({ path }) => path)).toEqual(['characteristics', 'relationships[0].source']);
    expect(error).toMatchObject({
      code: 'invalid',
      hint: expect.stringContaining('"SAMFAKE123456" is not an accession'),
    });
  });
});

describe('refusals', () => {
  it.each<[string, Parameters<typeof HttpResponse.json>[0] | string, ResponseInit, object]>([
    [
      'an error object',
      { status: 400, error: 'Bad Request', message: 'Sample must specify a domain' },
      { status: 400 },
      { code: 'invalid', message: 'biosamples.samples.get: 400 Bad Request: Sample must specify a domain' },
    ],
    [
      "the validator's list",
      [{ dataPath: '/characteristics', errors: ["must have required property 'organism'"] }],
      { status: 400 },
      {
        code: 'invalid',
        issues: [{ path: '/characteristics', message: "must have required property 'organism'" }],
      },
    ],
    [
      'plain text',
      'Unauthorized submitter',
      { status: 401 },
      {
        code: 'unauthenticated',
        message: 'biosamples.samples.get: 401 Unauthorized: Unauthorized submitter',
      },
    ],
    [
      'nothing at all',
      '',
      { status: 404 },
      { code: 'not-found', message: 'biosamples.samples.get: 404 Not Found' },
    ],
    [
      'an HTML page',
      '<html><head><title>503 Service\n Temporarily Unavailable</title>',
      { status: 503, headers: { 'content-type': 'text/html' } },
      {
        code: 'server-fault',
        message:
          'biosamples.samples.get: 503 Service Unavailable: an HTML page ("503 Service Temporarily Unavailable")',
      },
    ],
  ])('as %s', async (_, body, init, expected) => {
    network.use(
      http.get(`${URL_}/samples/SAMEA1`, () =>
        typeof body === 'string' ? new HttpResponse(body, init) : HttpResponse.json(body, init),
      ),
    );
    const error = await client()
      .samples.get('SAMEA1')
      .catch((e: unknown) => e);
    expect(error).toMatchObject(expected);
  });

  it('of a validation are an answer, not an error', async () => {
    network.use(
      http.post(`${URL_}/validate`, ({ request }) =>
        new URL(request.url).searchParams.get('checklist') === 'BSDC00001'
          ? HttpResponse.json(
              [{ dataPath: '/characteristics', errors: ["must have required property 'organism'"] }],
              { status: 400 },
            )
          : HttpResponse.json({ name: 'a', taxId: 9606 }),
      ),
    );
    await expect(client().samples.validate({ name: 'a' }, { checklist: 'BSDC00001' })).resolves.toEqual({
      valid: false,
      issues: [{ path: '/characteristics', messages: ["must have required property 'organism'"] }],
    });
    await expect(client().samples.validate({ name: 'a' })).resolves.toEqual({
      valid: true,
      issues: [],
      sample: { name: 'a', taxId: 9606 },
    });
  });
});

describe('answers of tomorrow', () => {
  it('with new words and fields pass, and are reported', async () => {
    const drift: string[] = [];
    network.use(
      http.get(`${URL_}/samples/SAMEA1`, () =>
        HttpResponse.json({
          name: 'a',
          accession: 'SAMEA1',
          status: 'EMBARGOED',
          quality: 5,
          characteristics: { organism: [{ text: 'x', confidence: 1 }] },
        }),
      ),
    );
    const sample = await client({
      onDrift: ({ path, message }) => drift.push(`${path}: ${message}`),
    }).samples.get('SAMEA1');
    expect(sample.status).toBe('EMBARGOED');
    expect(drift).toEqual([
      'status: unknown word "EMBARGOED"',
      'quality: unknown field',
      'characteristics.organism[0].confidence: unknown field',
    ]);
  });

  it('without what we rely on are an error with the path', async () => {
    network.use(
      http.get(`${URL_}/samples/SAMEA1`, () =>
        HttpResponse.json({ name: 'a', characteristics: { organism: 'x' } }),
      ),
    );
    const error = await client()
      .samples.get('SAMEA1')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'response',
      issues: [
        { path: 'accession', message: 'is required (a text)' },
        { path: 'characteristics.organism', message: 'must be a list, but is a text' },
      ],
    });
  });

  it('a hook that fails does not break the call', async () => {
    const warned: string[] = [];
    const onWarning = (warning: Error) => warned.push(warning.name);
    process.on('warning', onWarning);
    network.use(
      http.get(`${URL_}/samples/SAMEA1`, () => HttpResponse.json({ name: 'a', accession: 'SAMEA1' })),
    );
    const broken: Hooks = {
      onResponse() {
        throw new Error('no');
      },
    };
    await expect(client(broken).samples.get('SAMEA1')).resolves.toMatchObject({ name: 'a' });
    await new Promise(setImmediate);
    process.off('warning', onWarning);
    expect(warned).toEqual(['AccessionHook']);
  });
});
