/**
 * A run with a journal over any number of samples, against a transport that takes everything at once: what is weighed
 * is the run itself.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BioSamples, type NewSample, type Transport, token } from 'accession';
import { compete } from './measure.ts';

interface Settings {
  items: number;
  folder: string;
}

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

function* newSamples(count: number): Generator<NewSample> {
  for (let n = 0; n < count; n += 1)
    yield {
      name: `sample ${n}`,
      release: '2020-01-01',
      characteristics: { organism: [{ text: 'Ovis aries' }] },
    };
}

await compete<Settings>(async ({ items, folder }) => async () => {
  const client = new BioSamples({ url: 'https://nobody.invalid', auth: token('nobody'), transport });
  const journal = join(folder, `run-${process.pid}.ndjson`);
  const { counts } = await client.samples.createMany(newSamples(items), { journal }).done();
  rmSync(journal);
  if (counts.stored !== items) throw new Error(`${counts.stored} stored`);
  return { units: items };
});
