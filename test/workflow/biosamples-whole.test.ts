import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BioSamples,
  createClient,
  filters,
  InputError,
  type NewSample,
  type Repositories,
  type SampleContent,
  webin,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HUMAN = { text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] };
const liver: NewSample = { name: 'liver 1', release: '2020-01-01', characteristics: { organism: [HUMAN] } };

let lab: Lab;
let repos: Repositories;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'empty' });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
});

const stored = () => lab.state.biosamples.samples.list();
const stranger = () =>
  new BioSamples({
    ...lab.config.biosamples,
    auth: webin({ ...lab.credentials.webinBroker, url: lab.urls.webin }),
  });

describe('samples.patch', () => {
  it('changes what is named and keeps all the rest', async () => {
    const { samples } = repos.biosamples;
    const donor = await samples.create({ ...liver, name: 'donor' });
    const created = await samples.create({
      ...liver,
      characteristics: { organism: [HUMAN], sex: [{ text: 'female' }], age: [{ text: '3', unit: 'year' }] },
      relationships: [{ type: 'derived from', target: donor.accession }],
      contact: [{ Name: 'A. Person' }],
    });
    // An inverse relationship, which must not become a copy in this record.
    await samples.create({
      ...liver,
      name: 'culture',
      relationships: [{ type: 'derived from', target: created.accession }],
    });

    const patched = await samples.patch(created.accession, {
      characteristics: { age: [{ text: '4', unit: 'year' }], sex: null, breed: [{ text: 'Texel' }] },
    });
    expect(patched.characteristics).toMatchObject({
      organism: [HUMAN],
      age: [{ text: '4', unit: 'year' }],
      breed: [{ text: 'Texel' }],
    });
    expect(patched.characteristics).not.toHaveProperty('sex');
    expect(patched.contact).toEqual([{ Name: 'A. Person' }]);
    const put = lab.journal.requests({ operation: 'biosamples.samples.update' }).at(-1);
    expect(JSON.parse(put?.body ?? '').relationships).toEqual([
      { source: created.accession, type: 'derived from', target: donor.accession },
    ]);
  });

  it('does not bake curations of others into the record', async () => {
    const { samples, curationLinks } = repos.biosamples;
    const { accession } = await samples.create({
      ...liver,
      characteristics: { organism: [HUMAN], sex: [{ text: 'f' }] },
    });
    await curationLinks.create({
      sample: accession,
      curation: {
        attributesPre: [{ type: 'sex', value: 'f' }],
        attributesPost: [{ type: 'sex', value: 'female' }],
      },
    });
    await samples.patch(accession, { characteristics: { breed: [{ text: 'Texel' }] } });
    const raw = await samples.get({ accession, applyCurations: false });
    expect(raw.characteristics?.sex).toEqual([{ text: 'f' }]);
  });

  it('lets the repository find the new taxon when the organism changes', async () => {
    const { samples } = repos.biosamples;
    const { accession, taxId } = await samples.create(liver);
    expect(taxId).toBe(9606);
    const sheep = await samples.patch(accession, { characteristics: { organism: [{ text: 'Ovis aries' }] } });
    expect(sheep.taxId).toBe(9940);
  });

  it('takes a function from the sample as it is to the sample as it shall be', async () => {
    const { samples } = repos.biosamples;
    const { accession } = await samples.create(liver);
    const patched = await samples.patch(accession, (sample) => ({
      ...sample,
      name: `${sample.name}, left lobe`,
    }));
    expect(patched.name).toBe('liver 1, left lobe');
    await expect(samples.patch(accession, (() => undefined) as never)).rejects.toBeInstanceOf(InputError);
  });

  it('makes the change again on the newer record when somebody was faster', async () => {
    const { samples } = repos.biosamples;
    const { accession, ...content } = await samples.create(liver);
    let reads = 0;
    // Somebody else writes after our first reading, before our second.
    const stop = lab.requests.watch(async (event) => {
      if (event.stage !== 'received' || event.request.operation !== 'biosamples.samples.get' || ++reads !== 2)
        return;
      lab.clock.advance(1000);
      await samples.update({ ...content, accession, contact: [{ Name: 'Somebody Else' }] });
    });
    const patched = await samples.patch(accession, {
      characteristics: { age: [{ text: '3', unit: 'year' }] },
    });
    stop();
    expect(patched.characteristics).toHaveProperty('age');
    expect(patched.contact).toEqual([{ Name: 'Somebody Else' }]);
  });

  it('whose answer was lost is written once, read again, and compared before anything is reported', async () => {
    const { samples } = repos.biosamples;
    const { accession } = await samples.create(liver);
    lab.faults.add({ operation: 'biosamples.samples.update', times: 99, effect: { resetAfterCommit: true } });
    const patched = await samples.patch(accession, { name: 'liver 2' }, { retries: 1 });
    expect(patched.name).toBe('liver 2');
    expect(stored()).toHaveLength(1);
  });

  it('that never arrived stays an error in doubt', async () => {
    const { samples } = repos.biosamples;
    const { accession } = await samples.create(liver);
    lab.faults.add({ operation: 'biosamples.samples.update', times: 99, effect: 'reset' });
    await expect(samples.patch(accession, { name: 'liver 2' }, { retries: 1 })).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(stored()[0]?.name).toBe('liver 1');
  });

  it('releases and hides', async () => {
    const { samples } = repos.biosamples;
    const { accession } = await samples.create(liver);
    const hidden = await samples.hide(accession);
    expect(hidden.status).toBe('PRIVATE');
    await expect(stranger().samples.exists(accession)).resolves.toBe(true);
    await expect(stranger().samples.get(accession)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(samples.release(accession)).resolves.toMatchObject({ status: 'PUBLIC' });
    await expect(stranger().samples.get(accession)).resolves.toMatchObject({ name: 'liver 1' });
  });
});

describe('finding', () => {
  it('counts, says what exists, and lists accessions', async () => {
    const { samples, accessions } = repos.biosamples;
    const made = await Promise.all(
      Array.from({ length: 25 }, (_, i) => samples.create({ ...liver, name: `s${i}` })),
    );
    await expect(samples.count()).resolves.toBe(25);
    await expect(samples.count({ filter: filters.name('s7') })).resolves.toBe(1);
    await expect(samples.exists(made[0]?.accession ?? '')).resolves.toBe(true);
    await expect(samples.exists('SAMEA404')).resolves.toBe(false);
    const listed = await accessions.list({ size: 10 }).all();
    expect(listed.toSorted()).toEqual(made.map(({ accession }) => accession).toSorted());
  });

  it('shows what the samples have in common', async () => {
    const { samples } = repos.biosamples;
    await samples.create(liver);
    await samples.create({
      ...liver,
      name: 'sheep',
      characteristics: { organism: [{ text: 'Ovis aries' }] },
    });
    const facets = await samples.facets({ facet: 'organism' });
    expect(facets[0]).toMatchObject({ label: 'organism', count: 2 });
    expect(facets[0]?.content.map(({ label }) => label).toSorted()).toEqual(['Homo sapiens', 'Ovis aries']);
  });

  it('writes what a search finds into a file', async () => {
    await repos.biosamples.samples.create(liver);
    await repos.biosamples.samples.create({ ...liver, name: 'liver 2' });
    const folder = mkdtempSync(join(tmpdir(), 'accession-download-'));
    const { path } = await repos.biosamples.download(
      { filter: filters.name('liver 2') },
      { destination: join(folder, 'a.json') },
    );
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject([{ name: 'liver 2' }]);
    const list = await repos.biosamples.download(
      { format: 'accessions' },
      { destination: join(folder, 'a.txt') },
    );
    expect(readFileSync(list.path, 'utf8').trim().split('\n')).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });

  it('recommends the names that others use', async () => {
    const { recommendations, sample } = await repos.biosamples.samples.recommend({
      ...liver,
      characteristics: { organism: [HUMAN], tissue: [{ text: 'liver' }] },
    });
    expect(recommendations.AttributeRecommendations).toContainEqual(
      expect.objectContaining({ attribute: 'tissue', recommendation: 'organism part' }),
    );
    expect(sample.characteristics).toHaveProperty('organism part');
    expect(stored()).toHaveLength(0);
  });

  it('finds by relations, dates, accounts and references', async () => {
    const { samples } = repos.biosamples;
    const donor = await samples.create({
      ...liver,
      name: 'donor',
      externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/browser/view/SAMEA9', duo: ['DUO:0000007'] }],
    });
    const child = await samples.create({
      ...liver,
      name: 'child',
      relationships: [{ type: 'derived from', target: donor.accession }],
    });
    const names = async (...filter: string[]) =>
      (await samples.search({ filter }).all()).map(({ name }) => name).toSorted();
    await expect(names(filters.relation('derived from', donor.accession))).resolves.toEqual(['child']);
    await expect(names(filters.inverseRelation('derived from', child.accession))).resolves.toEqual(['donor']);
    await expect(names(filters.externalReference('ENA'))).resolves.toEqual(['donor']);
    await expect(names(filters.released({ from: '2019-01-01', until: '2020-01-01' }))).resolves.toEqual([
      'child',
      'donor',
    ]);
    await expect(names(filters.released({ from: new Date('2021-01-01') }))).resolves.toEqual([]);
    await expect(
      names(filters.webinAccount(lab.credentials.webin.username), filters.name('donor')),
    ).resolves.toEqual(['donor']);
    await expect(names(filters.name('donor'), filters.name('child'))).resolves.toEqual(['child', 'donor']);
  });

  it('finds every value that can be stored, by exactly this value', async () => {
    const { samples } = repos.biosamples;
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((t) => t.trim() === t && !/\\(:|$)/.test(t) && !t.includes('\0'));
    let n = 0;
    await fc.assert(
      fc.asyncProperty(text, text, async (name, value) => {
        fc.pre(
          !/^(organism|species|checklist|ena-checklist|sra accession)$/i.test(name) && name !== '__proto__',
        );
        n += 1;
        const { accession } = await samples.create({
          ...liver,
          name: `s${n}`,
          characteristics: { organism: [HUMAN], [name]: [{ text: value }] },
        });
        const found = await samples
          .search({ filter: [filters.attribute(name, value), filters.name(`s${n}`)] })
          .all();
        expect(found.map((sample) => sample.accession)).toEqual([accession]);
        const not = await samples
          .search({ filter: [filters.attribute(name, `${value}x`), filters.name(`s${n}`)] })
          .all();
        expect(not).toEqual([]);
      }),
      { seed: 20260111, numRuns: 60 },
    );
  });

  it.each([{}, { page: 0 }])(
    'a walk %j loses nothing and gives nothing twice while others insert',
    async (mode) => {
      const { samples } = repos.biosamples;
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 1, max: 7 }),
          fc.array(fc.nat(29), { maxLength: 5 }),
          async (count, size, when) => {
            await lab.reset();
            const before = [];
            for (let i = 0; i < count; i += 1)
              before.push((await samples.create({ ...liver, name: `s${i}` })).accession);
            const seen: string[] = [];
            for await (const { accession } of samples.search({ ...mode, size })) {
              seen.push(accession);
              if (when.includes(seen.length)) await samples.create({ ...liver, name: `new ${seen.length}` });
            }
            expect(new Set(seen).size).toBe(seen.length);
            for (const accession of before) expect(seen).toContain(accession);
          },
        ),
        { seed: 20260112, numRuns: 15 },
      );
    },
  );
});

