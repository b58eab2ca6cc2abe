import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import {
  AbortedError,
  BulkError,
  ConfigError,
  ConnectionError,
  createClient,
  Ena,
  InputError,
  isRepositoryError,
  NotFound,
  type Repositories,
  ServerFault,
  TimeoutError,
  token,
  Unauthenticated,
  type UploadResult,
  webinBasic,
} from 'accession';
import { type FaultEffect, type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { seeded } from '../support/scale.ts';
import { everythingShown, formsOf, leaksIn } from '../support/shown.ts';

const ACCOUNT = 'Webin-12345';
const SIZE = 3_000_000;
let lab: Lab;
let repos: Repositories;
let folder: string;
const bytes = seeded(7).bytes(SIZE);
const md5 = createHash('md5').update(bytes).digest('hex');

beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
  folder = mkdtempSync(join(tmpdir(), 'accession-files-'));
  writeFileSync(join(folder, 'reads_1.fastq.gz'), bytes);
  writeFileSync(join(folder, 'reads_2.fastq.gz'), bytes.subarray(0, 1000));
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await lab.reset();
  repos = createClient({ ...lab.config, random: () => 0 });
});

const at = (name: string) => join(folder, name);
const READS = ['reads_1.fastq.gz', 'reads_2.fastq.gz'];
const stored = () => lab.state.ena.uploads.list(ACCOUNT);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error,
  );

describe('the main road', () => {
  it('uploads files with their digests, lists them, skips what is there, and deletes', async () => {
    const { files } = repos.ena;
    const seen = new Map<string, number>();
    const uploaded = await files.upload(READS.map(at), {
      folder: 'run-1/lane 2',
      concurrency: 2,
      onProgress: ({ file, transferred }) => seen.set(file, transferred),
    });
    expect(uploaded.map((file) => ({ ...file }))).toEqual([
      {
        fileName: 'run-1/lane 2/reads_1.fastq.gz',
        fileType: 'fastq',
        checksum: md5,
        checksumMethod: 'MD5',
      },
      expect.objectContaining({ fileName: 'run-1/lane 2/reads_2.fastq.gz' }),
    ]);
    expect(JSON.parse(JSON.stringify(uploaded[0]))).toMatchObject({ size: SIZE, skipped: false });
    expect([...seen.values()]).toEqual(expect.arrayContaining([SIZE, 1000]));
    expect(stored()).toContainEqual({ path: 'run-1/lane 2/reads_1.fastq.gz', size: SIZE, md5 });
    expect(
      stored()
        .map(({ path }) => path)
        .sort(),
    ).toEqual(READS.flatMap((name) => [`run-1/lane 2/${name}`, `run-1/lane 2/${name}.md5`]));

    const again = await files.upload(READS.map(at), { folder: 'run-1/lane 2' });
    expect(again.map(({ skipped }) => skipped)).toEqual([true, true]);
    expect(again.map(({ checksum }) => checksum)).toEqual(uploaded.map(({ checksum }) => checksum));
    const once = await files.upload(at('reads_2.fastq.gz'), { folder: 'run-1/lane 2', overwrite: true });
    expect(once[0]?.skipped).toBe(false);

    const listed = await files.list().all();
    expect(listed).toContainEqual({ fileName: 'run-1/lane 2/reads_1.fastq.gz', bytes: SIZE });
    expect(await files.list('run-1').first()).toMatchObject({ fileName: expect.stringContaining('lane 2/') });
    await files.delete(listed.map(({ fileName }) => fileName).filter((name) => !name.endsWith('.md5')));
    expect(stored()).toEqual([]);
    expect(await failure(files.delete('run-1/lane 2/reads_1.fastq.gz'))).toBeInstanceOf(NotFound);
    expect(await failure(files.list('nowhere').all())).toBeInstanceOf(NotFound);
  });

  it('does not take another file of the same size for the same', async () => {
    const { files } = repos.ena;
    await files.upload(at('reads_1.fastq.gz'));
    const other = Buffer.from(bytes);
    other[1] = (other[1] ?? 0) ^ 1;
    mkdirSync(at('other'), { recursive: true });
    writeFileSync(at('other/reads_1.fastq.gz'), other);
    const [file] = await files.upload(at('other/reads_1.fastq.gz'));
    expect(file).toMatchObject({ skipped: false });
    expect(file?.checksum).not.toBe(md5);
    expect(stored().find(({ path }) => path === 'reads_1.fastq.gz')?.md5).toBe(file?.checksum);
  });

  it('uploads under other names and with other types', async () => {
    const [file] = await repos.ena.files.upload({
      path: at('reads_2.fastq.gz'),
      name: 'x/odd.dat',
      fileType: 'tab',
    });
    expect({ ...file }).toMatchObject({ fileName: 'x/odd.dat', fileType: 'tab' });
  });

  it('takes up the TLS session of the control connection for the data, as the server wants it', async () => {
    const tls = createRequire(import.meta.url)('node:tls') as typeof import('node:tls');
    const connect = tls.connect as (...given: unknown[]) => TLSSocket;
    const reused: boolean[] = [];
    const spy = vi.spyOn(tls, 'connect').mockImplementation(((...given: unknown[]) => {
      const socket = connect(...given);
      return socket.once('secureConnect', () => reused.push(socket.isSessionReused()));
    }) as typeof tls.connect);
    await repos.ena.files.upload(at('reads_2.fastq.gz'));
    spy.mockRestore();
    // One control connection, the file, and its digest; another control connection, and the listing.
    expect(reused).toEqual([false, true, true, false, true]);
  });

  it('takes an empty file', async () => {
    writeFileSync(at('empty.txt'), '');
    const [file] = await repos.ena.files.upload(at('empty.txt'));
    expect(file).toMatchObject({ checksum: 'd41d8cd98f00b204e9800998ecf8427e', fileType: '' });
  });
});

