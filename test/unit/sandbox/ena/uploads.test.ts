import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { Client } from 'basic-ftp';
import { describe, expect, it } from 'vitest';
import { start } from '../support.ts';
import { connect, upload } from './ftp.ts';
import { ena, fastq, first, run, submission } from './support.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const runs = (...files: object[]) => ({
  submission: submission('ADD'),
  runs: [run('r', { accession: 'ERX1000003' }, files)],
});

describe('the upload area', () => {
  it('has a certificate that says what it is for, and goes when the sandbox goes', async () => {
    const lab = await start();
    expect(lab.urls.enaFtp).toMatch(/^ftp:\/\/127\.0\.0\.1:\d+$/);
    const certificate = new X509Certificate(readFileSync(lab.ca));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(true);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    await lab.close();
    expect(existsSync(lab.ca)).toBe(false);
  });

  it('refuses a wrong password in the words of the real one', async () => {
    const lab = await start();
    await expect(connect(lab, 'wrong')).rejects.toThrow('530 Login incorrect.');
  });

  it('keeps folders and files per account, over restarts of a transfer', async () => {
    const lab = await start();
    const signals = process.listenerCount('SIGTERM');
    const client = await connect(lab);
    await client.ensureDir('/batch/one');
    expect(await client.pwd()).toBe('/batch/one');
    await upload(lab, { 'batch/one/a.txt': 'hello', 'b.txt': 'x'.repeat(300_000) });
    expect((await client.list()).map(({ name, size }) => [name, size])).toEqual([['a.txt', 5]]);
    expect(await client.size('/b.txt')).toBe(300_000);
    await client.appendFrom(Readable.from([' world']), '/batch/one/a.txt');
    const parts: Buffer[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        parts.push(chunk);
        done();
      },
    });
    await client.downloadTo(sink, '/batch/one/a.txt', 6);
    expect(Buffer.concat(parts).toString()).toBe('world');
    await client.rename('/b.txt', '/batch/c.txt');
    expect((await client.list('/')).map(({ name, isDirectory }) => [name, isDirectory])).toEqual([
      ['batch', true],
    ]);
    await client.remove('/batch/c.txt');
    await expect(client.cd('/../../etc')).rejects.toThrow('550');
    client.close();
    expect(lab.state.ena.uploads.list('Webin-12345')).toEqual([
      { path: 'batch/one/a.txt', size: 11, md5: md5('hello world') },
    ]);
    expect(lab.state.ena.uploads.list('Webin-54321')).toEqual([]);
    expect(process.listenerCount('SIGTERM')).toBe(signals);
  });

  it('takes data in the clear from clients that do without TLS, and passive ports of both kinds', async () => {
    const lab = await start();
    const client = new Client(5_000);
    const { hostname, port } = new URL(lab.urls.enaFtp);
    const { username: user, password } = lab.credentials.webin;
    await client.access({ host: hostname, port: Number(port), user, password });
    await client.uploadFrom(Readable.from(['clear']), 'clear.txt');
    expect((await client.send('PASV')).message).toMatch(
      /^227 Entering Passive Mode \(127,0,0,1,\d+,\d+\)\.$/,
    );
    expect((await client.send('SIZE clear.txt')).message).toBe('213 5');
    await expect(client.send('SITE HELP')).rejects.toThrow('500 SITE not understood');
    expect((await client.send('QUIT')).message).toBe('221 Goodbye.');
    client.close();
  });

  it('is part of snapshots, and outlives the night', async () => {
    const lab = await start();
    const before = lab.snapshot();
    await upload(lab, { 'a.txt': 'a' });
    const after = JSON.parse(JSON.stringify(lab.snapshot()));
    lab.restore(before);
    expect(lab.state.ena.uploads.list('Webin-12345')).toEqual([]);
    lab.restore(after);
    lab.clock.advance('3d');
    expect((await ena(lab).rows('unsubmitted-files'))[0]).toEqual({
      fileName: 'a.txt',
      bytes: '1',
      uploadDate: '2026-01-15T09:00:00',
      expirationDate: '2026-03-16T09:00:00',
    });
  });
});

