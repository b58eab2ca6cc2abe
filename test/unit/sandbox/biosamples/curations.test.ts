import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../../src/sandbox/index.ts';
import { biosamples, human, login, start } from '../support.ts';

/** The example of the public documentation, and its two hashes. */
const EXAMPLE = {
  attributesPre: [{ type: 'Organism', value: 'Human', iri: ['9606'] }],
  attributesPost: [
    { type: 'Organism', value: 'Homo sapiens', iri: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] },
  ],
  externalReferencesPre: [{ url: 'www.google.com', duo: [] }],
  externalReferencesPost: [{ url: 'www.ebi.ac.uk/ena/ERA123456', duo: [] }],
  relationshipsPre: [],
  relationshipsPost: [{ source: 'SAMFAKE123456', type: 'DERIVED_FROM', target: 'SAMFAKE7654321' }],
};
const CURATION_HASH = '09a5a9cddbea9f5bb6302b86b922c408abc92b8b10c78f0662ac7e41fd44e91f';
const LINK_HASH = 'd1f611ec2c8caf3d9f58fa40227ea60ebb5fc00eda06338fb81db7d987a6fa63';

const rename = (from: string, to: string) => ({
  attributesPre: [{ type: 'note', value: from }],
  attributesPost: [{ type: 'note', value: to }],
});

async function curator(lab: Lab) {
  const api = await biosamples(lab);
  const curate = (sample: string, curation: object, more: object = {}) =>
    api.call(`/samples/${sample}/curationlinks`, { body: { sample, curation, ...more } });
  const noted = async (value: string) =>
    (
      await api.create(
        human('x', { characteristics: { ...human('').characteristics, note: [{ text: value }] } }),
      )
    ).body.accession as string;
  const note = async (accession: string, query = '') =>
    (await api.get(accession, query)).body.characteristics.note?.[0].text;
  return { ...api, curate, noted, note };
}