describe('what cannot be meant is told before anything is sent', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['no file', () => repos.ena.files.upload(at('nothing')), 'paths[0]'],
    ['a folder', () => repos.ena.files.upload([at('reads_1.fastq.gz'), folder]), 'paths[1]'],
    ['nothing', () => repos.ena.files.upload([]), 'paths'],
    [
      'a way out',
      () => repos.ena.files.upload({ path: at('reads_1.fastq.gz'), name: '../x' }),
      'paths[0].name',
    ],
    [
      'odd letters',
      () => repos.ena.files.upload({ path: at('reads_1.fastq.gz'), name: 'é.gz' }),
      'paths[0].name',
    ],
    ['a line end', () => repos.ena.files.delete('x\r\nDELE y'), 'names[0]'],
    ['a command in a folder', () => repos.ena.files.list('-a\n').all(), 'folder'],
    [
      'twice the same name',
      () => repos.ena.files.upload([at('reads_1.fastq.gz'), at('./reads_1.fastq.gz')]),
      'paths[1]',
    ],
    [
      'no workers',
      () => repos.ena.files.upload(at('reads_1.fastq.gz'), { concurrency: 0 }),
      'options.concurrency',
    ],
    [
      'a misspelt option',
      () => repos.ena.files.upload(at('reads_1.fastq.gz'), { timeOut: 1 } as object),
      'options.timeOut',
    ],
  ])('%s', async (_, work, path) => {
    const error = await failure(work());
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).issues[0]?.path).toBe(path);
    expect(stored()).toEqual([]);
  });

  it('a token is not enough, and an account there must be', async () => {
    const options = { url: lab.urls.ena, ftpUrl: lab.urls.enaFtp };
    for (const client of [new Ena({ ...options, auth: token('abcdefgh') }), new Ena(options)])
      expect(await failure(client.files.list().all())).toBeInstanceOf(ConfigError);
    expect(() => new Ena({ ftpUrl: 'webin2.ebi.ac.uk' })).toThrow(ConfigError);
    expect(() => new Ena({ ftpUrl: 'ftp://me:secret@host' })).toThrow(/leave the name and password out/);
  });
});