describe('files of runs', () => {
  it('have to be there; their checksums are looked at later', async () => {
    const lab = await start();
    const api = ena(lab);
    await upload(lab, { 'ok_1.fastq.gz': 'one', 'ok_2.fastq.gz': 'two' });
    const files = [fastq('ok_1.fastq.gz', md5('one')), fastq('/ok_2.fastq.gz', md5('two'))];
    const { accession } = first(await api.submit(runs(...files)), 'runs');
    expect(await api.rows('unsubmitted-files')).toEqual([]);
    const process = async () => (await api.rows(`run-process/${accession}`))[0];
    expect(await process()).toEqual({
      id: accession,
      processingStatus: 'QUEUED',
      processingError: null,
      processingStart: null,
      processingEnd: null,
    });
    lab.clock.advance('1s');
    expect(await process()).toMatchObject({
      processingStatus: 'COMPLETED',
      processingError: null,
      processingStart: '15-01-2026 09:00:00',
      processingEnd: '15-01-2026 09:00:01',
    });
    expect((await api.rows('run-files?archive-status=not_archived'))[0]).toMatchObject({
      id: accession,
      fileName: 'ok_1.fastq.gz',
      fileFormat: 'fastq',
      bytes: '3',
      checksum: md5('one'),
    });
  });

  it.each([
    [
      'a new upload',
      async (lab: Awaited<ReturnType<typeof start>>) => upload(lab, { 'a.fastq.gz': 'right' }),
    ],
    [
      'MODIFY',
      async (lab: Awaited<ReturnType<typeof start>>) => {
        const document = { ...runs(fastq('a.fastq.gz', md5('wrong'))), submission: submission('MODIFY') };
        expect((await ena(lab).submit(document)).body.success).toBe(true);
        lab.clock.advance('1s');
      },
    ],
  ])('with another checksum fail, until %s mends it', async (_name, mend) => {
    const lab = await start();
    const api = ena(lab);
    await upload(lab, { 'a.fastq.gz': 'wrong' });
    await api.submit(runs(fastq('a.fastq.gz', md5('right'))));
    lab.clock.advance('1s');
    const state = async () => (await api.rows('run-process/r'))[0];
    expect(await state()).toMatchObject({
      processingStatus: 'ERROR',
      processingError: 'Invalid file checksum',
    });
    expect(await api.rows('run-process?process-status=error')).toHaveLength(1);
    await mend(lab);
    expect((await state()).processingStatus).toBe('COMPLETED');
  });

  it('may have their checksum beside them, but need one', async () => {
    const lab = await start();
    const api = ena(lab);
    await upload(lab, { 'a.fastq.gz': 'data' });
    const bare = runs({ fileName: 'a.fastq.gz', fileType: 'fastq' });
    const reply = await api.submit(bare);
    expect(reply.body.messages.error).toEqual([
      'In run, alias: "r". Checksum of file "a.fastq.gz" is missing.',
    ]);
    await upload(lab, { 'a.fastq.gz.md5': `${md5('data')}  a.fastq.gz\n` });
    expect((await api.submit(bare)).body.success).toBe(true);
    lab.clock.advance('1s');
    expect((await api.rows('run-process'))[0].processingStatus).toBe('COMPLETED');
  });

  it('fail in the way a plan wants it', async () => {
    const lab = await start();
    const api = ena(lab);
    lab.lifecycle.set('ena.processing', { after: { reads: 1 }, fail: 'FAILED' });
    await upload(lab, { 'a.fastq.gz': 'data' });
    await api.submit(runs(fastq('a.fastq.gz', md5('data'))));
    expect((await api.rows('run-process/r'))[0].processingStatus).toBe('QUEUED');
    expect((await api.rows('run-process/r'))[0]).toMatchObject({
      processingStatus: 'FAILED',
      processingError: 'EXECUTION_ERROR',
    });
  });

  it('of an assembly give it accessions, and an assembly cannot be cancelled', async () => {
    const lab = await start();
    const api = ena(lab);
    await upload(lab, { 'a.fasta.gz': 'ACGT' });
    const details = {
      NAME: 'a',
      PARTIAL: 'false',
      COVERAGE: '30',
      PROGRAM: 'x',
      PLATFORM: 'ILLUMINA',
      other: 'lost',
    };
    const { body } = await api.submit({
      submission: submission('ADD'),
      analyses: [
        {
          alias: 'asm',
          title: 'An assembly',
          study: { accession: 'ERP1000004' },
          samples: [{ accession: 'ERS1000004' }],
          analysisType: 'SEQUENCE_ASSEMBLY',
          attributes: Object.entries(details).map(([tag, value]) => ({ tag, value })),
          files: [
            { fileName: 'a.fasta.gz', fileType: 'fasta', checksumMethod: 'MD5', checksum: md5('ACGT') },
          ],
        },
      ],
    });
    expect(body.success, JSON.stringify(body.messages)).toBe(true);
    lab.clock.advance('1s');
    expect((await api.rows('analysis-process?analysis-type=SEQUENCE_ASSEMBLY'))[0]).toMatchObject({
      processingStatus: 'COMPLETED',
      analysisType: 'SEQUENCE_ASSEMBLY',
      acc: expect.stringMatching(/^genome:GCA_\d{9}\.1$/),
    });
    const cancelled = await api.submit({ submission: submission({ type: 'CANCEL', target: 'asm' }) });
    expect(cancelled.body.messages.error[0]).toContain('Assemblies can not be cancelled.');
  });
});
