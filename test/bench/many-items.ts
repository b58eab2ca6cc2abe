/**
 * A bulk run with a journal over COUNT samples, against a transport that takes everything at once: what is weighed is
 * the run itself. `npx tsx test/bench/many-items.ts 1000000`; prints the peak of its memory.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BioSamples, type NewSample, type Transport, token } from 'accession';

const count = Number(process.argv[2] ?? 10_000);

let last = 0;
const transport: Transport = {
  async send({ body }) {
    const sent = JSON.parse(String(await body?.open())) as { accession?: string };
    last += 1;
    const { accession = `SAMEA${last}` } = sent;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      stream: Readable.from([Buffer.from(JSON.stringify({ ...sent, accession }))]),
    };
  },
  close() {},
};

function* samples(): Generator<NewSample> {
  for (let n = 0; n < count; n += 1)
    yield {
      name: `sample ${n}`,
      release: '2020-01-01',
      characteristics: { organism: [{ text: 'Ovis aries' }] },
    };
}

const folder = mkdtempSync(join(tmpdir(), 'accession-many-'));
try {
  const client = new BioSamples({ url: 'https://nobody.invalid', auth: token('nobody'), transport });
  const journal = join(folder, 'run.ndjson');
  const { counts, tookMs } = await client.samples.createMany(samples(), { journal }).done();
  const peakKiB = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  console.log(JSON.stringify({ count, stored: counts.stored, tookMs, peakMiB: Math.round(peakKiB / 1024) }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