describe('curations', () => {
  it('are made from a difference, linked, applied when read, listed, and taken back', async () => {
    const { samples, curations, curationLinks } = repos.biosamples;
    const { accession } = await samples.create({
      ...liver,
      characteristics: { organism: [HUMAN], sex: [{ text: 'f' }] },
    });
    const before = await samples.get({ accession, applyCurations: false });
    const after = {
      ...before,
      characteristics: {
        ...before.characteristics,
        sex: [{ text: 'female', ontologyTerms: ['PATO_0000383'] }],
      },
    };
    const curation = curations.diff(before, after);
    const link = await curationLinks.create({ sample: accession, curation });
    expect(link.curation.hash).toBe(curation.hash);
    expect(link.hash).toBe(curations.linkHash(curation, accession));

    const curated = await samples.get(accession);
    expect(curated.characteristics?.sex).toEqual([{ text: 'female', ontologyTerms: ['PATO_0000383'] }]);
    const links = await curationLinks.list({ sample: accession }).all();
    expect(links).toHaveLength(1);
    expect(curations.apply(before, links).characteristics).toEqual(curated.characteristics);
    await expect(curationLinks.get({ sample: accession, hash: link.hash ?? '' })).resolves.toMatchObject({
      sample: accession,
    });
    await expect(curations.get(curation.hash ?? '')).resolves.toMatchObject({ hash: curation.hash });
    await expect(curations.list().all()).resolves.toHaveLength(1);
    const linked = await curations.samples({ hash: curation.hash ?? '' }).all();
    expect(linked.map((one) => one.accession)).toEqual([accession]);

    await curationLinks.delete({ sample: accession, hash: link.hash ?? '' });
    expect((await samples.get(accession)).characteristics?.sex).toEqual([{ text: 'f' }]);
  });

  it('made twice because an answer was lost are one', async () => {
    const { samples, curationLinks } = repos.biosamples;
    const { accession } = await samples.create(liver);
    lab.faults.add({ operation: 'biosamples.curationLinks.create', effect: { resetAfterCommit: true } });
    await curationLinks.create({
      sample: accession,
      curation: { attributesPost: [{ type: 'sex', value: 'female' }] },
    });
    await expect(curationLinks.list({ sample: accession }).all()).resolves.toHaveLength(1);
  });

  it('that change nothing are refused before anything is sent', async () => {
    await expect(
      repos.biosamples.curationLinks.create({ sample: 'SAMEA1', curation: {} }),
    ).rejects.toMatchObject({
      code: 'input',
      issues: [{ path: 'curation', message: 'changes nothing: all its lists are empty' }],
    });
    expect(lab.journal.requests({})).toHaveLength(0);
  });
});

