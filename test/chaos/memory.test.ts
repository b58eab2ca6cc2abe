import { getEventListeners } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BioSamples, token } from 'accession';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { type FakeAnswer, FakeTransport, lost, type SentRequest } from '../support/fake-transport.ts';
import { serve, type TestServer } from '../support/http-server.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { EVERYTHING, within } from '../support/scale.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const COUNT = EVERYTHING ? 20_000 : 2_000;
const MOST_MIB = 200;
const HANGS_AFTER_MS = 280_000;

/** Accepts everything at once: what is weighed is the client, and quickly. */
function acceptAll(): Promise<TestServer> {
  let last = 0;
  return serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = JSON.parse(Buffer.concat(chunks).toString() || '{}') as {
        name: string;
        accession?: string;
      };
      last += 1;
      const { accession = `SAMEA${last}` } = sent;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...sent, accession }));
    });
  });
}

describeWhen(
  existsSync('/proc/self/status'),
  'the memory of runs over many samples',
  'this system has no /proc to read the peak from',
)(`${COUNT} samples stay under ${MOST_MIB} MiB`, () => {
  let server: TestServer;
  let folder: string;
  let child: Script;
  beforeAll(async () => {
    server = await acceptAll();
    child = await script('test/chaos/many-child.ts');
    folder = mkdtempSync(join(tmpdir(), 'accession-memory-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    child.remove();
    await server.close();
  });

  it.each([
    ['without a journal', ''],
    ['with a journal', 'run.ndjson'],
  ])('%s', { timeout: 300_000 }, async (name, file) => {
    const { ended } = child.run({
      ACCESSION_ENVIRONMENT: 'test',
      WEBIN_TOKEN: 'a-token-for-nobody',
      BIOSAMPLES_URL: server.url,
      COUNT: String(COUNT),
      JOURNAL: file && join(folder, file),
    });
    const { code, stdout, stderr } = await within(HANGS_AFTER_MS, `a run ${name}`, ended);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { counts, peakKiB } = JSON.parse(stdout) as { counts: { stored: number }; peakKiB: number };
    expect(counts.stored).toBe(COUNT);
    const peakMiB = Math.round(peakKiB / 1024);
    console.log(`memory: ${COUNT} samples ${name}: at most ${peakMiB} MiB`);
    expect(peakMiB).toBeLessThan(MOST_MIB);
  });
});

describe('a long-lived AbortSignal', () => {
  const organism = [{ text: 'Homo sapiens' }];
  const sample = { name: 'a', accession: 'SAMEA1', release: '2020-01-01', characteristics: { organism } };
  const page = (number: number) => ({
    _embedded: { samples: [{ ...sample, accession: `SAMEA${number}` }] },
    _links: number < 2 ? { next: { href: `http://127.0.0.1/samples?page=${number + 1}` } } : {},
    page: { number, size: 1, totalElements: 3, totalPages: 3 },
  });
  const answer = ({ method, url, body }: SentRequest): FakeAnswer => {
    const { searchParams, pathname } = new URL(url);
    if (pathname.endsWith('/samples') && method === 'GET')
      return { body: page(Number(searchParams.get('page') ?? 0)) };
    return { body: body === undefined ? sample : { ...sample, name: JSON.parse(body).name } };
  };

  /** Every third answer is lost, so that pauses and second tries are among what is done. */
  function client(clock: ManualClock): BioSamples {
    let calls = 0;
    const transport = new FakeTransport((request) => {
      calls += 1;
      return calls % 3 === 0 ? lost : answer(request);
    });
    return new BioSamples({ url: 'http://127.0.0.1', transport, clock, auth: token('a-token-for-nobody') });
  }

  const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

  it('has no listener left after 500 calls, lists, waits and runs', { timeout: 60_000 }, async () => {
    const { signal } = new AbortController();
    const clock = new ManualClock();
    const { samples } = client(clock);
    let most = 0;
    for (let round = 0; round < 500; round += 1) {
      const work = [
        () => samples.get('SAMEA1', { signal }),
        () => samples.search({ size: 1, page: 0 }, { signal }).all(),
        () => samples.search({ size: 1, page: 0 }, { signal }).first(),
        async () => {
          // Left in the middle, while the next page is under way.
          for await (const _ of samples.search({ size: 1, page: 0 }, { signal })) break;
        },
        () => samples.waitUntil({ accession: 'SAMEA1' }, 'public', { signal, timeoutMs: 5_000 }),
        () =>
          samples
            .createMany(
              [sample, { ...sample, name: 'b' }].map(({ accession, ...rest }) => rest),
              { signal },
            )
            .done(),
      ][round % 6];
      const running = clock.run(Promise.resolve(work?.()).catch(() => {}));
      most = Math.max(most, listeners(signal));
      await running;
      expect(listeners(signal)).toBe(0);
    }
    // The signal was listened to at all.
    expect(most).toBeGreaterThan(0);
  });

  it('that aborts in the middle leaves none either', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 60; round += 1) {
      const stop = new AbortController();
      const clock = new ManualClock();
      const { samples } = client(clock);
      const { signal } = stop;
      const work = [
        () => samples.get('SAMEA1', { signal }),
        () => samples.search({ size: 1, page: 0 }, { signal }).all(),
        () => samples.waitUntil({ accession: 'SAMEA1' }, 'searchable', { signal }),
        () => samples.createMany([{ ...sample, accession: undefined }], { signal }).done(),
      ][round % 4];
      const running = Promise.resolve(work?.()).catch(() => {});
      // Other rounds abort at other steps of the way.
      for (let step = 0; step < round / 4; step += 1) await Promise.resolve();
      stop.abort();
      await within(10_000, 'an aborted call', clock.run(running));
      expect(listeners(signal)).toBe(0);
    }
  });
});
