/** Creates samples: many at a time, or one axios call after the other. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BioSamples, type NewSample, token } from 'accession/biosamples';
import axios from 'axios';
import { sampleOf } from '../hosts/samples.ts';
import { compete } from './measure.ts';

interface Settings {
  url: string;
  client: 'accession' | 'axios';
  delay: number;
  /** How many in a turn. */
  samples: number;
  concurrency?: number;
  /** The run keeps one, in the folder. */
  journal?: boolean;
  folder: string;
}

function* newSamples(count: number): Generator<NewSample> {
  for (let n = 0; n < count; n += 1) {
    const { accession: _a, sraAccession: _s, _links: _l, ...sample } = sampleOf(n, 20);
    yield sample;
  }
}

await compete<Settings>(
  async ({ url, client, delay, samples: count, concurrency = 1, journal: kept, folder }) =>
    async () => {
      const address = `${url}/${delay}`;
      if (client === 'axios') {
        for (const sample of newSamples(count)) {
          const { status } = await axios.post(`${address}/samples`, sample);
          if (status !== 201) throw new Error(`status ${status}`);
        }
        return { units: count };
      }
      const { samples } = new BioSamples({ url: address, auth: token('a token of some length') });
      const journal = kept ? join(folder, `run-${process.pid}.ndjson`) : undefined;
      const run = samples.createMany(newSamples(count), { concurrency, ...(journal && { journal }) });
      const { counts } = await run.done({ orThrow: true });
      if (journal) rmSync(journal);
      if (counts.stored !== count) throw new Error(`${counts.stored} stored`);
      return { units: count };
    },
);
