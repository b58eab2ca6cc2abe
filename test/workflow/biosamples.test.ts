import {
  BioSamples,
  createClient,
  Forbidden,
  fromEnv,
  Invalid,
  NotFound,
  type Repositories,
  webin,
} from 'accession';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HUMAN = { text: 'Homo sapiens', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9606'] };
const liver = { name: 'liver 1', release: '2020-01-01', characteristics: { organism: [HUMAN] } };

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

describe('the main road', () => {
  it('creates a sample, reads it, changes it, and finds it', async () => {
    const { samples } = repos.biosamples;
    const created = await samples.create(liver);
    expect(created).toMatchObject({
      name: 'liver 1',
      taxId: 9606,
      status: 'PUBLIC',
      release: '2020-01-01T00:00:00Z',
    });
    expect(created.accession).toMatch(/^SAMEA\d+$/);

    const read = await samples.get(created.accession);
    const age = [{ text: '3', unit: 'year' }];
    const updated = await samples.update({ ...read, characteristics: { ...read.characteristics, age } });
    expect(updated.characteristics?.age).toEqual(age);
    expect(updated.create).toBe(created.create);
    expect(stored()).toHaveLength(1);

    const found = await samples.search({ filter: ['attr:age:3', 'name:liver 1'] }).all();
    expect(found.map((sample) => sample.accession)).toEqual([created.accession]);
  });

  it('reserves an accession, and fills it in later', async () => {
    const { samples } = repos.biosamples;
    const { accession, status } = await samples.accession({ name: 'liver 1' });
    expect(status).toBe('PRIVATE');
    const full = await samples.update({ ...liver, accession });
    expect(full).toMatchObject({ accession, status: 'PUBLIC' });
    expect(stored()).toHaveLength(1);
  });

  it('asks a checklist and stores nothing', async () => {
    const { samples } = repos.biosamples;
    await expect(samples.validate(liver)).resolves.toMatchObject({ valid: true, sample: { taxId: 9606 } });
    await expect(
      samples.validate({ name: 'a', characteristics: {} }, { checklist: 'BSDC00001' }),
    ).resolves.toMatchObject({
      valid: false,
      issues: [
        { path: '/characteristics', messages: expect.arrayContaining([expect.stringContaining('organism')]) },
      ],
    });
    expect(stored()).toHaveLength(0);
  });

  it('writes a record back with everything that others put into it', async () => {
    const { samples } = repos.biosamples;
    const created = await samples.create({
      ...liver,
      externalReferences: [{ url: 'https://www.ebi.ac.uk/ena/data/view/SAMEA1', duo: ['DUO:0000007'] }],
      contact: [{ Name: 'A. Person', 'E-mail': 'a@b.example' }],
      publications: [{ doi: '10.1093/x', pubmed_id: '1' }],
    });
    const before = await samples.get({ accession: created.accession, applyCurations: false });
    await samples.update(before);
    const { update: _a, ...now } = await samples.get({ accession: created.accession, applyCurations: false });
    const { update: _b, ...then } = before;
    expect(now).toEqual(then);
  });

  it('reads hundreds of samples by cursor and by page', async () => {
    const { samples } = repos.biosamples;
    await Promise.all(Array.from({ length: 45 }, (_, i) => samples.create({ ...liver, name: `s${i}` })));
    for (const query of [{ size: 7 }, { size: 7, page: 0 }]) {
      const names = (await samples.search(query).all()).map((sample) => sample.name);
      expect(new Set(names).size).toBe(45);
      expect(names).toHaveLength(45);
    }
  });
});

describe('who may see and do what', () => {
  it('shows private samples to their owner only', async () => {
    const mine = await repos.biosamples.samples.create({ ...liver, release: '2100-01-01' });
    const stranger = new BioSamples({
      ...lab.config.biosamples,
      auth: webin({ ...lab.credentials.webinBroker, url: lab.urls.webin }),
    });
    const nobody = new BioSamples(lab.config.biosamples);
    await expect(repos.biosamples.samples.get(mine.accession)).resolves.toMatchObject({ status: 'PRIVATE' });
    for (const client of [stranger, nobody]) {
      await expect(client.samples.get(mine.accession)).rejects.toBeInstanceOf(Forbidden);
      await expect(client.samples.search().all()).resolves.toEqual([]);
    }
    await expect(stranger.samples.update({ ...liver, accession: mine.accession })).rejects.toMatchObject({
      code: 'forbidden',
      outcome: 'refused',
      hint: 'The record belongs to another Webin account.',
    });
  });

  it('reads without an account', async () => {
    const { accession } = await repos.biosamples.samples.create(liver);
    await expect(new BioSamples(lab.config.biosamples).samples.get(accession)).resolves.toMatchObject({
      name: 'liver 1',
    });
  });

  it('gets a new token when the old one has ended, by the clock or by the server', async () => {
    const { samples } = repos.biosamples;
    await samples.create(liver);
    for (let round = 1; round <= 2; round += 1) {
      lab.faults.add({ operation: 'biosamples.samples.create', effect: { expireToken: true } });
      await samples.create({ ...liver, name: `again ${round}` });
    }
    expect(stored()).toHaveLength(3);
    expect(lab.journal.requests({ operation: 'webin.token' })).toHaveLength(3);
  });

  it('runs from the environment that a sandbox gives to a child process', async () => {
    const { biosamples } = createClient(fromEnv(lab.env));
    await expect(biosamples.samples.create(liver)).resolves.toMatchObject({ name: 'liver 1' });
  });
});

describe('refusals', () => {
  it('name the field and what to do', async () => {
    const { samples } = repos.biosamples;
    await expect(samples.create({ name: 'a', release: '2020-01-01' })).rejects.toMatchObject({
      code: 'invalid',
      outcome: 'refused',
      issues: expect.arrayContaining([expect.objectContaining({ path: '/characteristics' })]),
      hint: expect.stringContaining('organism'),
    });
    const unicorn = { organism: [{ text: 'Unicornis albus' }] };
    const error = await samples.create({ ...liver, characteristics: unicorn }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Invalid);
    expect(error).toMatchObject({ hint: expect.stringContaining('scientific name') });
    await expect(samples.get('SAMEA404')).rejects.toBeInstanceOf(NotFound);
    await expect(samples.update({ ...liver, accession: 'SAMEA404' })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(stored()).toHaveLength(0);
  });
});

describe('a connection that breaks after the record was stored', () => {
  it('a create is not repeated: one record, and an error that says so', async () => {
    lab.faults.add({ operation: 'biosamples.samples.create', effect: { resetAfterCommit: true } });
    await expect(repos.biosamples.samples.create(liver)).rejects.toMatchObject({
      code: 'connection',
      outcome: 'unknown',
    });
    expect(stored()).toHaveLength(1);
  });

  it('an update is repeated, and one record is left', async () => {
    const { accession } = await repos.biosamples.samples.accession({ name: 'liver 1' });
    lab.faults.add({ operation: 'biosamples.samples.update', effect: { resetAfterCommit: true } });
    await expect(repos.biosamples.samples.update({ ...liver, accession })).resolves.toMatchObject({
      accession,
    });
    expect(stored()).toHaveLength(1);
    expect(lab.journal.requests({ operation: 'biosamples.samples.update' })).toHaveLength(2);
  });

  it('a create that was reset before it arrived is in doubt too: nobody can tell', async () => {
    lab.faults.add({ operation: 'biosamples.samples.create', effect: 'reset' });
    await expect(repos.biosamples.samples.create(liver)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(stored()).toHaveLength(0);
  });

  it('a create told to come back later does', async () => {
    lab.faults.add({ operation: 'biosamples.samples.create', effect: { status: 503, retryAfter: 0 } });
    await expect(repos.biosamples.samples.create(liver)).resolves.toMatchObject({ name: 'liver 1' });
    expect(stored()).toHaveLength(1);
  });
});