describe('structured data', () => {
  const amr = {
    type: 'AMR',
    content: [{ antibioticName: { value: 'nalidixic acid' }, 'measurementSign ': { value: '==' } }],
  };

  it('is put under the account that is logged in, merged by type, and seen on the sample', async () => {
    const { samples, structuredData } = repos.biosamples;
    const { accession } = await samples.create(liver);
    await structuredData.put({ accession, data: [amr] });
    const both = await structuredData.put({ accession, data: [{ type: 'HISTOLOGY_MARKERS', content: [] }] });
    expect(both.data.map(({ type }) => type).toSorted()).toEqual(['AMR', 'HISTOLOGY_MARKERS']);
    const read = await structuredData.get(accession);
    expect(read.data.find(({ type }) => type === 'AMR')).toMatchObject({
      ...amr,
      webinSubmissionAccountId: lab.credentials.webin.username,
    });
    expect((await samples.get(accession)).structuredData).toHaveLength(2);
  });

  it('of another account is refused as such, and an empty table before it is sent', async () => {
    const { samples, structuredData } = repos.biosamples;
    const { accession } = await samples.create(liver);
    const foreign = { ...amr, webinSubmissionAccountId: 'Webin-999' };
    await expect(structuredData.put({ accession, data: [foreign] })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await expect(structuredData.put({ accession, data: [] })).rejects.toBeInstanceOf(InputError);
    await expect(structuredData.get(accession)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('version 2', () => {
  const many = (count: number): NewSample[] =>
    Array.from({ length: count }, (_, i) => ({ ...liver, name: `s${i}` }));

  it('stores, fetches, reserves and validates in bulk', async () => {
    const { samples } = repos.biosamples.v2;
    const results = await samples.bulkSubmit(many(25), { chunkSize: 10 });
    expect(results.map(({ index, name, status }) => `${index} ${name} ${status}`)).toEqual(
      many(25).map(({ name }, i) => `${i} ${name} stored`),
    );
    const accessions = results.map((result) => (result.status === 'stored' ? result.accession : ''));
    const fetched = await samples.bulkFetch([...accessions, 'SAMEA404', accessions[0] ?? ''], {
      chunkSize: 7,
    });
    expect([...fetched.keys()].toSorted()).toEqual(accessions.toSorted());
    await expect(samples.get(accessions[0] ?? '')).resolves.toMatchObject({ name: 's0' });
    const reserved = await samples.bulkAccession([{ name: 'a' }, { name: 'b' }]);
    expect(reserved.map(({ status }) => status)).toEqual(['stored', 'stored']);
    await expect(samples.generateSraAccession()).resolves.toMatch(/^ERS\d+$/);
    await expect(samples.bulkValidate([liver, { name: 'rock' }])).resolves.toMatchObject([
      { name: 'liver 1', valid: true, issues: [] },
      { name: 'rock', valid: false },
    ]);
    expect(stored()).toHaveLength(27);
  });

  it('tells what became of each: refused ones with their reasons, the others stored', async () => {
    const list = many(5);
    list[2] = { name: 'rock', release: '2020-01-01' };
    const results = await repos.biosamples.v2.samples.bulkSubmit(list);
    expect(results.map(({ status }) => status)).toEqual(['stored', 'stored', 'refused', 'stored', 'stored']);
    expect(results[2]).toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ messages: expect.any(Array) })]),
    });
    expect(stored()).toHaveLength(4);
  });

  it('looks at every sample before the first is sent: one would end the call after others were stored', async () => {
    const list: object[] = many(5);
    list[1] = { ...liver, name: 's0', accession: 'SAMEA1' };
    list[3] = { ...liver, name: 'x', characteristics: { 'SRA accession': [{ text: 'ERS1' }] } };
    list[4] = { ...liver, name: 'y', relationships: [{ type: 'derived from', target: 'SAMEA1' }] };
    const error = await repos.biosamples.v2.samples
      .bulkSubmit(list as NewSample[], { chunkSize: 1 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).issues.map(({ path }) => path)).toEqual([
      '[1].accession',
      '[3].characteristics["SRA accession"]',
      '[4].relationships',
    ]);
    expect(lab.journal.requests({})).toHaveLength(0);
  });

  it('a call whose answer was lost leaves its samples in doubt, and is not sent again', async () => {
    lab.faults.add({
      operation: 'biosamples.v2.samples.bulkSubmitReceipt',
      nth: 2,
      effect: { resetAfterCommit: true },
    });
    const results = await repos.biosamples.v2.samples.bulkSubmit(many(6), { chunkSize: 2, concurrency: 1 });
    expect(results.map(({ status }) => status)).toEqual([
      'stored',
      'stored',
      'unknown',
      'unknown',
      'stored',
      'stored',
    ]);
    expect(stored()).toHaveLength(6);
  });
});