describe('curation links', () => {
  it('reproduce the hashes of the documentation, and do not read those that were sent', async () => {
    const lab = await start();
    const { curate } = await curator(lab);
    const sent = { ...EXAMPLE, externalPre: [{ url: 'x' }], externalPost: [], hash: 'f00' };
    const reply = await curate('SAMEA12345', sent, {
      hash: 'ba7',
      webinSubmissionAccountId: 'Webin-9',
      created: 'x',
    });
    expect(reply.status).toBe(201);
    const self = `${lab.urls.biosamples}/samples/SAMEA12345/curationlinks/${LINK_HASH}`;
    expect(reply.headers.get('location')).toBe(self);
    const { created, ...rest } = reply.body;
    expect(created).toMatch(/^2026-01-15T09:00:00\.\d{9}Z$/);
    expect(rest).toEqual({
      sample: 'SAMEA12345',
      curation: { ...EXAMPLE, hash: CURATION_HASH },
      webinSubmissionAccountId: 'Webin-12345',
      hash: LINK_HASH,
      _links: {
        self: { href: self },
        sample: { href: `${lab.urls.biosamples}/samples/SAMEA12345` },
        curation: { href: `${lab.urls.biosamples}/curations/${CURATION_HASH}` },
      },
    });
  });

  it('change what is shown, not what is stored', async () => {
    const lab = await start();
    const { curate, noted, note } = await curator(lab);
    const accession = await noted('old');
    await curate(accession, rename('old', 'new'));
    expect(await note(accession)).toBe('new');
    expect(await note(accession, '?applyCurations=false')).toBe('old');
    expect(lab.state.biosamples.samples.get(accession)?.characteristics.note).toEqual([{ text: 'old' }]);
  });

  it('apply in the order of their dates, and only when all conditions hold', async () => {
    const lab = await start();
    const { curate, noted, note } = await curator(lab);
    const accession = await noted('a');
    await curate(accession, rename('b', 'c'));
    lab.clock.advance(1);
    await curate(accession, rename('a', 'b'));
    expect(await note(accession), 'the first was skipped for good').toBe('b');
    lab.clock.advance(1);
    await curate(accession, {
      ...rename('b', 'd'),
      externalReferencesPre: [{ url: 'https://example.org/absent' }],
    });
    expect(await note(accession), 'never in part').toBe('b');
    lab.clock.advance(1);
    await curate(accession, { attributesPost: [{ type: 'note', value: 'b' }] });
    expect(await note(accession), 'a Post that is there already').toBe('b');
    lab.clock.advance(1);
    await curate(accession, { attributesPre: [{ type: 'note', value: 'b', unit: 'kg' }] });
    expect(await note(accession), 'a unit is part of it').toBe('b');
    lab.clock.advance(1);
    await curate(accession, { ...rename('b', ''), attributesPost: [{ type: 'gone', value: 'yes' }] });
    expect(await note(accession)).toBeUndefined();
  });

  it('are the same whoever makes them; the first stays', async () => {
    const lab = await start();
    const { curate, call, noted } = await curator(lab);
    const accession = await noted('a');
    const first = (await curate(accession, rename('a', 'b'))).body;
    lab.clock.advance('1m');
    const body = { sample: accession, curation: rename('a', 'b') };
    const token = await login(lab, 'webinBroker');
    const second = (await call(`/samples/${accession}/curationlinks`, { body, token })).body;
    expect(second.hash).toBe(first.hash);
    expect(second.webinSubmissionAccountId).toBe('Webin-54321');
    const stored = (await call(`/samples/${accession}/curationlinks/${first.hash}`)).body;
    expect(stored.webinSubmissionAccountId).toBe('Webin-12345');
    expect(Date.parse(stored.created)).toBe(Date.parse(first.created));
    expect(lab.state.biosamples.curationLinks.list(accession)).toHaveLength(1);
  });

  it('cannot tell Pre from Post by their hash', async () => {
    const lab = await start();
    const { curate } = await curator(lab);
    const attribute = [{ type: 'note', value: 'b' }];
    const add = (await curate('SAMEA12345', { attributesPost: attribute })).body;
    const remove = (await curate('SAMEA12345', { attributesPre: attribute })).body;
    expect(remove.hash).toBe(add.hash);
    expect(lab.state.biosamples.curationLinks.list('SAMEA12345')).toHaveLength(1);
  });

  it('may be made on samples that do not exist or are not one’s own, but not anonymously', async () => {
    const lab = await start();
    const { curate, anonymous } = await curator(lab);
    expect((await curate('SAMEA404404', rename('a', 'b'))).status).toBe(201);
    expect((await curate('SAMEA1000012', rename('a', 'b'))).status).toBe(201);
    const body = { sample: 'SAMEA12345', curation: rename('a', 'b') };
    expect((await anonymous('/samples/SAMEA12345/curationlinks', { body })).status).toBe(403);
  });

  it('about a relationship are shown on its target too, through a link that stays', async () => {
    const lab = await start();
    const { curate, call, get } = await curator(lab);
    const relation = { source: 'SAMEA12345', type: 'same as', target: 'SAMEA1000010' };
    const { hash } = (await curate('SAMEA12345', { relationshipsPost: [relation] })).body;
    expect((await get('SAMEA12345')).body.relationships).toEqual([relation]);
    expect((await get('SAMEA1000010')).body.relationships).toEqual([relation]);
    const [other] = lab.state.biosamples.curationLinks.list('SAMEA1000010');
    expect(other?.hash).not.toBe(hash);
    expect((await call(`/samples/SAMEA12345/curationlinks/${hash}`, { method: 'DELETE' })).status).toBe(204);
    expect((await get('SAMEA12345')).body.relationships).toBeUndefined();
    expect((await get('SAMEA1000010')).body.relationships).toEqual([relation]);
    expect((await curate('SAMEA12345', { relationshipsPost: [{ type: 't', target: 'x' }] })).status).toBe(
      400,
    );
  });

  it('are deleted by their maker, and then no longer apply', async () => {
    const lab = await start();
    const { curate, call, noted, note } = await curator(lab);
    const accession = await noted('a');
    const { hash } = (await curate(accession, rename('a', 'b'))).body;
    const path = `/samples/${accession}/curationlinks/${hash}`;
    expect((await call(path, { method: 'DELETE', token: null })).status).toBe(403);
    const gone = await call(path, { method: 'DELETE' });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(await note(accession)).toBe('a');
    expect((await call(path)).status).toBe(500);
  });

  it('are listed by the framework’s own paging', async () => {
    const lab = await start();
    const { curate, call } = await curator(lab);
    for (const n of [1, 2, 3]) await curate('SAMEA12345', { attributesPost: [{ type: 'n', value: n }] });
    const reply = await call('/samples/SAMEA12345/curationlinks?size=2&page=1');
    expect(reply.body._embedded.curationLinks).toHaveLength(1);
    expect(reply.body.page).toEqual({ size: 2, totalElements: 3, totalPages: 2, number: 1 });
    expect(Object.keys(reply.body._links)).toEqual(['first', 'prev', 'self', 'last']);
    expect(reply.body._links.last.href).toMatch(/page=1&size=2$/);
    const none = await call('/samples/SAMEA1000001/curationlinks');
    expect([none.status, none.body._embedded]).toEqual([200, undefined]);
    expect(none.body.page.size).toBe(20);
  });
});

describe('curations', () => {
  it('are shared by links, and know their samples', async () => {
    const lab = await start();
    const { curate, anonymous } = await curator(lab);
    const curation = { attributesPost: [{ type: 'n', value: '1' }] };
    const { hash } = (await curate('SAMEA12345', curation)).body.curation;
    await curate('SAMEA1000001', curation);
    await curate('SAMEA1000012', curation);
    const all = (await anonymous('/curations')).body;
    expect(all._embedded.curations.map((item: { hash: string }) => item.hash)).toContain(hash);
    expect(all.page.totalElements).toBe(2);
    const one = (await anonymous(`/curations/${hash}`)).body;
    expect(one._links.samples.href).toBe(`${lab.urls.biosamples}/curations/${hash}/samples`);
    const samples = (await anonymous(`/curations/${hash}/samples`)).body._embedded.samples;
    expect(samples.map((item: { accession: string }) => item.accession)).toEqual([
      'SAMEA12345',
      'SAMEA1000001',
    ]);
    expect((await anonymous('/curations/f00/samples')).status).toBe(404);
  });
});
