import { describe, expect, it } from 'vitest';
import { biosamples, HUMAN, human, PAST, start } from '../support.ts';

/** The requests of the public page that today's server refuses, and the same page's other requests. */
describe('the rules of the documentation', () => {
  const documented = async () => {
    const lab = await start({ rules: 'documented' });
    return { lab, api: await biosamples(lab) };
  };

  it('take a sample of a name and a release', async () => {
    const { lab, api } = await documented();
    const release = '2025-07-30T08:54:07.592313138Z';
    const reply = await api.create({ name: 'FakeSample', release, webinSubmissionAccountId: 'Webin-12345' });
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`${lab.urls.biosamples}/samples`);
    expect(reply.body).toMatchObject({
      name: 'FakeSample',
      webinSubmissionAccountId: 'Webin-12345',
      status: 'PUBLIC',
      release: '2025-07-30T08:54:07.592Z',
      submittedVia: 'JSON_API',
    });
    expect(reply.body.taxId).toBeUndefined();
    const reference = { url: 'https://www.ebi.ac.uk/ena/data/view/SAMEA00001' };
    const second = await api.create({ name: 'FakeSample', release, externalReferences: [reference] });
    expect(second.body.externalReferences).toEqual([{ ...reference, duo: [] }]);
  });

  it('still refuse an organism that is wrong, and a checklist that is not met', async () => {
    const { api } = await documented();
    const make = async (characteristics: object) =>
      (await api.create({ name: 'x', release: PAST, characteristics })).status;
    expect(await make({ organism: [{ text: 'Nobody' }] })).toBe(400);
    expect(await make({ organism: [{ text: '' }] })).toBe(400);
    expect(await make({ checklist: [{ text: 'ERC000011' }] })).toBe(400);
    expect(await make(HUMAN)).toBe(201);
    expect((await api.create({ name: 'x' })).status, 'release').toBe(400);
  });

  it('update the sample of the page as the page does, with example accessions', async () => {
    const { api } = await documented();
    const body = {
      name: 'FakeSample',
      accession: 'SAMEA12345',
      webinSubmissionAccountId: 'Webin-12345',
      status: 'PUBLIC',
      release: '2025-07-30T08:54:04.025031918Z',
      update: '2025-07-30T08:54:04.025032058Z',
      submitted: '2025-07-30T08:54:04.025032140Z',
      characteristics: {},
      relationships: [{ source: 'SAMFAKE123456', type: 'derived from', target: 'SAMFAKE654321' }],
      submittedVia: 'JSON_API',
      create: '2025-07-30T08:54:04.025032099Z',
    };
    const reply = await api.put(body);
    expect(reply.status).toBe(200);
    expect(reply.body.relationships).toContainEqual(body.relationships[0]);
    expect((await api.create(human('x', { relationships: [{ type: 't', target: 'ewe' }] }))).status).toBe(
      400,
    );
    const strict = await biosamples(await start());
    expect((await strict.put({ ...body, ...human('FakeSample') })).status).toBe(400);
  });

  it('take structured data of a domain for a example accession, and show nulls', async () => {
    const { api } = await documented();
    const data = [
      {
        domain: 'self.ExampleDomain',
        webinSubmissionAccountId: null,
        type: 'AMR',
        schema: null,
        content: [{ antibioticName: { value: 'nalidixic acid', iri: null } }],
      },
    ];
    const path = '/structureddata/SAMFAKE123456';
    const body = { accession: 'SAMFAKE123456', create: PAST, update: PAST, data };
    const reply = await api.call(path, { method: 'PUT', body });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/hal+json']);
    expect(reply.body).toEqual({
      accession: 'SAMFAKE123456',
      create: expect.any(String),
      update: expect.any(String),
      data,
    });
    expect((await api.anonymous(path)).body.data).toEqual(data);
    expect((await api.call(path, { method: 'PUT', body, token: null })).status).toBe(401);
    const unowned = { ...body, data: [{ ...data[0], domain: null }] };
    expect((await api.call(path, { method: 'PUT', body: unowned })).status).toBe(400);
  });

  it('show the domain of a curation link as null', async () => {
    const { api } = await documented();
    const reply = await api.call('/samples/SAMEA12345/curationlinks', {
      body: {
        sample: 'SAMEA12345',
        curation: { externalReferencesPost: [{ url: 'www.ebi.ac.uk/ena/ERA123456' }] },
      },
    });
    expect(reply.status).toBe(201);
    expect(Object.keys(reply.body)).toEqual([
      'sample',
      'curation',
      'domain',
      'webinSubmissionAccountId',
      'created',
      'hash',
      '_links',
    ]);
    expect(reply.body.domain).toBeNull();
  });
});