describe('checklists', () => {
  it('are listed, fetched and read', async () => {
    const { checklists } = repos.biosamples;
    const listed = await checklists.list().all();
    expect(listed.map(({ accession }) => accession)).toEqual(
      expect.arrayContaining(['BSDC00001', 'ERC000011']),
    );
    const found = await checklists.list({ text: 'ERC000011' }).all();
    expect(found.map(({ accession }) => accession)).toEqual(['ERC000011']);
    const minimal = await checklists.get('BSDC00001');
    expect(minimal.oneOf).toEqual([['organism', 'Organism', 'species', 'Species']]);
    await expect(checklists.get('ERC999999')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('say offline what the repository would say, and are fetched once', async () => {
    const { checklists, samples } = repos.biosamples;
    const asked: SampleContent[] = [
      liver,
      { name: 'rock', characteristics: {} },
      { name: 'x', characteristics: { organism: [{ text: '' }] } },
    ];
    for (const sample of asked) {
      const [here, there] = [await checklists.validate(sample), await samples.validate(sample)];
      expect(here.valid).toBe(there.valid);
      expect(here.issues.map(({ path }) => path).toSorted()).toEqual(
        there.issues.map(({ path }) => path).toSorted(),
      );
    }
    expect(lab.journal.requests({ operation: 'biosamples.checklists.get' })).toHaveLength(1);
  });
});
