import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../../src/sandbox/index.ts';
import { ask, biosamples, human, login, start } from './support.ts';

describe('startSandbox', () => {
  it('says where it is and how to log in, without slashes at the end', async () => {
    const lab = await start();
    expect(lab.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(lab.urls).toEqual({
      webin: `${lab.url}/ena/submit/webin/auth`,
      biosamples: `${lab.url}/biosamples`,
      aap: `${lab.url}/aap`,
      usi: `${lab.url}/usi`,
      sodar: `${lab.url}/sodar`,
      sodarDav: `${lab.url}/davrods`,
      ena: lab.url,
      enaFtp: expect.stringMatching(/^ftp:\/\/127\.0\.0\.1:\d+$/),
      openbis: lab.url,
    });
    expect(lab.credentials.webin).toEqual({ username: 'Webin-12345', password: 'sandbox-password' });
    const { token, username, password } = lab.credentials.sodar;
    const openbis = lab.credentials.openbis;
    expect(JSON.parse(JSON.stringify(lab.config))).toEqual({
      environment: 'test',
      webin: { ...lab.credentials.webin, url: lab.urls.webin },
      biosamples: { url: lab.urls.biosamples },
      aap: { ...lab.credentials.aap, url: lab.urls.aap },
      usi: { url: lab.urls.usi },
      sodar: { url: lab.urls.sodar, token, webdavUrl: lab.urls.sodarDav, username, password },
      ena: { url: lab.url, ftpUrl: lab.urls.enaFtp, ca: readFileSync(lab.ca, 'utf8') },
      openbis: { url: lab.url, username: openbis.username, password: openbis.password },
    });
    expect(lab.env).toEqual({
      ACCESSION_ENVIRONMENT: 'test',
      WEBIN_USERNAME: 'Webin-12345',
      WEBIN_PASSWORD: 'sandbox-password',
      WEBIN_AUTH_URL: lab.urls.webin,
      BIOSAMPLES_URL: lab.urls.biosamples,
      AAP_USERNAME: 'usi-tester',
      AAP_PASSWORD: 'usi-sandbox-password',
      AAP_URL: lab.urls.aap,
      USI_URL: lab.urls.usi,
      SODAR_URL: lab.urls.sodar,
      SODAR_API_TOKEN: token,
      SODAR_WEBDAV_URL: lab.urls.sodarDav,
      SODAR_USERNAME: username,
      SODAR_PASSWORD: password,
      ENA_URL: lab.url,
      ENA_FTP_URL: lab.urls.enaFtp,
      ACCESSION_CA: lab.ca,
      OPENBIS_URL: lab.url,
      OPENBIS_USERNAME: openbis.username,
      OPENBIS_PASSWORD: openbis.password,
      OPENBIS_TOKEN: openbis.token,
    });
  });

  it('leaves the global Request and Response alone', async () => {
    const before = [globalThis.Request, globalThis.Response];
    await start();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  it('keeps two sandboxes apart', async () => {
    const [one, two] = [await start(), await start()];
    const first = await biosamples(one);
    const { body } = await first.create(human('only here'));
    one.faults.add({ times: Number.POSITIVE_INFINITY, effect: { status: 500 } });
    one.clock.advance('1d');
    expect(two.state.biosamples.samples.get(body.accession)).toBeUndefined();
    expect((await ask(`${two.urls.biosamples}/samples/SAMEA12345`)).status).toBe(200);
    expect(two.clock.now()).toBe(one.clock.now() - 86_400_000);
    expect(two.requests.count).toBe(1);
  });

  it('gives the same accessions and tokens for the same seed number, and others for another', async () => {
    const run = async (random: number) => {
      const lab = await start({ random });
      const api = await biosamples(lab);
      const { accession, sraAccession } = (await api.create(human('a'))).body;
      return [api.token, accession, sraAccession];
    };
    const [a, b, c] = [await run(7), await run(7), await run(8)];
    expect(a).toEqual(b);
    expect(c.filter((value) => a.includes(value))).toEqual([]);
  });

  it('counts accessions up, both kinds together', async () => {
    const api = await biosamples(await start());
    const [a, b] = [(await api.create(human('a'))).body, (await api.create(human('a'))).body];
    expect(Number(b.accession.slice(5)) - Number(a.accession.slice(5))).toBe(1);
    expect(Number(b.sraAccession.slice(3)) - Number(a.sraAccession.slice(3))).toBe(1);
    expect(a.accession).toMatch(/^SAMEA\d+$/);
    expect(a.sraAccession).toMatch(/^ERS\d+$/);
  });

  it('goes back to the seed on reset', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const before = lab.state.biosamples.samples.list();
    const first = (await api.create(human('a'))).body.accession;
    await api.call('/samples/SAMEA12345/curationlinks', {
      body: { sample: 'SAMEA12345', curation: { attributesPost: [{ type: 'a', value: 'b' }] } },
    });
    lab.clock.advance('2h');
    lab.faults.add({ effect: { status: 500 } });
    await lab.reset();
    expect(lab.state.biosamples.samples.list()).toEqual(before);
    expect(lab.state.biosamples.curationLinks.list('SAMEA12345')).toEqual([]);
    expect(lab.requests.count).toBe(0);
    expect(lab.clock.now()).toBe(Date.parse('2026-01-15T09:00:00Z'));
    const again = await biosamples(lab);
    expect(again.token).toBe(api.token);
    expect((await again.create(human('a'))).body.accession).toBe(first);
  });

  it('returns to a snapshot, also after a trip through JSON', async () => {
    const lab = await start();
    const api = await biosamples(lab);
    const { accession } = (await api.create(human('kept'))).body;
    const snapshot = JSON.parse(JSON.stringify(lab.snapshot()));
    const lost = (await api.create(human('lost'))).body.accession;
    lab.clock.advance('1h');
    lab.restore(snapshot);
    expect((await api.get(accession)).status).toBe(200);
    expect((await api.get(lost)).status).toBe(404);
    expect((await api.call('/samples?filter=name:kept')).body._embedded.samples).toHaveLength(1);
    expect((await api.create(human('next'))).body.accession).toBe(lost);
    expect(() => lab.restore({} as typeof snapshot)).toThrow(/not a snapshot/);
  });

  it('answers only for the services it was asked for', async () => {
    const lab = await start({ services: [] });
    expect((await ask(`${lab.urls.biosamples}/samples`)).body.nearest).toBeDefined();
    expect(await login(lab)).toMatch(/^eyJ/);
    expect([lab.urls.enaFtp, lab.ca], 'no upload area either').toEqual(['', '']);
  });

  it('stays as it was when a snapshot does not fit', async () => {
    const small = await startSandbox({ services: ['biosamples'], clock: 'virtual' });
    const foreign = small.snapshot();
    await small.close();
    const lab = await start();
    lab.clock.advance('1h');
    const api = await biosamples(lab);
    const { accession } = (await api.create(human('kept'))).body;
    const before = lab.snapshot();
    const misfits: [object, RegExp][] = [
      [foreign, /has no ena, usi, sodar, openbis.*same services/],
      [{ format: before.format }, /not a snapshot/],
      [{ ...before, clock: Number.NaN }, /not a snapshot/],
      [{ ...before, clock: 0, services: { ...before.services, openbis: {} } }, /cannot be read/],
    ];
    for (const [misfit, message] of misfits) {
      expect(() => lab.restore(misfit as typeof before)).toThrow(message);
      expect(lab.snapshot()).toEqual(before);
    }
    expect((await api.get(accession)).status).toBe(200);
  });

  it('does not move the clock to where no date is written', async () => {
    const lab = await start();
    const before = lab.clock.now();
    expect(() => lab.clock.advance(1e300)).toThrow(/year 9999/);
    expect(() => lab.clock.advance('9999999d')).toThrow(RangeError);
    expect(() => lab.clock.advance(undefined as never)).toThrow(/not a duration: undefined/);
    expect(lab.clock.now()).toBe(before);
  });

  it('keeps what search knew in a snapshot', async () => {
    const lab = await start({ indexLagMs: 1000 });
    const api = await biosamples(lab);
    await api.put({ ...human('renamed'), accession: 'SAMEA12345' });
    const found = async (name: string) =>
      (await api.call(`/accessions?filter=name:${name}`)).body.page.totalElements;
    lab.restore(lab.snapshot());
    expect([await found('FakeSample'), await found('renamed')]).toEqual([1, 0]);
    lab.clock.advance(1000);
    expect([await found('FakeSample'), await found('renamed')]).toEqual([0, 1]);
  });

  it('hands out copies of its state', async () => {
    const lab = await start();
    const sample = lab.state.biosamples.samples.get('SAMEA12345');
    if (sample) sample.name = 'changed';
    expect(lab.state.biosamples.samples.get('SAMEA12345')?.name).toBe('FakeSample');
    expect(lab.state.biosamples.samples.findByName('FakeSample')).toHaveLength(1);
    expect(lab.state.biosamples.samples.count()).toBe(13);
    expect(lab.state.biosamples.structuredData.get('SAMEA1000007')?.data).toHaveLength(1);
    expect(lab.state.biosamples.curationLinks.list()).toHaveLength(1);
  });

  it('goes as fast as it is told to', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-15T09:00:00Z') });
    try {
      const lab = await start({ clock: 'real', startAt: '2030-01-01', speed: 60 });
      vi.setSystemTime(Date.parse('2026-01-15T09:01:00Z'));
      expect(new Date(lab.clock.now()).toISOString()).toBe('2030-01-01T01:00:00.000Z');
      lab.clock.advance('1h');
      expect(new Date(lab.clock.now()).toISOString()).toBe('2030-01-01T02:00:00.000Z');
    } finally {
      vi.useRealTimers();
    }
    await expect(start({ speed: 0 })).rejects.toThrow('speed is a number above 0');
  });

  it('moves a virtual clock by hand only, and adds to the real one', async () => {
    const still = await start();
    const at = still.clock.now();
    await ask(`${still.urls.biosamples}/samples/SAMEA12345`);
    expect(still.clock.now()).toBe(at);
    still.clock.advance('90s');
    still.clock.advance(500);
    expect(still.clock.now()).toBe(at + 90_500);
    expect(() => still.clock.advance('soon')).toThrow(/not a duration/);
    const real = await start({ clock: 'real', startAt: undefined });
    const before = Date.now();
    real.clock.advance('1h');
    expect(real.clock.now() - before - 3_600_000).toBeLessThan(60_000);
    expect(real.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  it('closes connections that are still open, and may be closed twice', async () => {
    const lab = await start();
    lab.faults.add({ effect: { delayMs: 600_000 } });
    const waiting = ask(`${lab.urls.biosamples}/samples/SAMEA12345`).catch((error) => error);
    await new Promise<void>((resolve) => {
      lab.requests.watch(
        ({ stage }) => (stage === 'received' ? setImmediate(resolve) : undefined) as undefined,
      );
    });
    await lab.close();
    await lab.close();
    expect(await waiting).toBeInstanceOf(TypeError);
    await expect(fetch(lab.url)).rejects.toThrow();
  });

  it('disposes of itself', async () => {
    const lab = await start();
    await lab[Symbol.asyncDispose]();
    await expect(fetch(lab.url)).rejects.toThrow();
  });

  it('names a busy port', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startSandbox({ port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `port ${port} on 127.0.0.1 is already in use`,
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it.each<[string, object, RegExp]>([
    ['an unknown option', { sead: 'demo' }, /"sead" is not an option/],
    ['bad rules', { rules: 'lax' }, /rules is one of documented, strict/],
    ['a bad port', { port: 70_000 }, /port is a number/],
    ['an unknown service', { services: ['gopher'] }, /"gopher" is not a service/],
    ['an unknown setting', { settings: { 'a.b': 'c' } }, /"a.b" is not a setting/],
    ['a bad setting', { settings: { 'biosamples.generation': '4' } }, /is one of 5.3, 2026/],
    ['a bad start', { startAt: 'yesterday' }, /startAt is a date/],
  ])('refuses %s', async (_name, options, message) => {
    await expect(startSandbox(options as SandboxOptions)).rejects.toThrow(message);
  });
});

describe('seeds', () => {
  it('starts empty with accounts and taxa', async () => {
    const lab = await start({ seed: 'empty' });
    expect(lab.state.biosamples.samples.count()).toBe(0);
    const api = await biosamples(lab);
    expect((await api.create(human('first'))).status).toBe(201);
  });

  it('reads a file, with accounts, taxa and records of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seed-'));
    const path = join(folder, 'seed.json');
    await writeFile(
      path,
      JSON.stringify({
        webin: { accounts: [{ username: 'Webin-7', password: 'seven' }] },
        taxa: [{ taxId: 1, scientificName: 'Testus testus' }],
        biosamples: {
          samples: [
            {
              name: 'a',
              accession: 'SAMEA1',
              release: '2020-01-01T00:00:00Z',
              webinSubmissionAccountId: 'Webin-7',
            },
          ],
          curationLinks: [
            {
              sample: 'SAMEA1',
              webinSubmissionAccountId: 'Webin-7',
              created: '2021-01-01T00:00:00Z',
              curation: { attributesPost: [{ type: 'x', value: 'y' }] },
            },
          ],
          structuredData: [
            {
              accession: 'SAMEA1',
              create: '2021-01-01T00:00:00Z',
              data: [{ webinSubmissionAccountId: 'Webin-7', type: 'AMR', content: [] }],
            },
          ],
        },
      }),
    );
    const lab = await start({ seed: path });
    await rm(folder, { recursive: true });
    expect(lab.credentials.webin).toEqual({ username: 'Webin-7', password: 'seven' });
    expect(lab.credentials.webinBroker).toBeUndefined();
    const { body } = await ask(`${lab.urls.biosamples}/samples/SAMEA1`);
    expect(body.characteristics.x).toEqual([{ text: 'y' }]);
    expect(body.structuredData).toHaveLength(1);
    const sample = {
      name: 'b',
      release: '2020-01-01T00:00:00Z',
      characteristics: { organism: [{ text: 'Testus testus' }] },
    };
    const created = await ask(`${lab.urls.biosamples}/samples`, { body: sample, token: await login(lab) });
    expect(created.body.taxId).toBe(1);
  });

  it.each<[string, SandboxOptions['seed'], RegExp]>([
    ['a missing file', '/no/such/seed.json', /cannot read the seed "\/no\/such\/seed.json": no such file/],
    ['an unknown part', { samples: [] } as object, /the top level has no "samples"/],
    ['no accounts', { webin: { accounts: [] } }, /webin.accounts is empty/],
    [
      'an account without password',
      { webin: { accounts: [{ username: 'W' }] } } as object,
      /accounts\[0\].password/,
    ],
    ['a taxon without id', { taxa: [{ scientificName: 'x' }] } as object, /taxa\[0\].taxId/],
    [
      'a sample without accession',
      { biosamples: { samples: [{ name: 'a', release: '2020-01-01T00:00:00Z' }] } },
      /samples\[0\]: accession is missing/,
    ],
    [
      'a sample with a bad date',
      { biosamples: { samples: [{ name: 'a', accession: 'SAMEA1', release: '2020' }] } },
      /samples\[0\]: .*2020/,
    ],
    ['a list that is none', { biosamples: { samples: {} } } as object, /biosamples.samples is not a list/],
    ['an unknown part of openBIS', { openbis: { samples: [] } } as object, /openbis has no "samples"/],
    ['an openBIS without users', { openbis: { users: [] } } as object, /openbis.users is empty/],
  ])('explains %s', async (_name, seed, message) => {
    await expect(startSandbox({ seed })).rejects.toThrow(message);
    await expect(startSandbox({ seed })).rejects.toMatchObject({ code: 'SEED' });
  });
});