describe('trouble', () => {
  const upload = (more: object = {}) => repos.ena.files.upload(READS.map(at), { concurrency: 1, ...more });
  const whole = () =>
    expect(
      stored()
        .map(({ path, size }) => [path, size])
        .sort(),
    ).toEqual([
      ['reads_1.fastq.gz', SIZE],
      ['reads_1.fastq.gz.md5', 33],
      ['reads_2.fastq.gz', 1000],
      ['reads_2.fastq.gz.md5', 33],
    ]);

  it.each(Array.from({ length: 11 }, (_, tenth) => tenth * 10))(
    'cut after %i hundredths: goes on from there, and is whole',
    async (percent) => {
      const handle = lab.faults.add({
        operation: 'ena.files.upload',
        effect: { truncateBody: Math.floor((SIZE * percent) / 100) },
      });
      const sent: number[] = [];
      const [file] = await upload({
        onProgress: ({ transferred, total }: { transferred: number; total: number }) =>
          total === SIZE && sent.push(transferred),
      });
      expect(handle.hits).toBe(1);
      expect(file).toMatchObject({ checksum: md5, skipped: false });
      whole();
      expect(stored().find(({ path }) => path === 'reads_1.fastq.gz')?.md5).toBe(md5);
      // What was there was not sent again.
      const cut = sent.findIndex((value, i) => value < (sent[i - 1] ?? 0));
      if (cut > 0) expect(sent[cut]).toBeGreaterThan((SIZE * percent) / 100 - 1);
    },
  );

  const FTP_FAULTS: readonly [string, string, FaultEffect][] = ['login', 'size', 'upload', 'list'].flatMap(
    (operation): [string, string, FaultEffect][] => [
      ['cut', `ena.files.${operation}`, { reset: true }],
      ['cut after the work', `ena.files.${operation}`, { resetAfterCommit: true }],
      ['not now (421)', `ena.files.${operation}`, { status: 421 }],
      ['no data connection (425)', `ena.files.${operation}`, { status: 425 }],
    ],
  );
  it.each(FTP_FAULTS)('%s at %s, once: it gets through', async (_, operation, effect) => {
    const handle = lab.faults.add({ operation, effect, nth: operation.endsWith('upload') ? 2 : 1 });
    await upload();
    expect(handle.hits).toBe(1);
    whole();
  });

  it.each<[string, FaultEffect, unknown]>([
    ['cut', { reset: true }, ConnectionError],
    ['not now', { status: 421 }, ServerFault],
    ['full', { status: 552, body: 'Exceeded storage allocation' }, { code: 'status', status: 552 }],
    ['refused', { status: 553, body: 'Name not allowed' }, { code: 'invalid' }],
  ])('%s, for good: an error that says what to try, and no secret', async (_, effect, expected) => {
    lab.faults.add({ operation: 'ena.files.upload', effect, times: Number.POSITIVE_INFINITY });
    const error = await failure(repos.ena.files.upload(at('reads_1.fastq.gz'), { retries: 2 }));
    if (typeof expected === 'function') expect(error).toBeInstanceOf(expected);
    else expect(error).toMatchObject(expected as object);
    expect(isRepositoryError(error) && error.hint).toBeTruthy();
    expect(error).toMatchObject({
      operation: 'ena.files.upload',
      method: 'STOR',
      url: expect.stringContaining('ftp://'),
    });
    expect((error as Error).cause).toBeUndefined();
    const { username, password } = lab.credentials.webin;
    expect(leaksIn(everythingShown(error), formsOf(password, username))).toEqual([]);
  });

  it('several that fail are told together, and the others are up', async () => {
    lab.faults.add({ operation: 'ena.files.upload', path: '/reads_1*', effect: { status: 553 }, times: 9 });
    lab.faults.add({ operation: 'ena.files.upload', path: '/third*', effect: { status: 553 }, times: 9 });
    writeFileSync(at('third.bam'), 'x');
    const told: UploadResult[] = [];
    const error = await failure(
      repos.ena.files.upload(['reads_1.fastq.gz', 'third.bam', 'reads_2.fastq.gz'].map(at), {
        onFile: (result) => told.push(result),
      }),
    );
    expect(error).toBeInstanceOf(BulkError);
    expect(told.toSorted((one, other) => one.index - other.index)).toMatchObject([
      { index: 0, path: at('reads_1.fastq.gz'), fileName: 'reads_1.fastq.gz', status: 'unknown' },
      { index: 1, status: 'unknown', error: { code: expect.any(String) } },
      { index: 2, status: 'stored', file: { size: 1000, skipped: false } },
    ]);
    expect((error as BulkError).counts).toMatchObject({ stored: 1, unknown: 2 });
    expect((error as BulkError).failures.map(({ key }) => key)).toEqual(['reads_1.fastq.gz', 'third.bam']);
    expect(stored().map(({ path }) => path)).toContain('reads_2.fastq.gz');
  });

  it('a wrong password is told at once, and not shown', async () => {
    const auth = webinBasic({ username: ACCOUNT, password: 'not-the-password' });
    const client = new Ena({ url: lab.urls.ena, ftpUrl: lab.urls.enaFtp, ca: lab.config.ena?.ca, auth });
    const error = await failure(client.files.list().all());
    expect(error).toBeInstanceOf(Unauthenticated);
    expect(error).toMatchObject({ outcome: 'refused', attempts: 1 });
    expect(everythingShown(error)).not.toContain('not-the-password');
  });

  it('a certificate that nobody vouches for ends it, and is never sent a password', async () => {
    const client = new Ena({
      url: lab.urls.ena,
      ftpUrl: lab.urls.enaFtp,
      auth: webinBasic(lab.credentials.webin),
      redactHosts: true,
    });
    const error = await failure(client.files.list().all());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 1, hint: expect.stringContaining('`ca`'), outcome: 'not-sent' });
    expect(everythingShown(error)).not.toContain('127.0.0.1');
  });

  it('a line that goes silent is given up, and taken up again', async () => {
    lab.faults.add({ operation: 'ena.files.upload', effect: { stallAfterBytes: 1_000_000 } });
    const [file] = await repos.ena.files.upload(at('reads_1.fastq.gz'), { timeoutMs: 3_000 });
    expect(file?.checksum).toBe(md5);
    lab.faults.add({ operation: 'ena.files.upload', effect: { stallAfterBytes: 0 }, times: 9 });
    const again = repos.ena.files.upload(at('reads_1.fastq.gz'), {
      overwrite: true,
      timeoutMs: 3_000,
      retries: 0,
    });
    expect(await failure(again)).toBeInstanceOf(TimeoutError);
  });

  it('ends at once when the caller says so, wherever it is', async () => {
    const controller = new AbortController();
    const error = await failure(upload({ signal: controller.signal, onProgress: () => controller.abort() }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ outcome: 'unknown' });
    const before = await failure(upload({ signal: AbortSignal.abort() }));
    expect(before).toBeInstanceOf(AbortedError);
    expect(before).toMatchObject({ outcome: 'not-sent' });
    await upload();
    whole();
  });

  it('a firewall that drops the data connection: an error that names the ports', async () => {
    lab.faults.add({
      operation: 'ena.files.data',
      effect: { stallAfterBytes: 0 },
      times: Number.POSITIVE_INFINITY,
    });
    const error = await failure(upload({ timeoutMs: 3_000, retries: 0 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      attempts: 1,
      timeoutMs: 3_000,
      message: expect.stringContaining('nothing moved for 3000 ms while opening the data connection'),
      hint: expect.stringMatching(/firewalls.*port 21, and for the data to 40000 and 50000/),
    });
  });

  it('a server that says nothing at all is given up', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const auth = webinBasic(lab.credentials.webin);
    const client = new Ena({ url: lab.urls.ena, ftpUrl: `ftp://127.0.0.1:${port}`, auth });
    const error = await failure(client.files.list('', { timeoutMs: 200, retries: 0 }).all());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ outcome: 'not-sent' });
    silent.close();
  });

  it('nobody there is told with the ports that are needed', async () => {
    const client = new Ena({
      url: lab.urls.ena,
      ftpUrl: 'ftp://127.0.0.1:1',
      auth: webinBasic(lab.credentials.webin),
      random: () => 0,
    });
    const error = await failure(client.files.upload(at('reads_1.fastq.gz'), { retries: 1 }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      reason: 'ECONNREFUSED',
      attempts: 2,
      hint: expect.stringContaining('40000'),
    });
  });
});
