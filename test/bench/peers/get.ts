/** Gets the same small record again and again, by one of the clients. */
import { Agent, get } from 'node:http';
import { BioSamples, token } from 'accession/biosamples';
import axios from 'axios';
import { compete, inParallel } from './measure.ts';

interface Settings {
  url: string;
  client: keyof typeof CLIENTS;
  bytes: number;
  concurrency: number;
  /** Calls in a turn. */
  calls: number;
}

type Once = () => Promise<{ name?: string }>;

const CLIENTS = {
  accession(url: string, record: string): Once {
    const { samples } = new BioSamples({ url, auth: token('a token of some length') });
    return () => samples.get(record);
  },

  'node:http'(url: string, record: string): Once {
    const { hostname, port, pathname } = new URL(`${url}/samples/${record}`);
    const options = {
      agent: new Agent({ keepAlive: true }),
      host: hostname,
      port,
      path: pathname,
      headers: { accept: 'application/json' },
    };
    return () =>
      new Promise((resolve, reject) => {
        const sent = get(options, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())));
          response.on('error', reject);
        });
        sent.on('error', reject);
      });
  },

  axios(url: string, record: string): Once {
    return async () => (await axios.get(`${url}/samples/${record}`)).data;
  },
};

await compete<Settings>(async ({ url, client, bytes, concurrency, calls }) => {
  const once = CLIENTS[client](`${url}/0`, `of-${bytes}`);
  const checked = async () => {
    if ((await once()).name === undefined) throw new Error('that is no sample');
  };
  await inParallel(calls * 2, concurrency, checked);
  return async () => {
    await inParallel(calls, concurrency, checked);
    return { units: calls };
  };
});
