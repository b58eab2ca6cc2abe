/** Reads a list of samples page by page, in one of several ways. */
import { BioSamples, token } from 'accession/biosamples';
import axios from 'axios';
import { compete } from './measure.ts';

interface Settings {
  url: string;
  way: keyof typeof WAYS;
  /** Milliseconds that the server takes for an answer. */
  delay: number;
  /** Leaves after so many samples. */
  samples: number;
  /** Walks before the first that is measured. */
  warm?: number;
  /** Pages asked for ahead, where they can be. */
  prefetch?: number;
}

type Walk = (samples: number, prefetch: number) => Promise<number>;

/** Pages of 100. */
const SIZE = 100;

const ours =
  (query: { page?: number }) =>
  (url: string): Walk => {
    const { samples } = new BioSamples({ url, auth: token('a token of some length') });
    return async (wanted, prefetch) => {
      let seen = 0;
      for await (const { accession } of samples.search({ ...query, size: SIZE }).prefetch(prefetch)) {
        if (accession !== '') seen += 1;
        if (seen === wanted) break;
      }
      return seen;
    };
  };

interface Answer {
  _embedded: { samples: unknown[] };
  _links: { next?: { href: string } };
}

const WAYS = {
  /** By page numbers, which can be asked for ahead. */
  'by number': ours({ page: 0 }),
  /** From one cursor to the next. */
  'by cursor': ours({}),
  /** axios, from one `next` to the next. */
  axios:
    (url: string): Walk =>
    async (wanted) => {
      let seen = 0;
      let next: string | undefined = `${url}/samples?page=0&size=${SIZE}`;
      while (next !== undefined && seen < wanted) {
        const { data }: { data: Answer } = await axios.get<Answer>(next);
        seen += data._embedded.samples.length;
        next = data._links.next?.href;
      }
      return seen;
    },
};

await compete<Settings>(async ({ url, way, delay, samples, warm = 0, prefetch = 2 }) => {
  const walk = WAYS[way](`${url}/${delay}`);
  for (let n = 0; n < warm; n += 1) await walk(samples, prefetch);
  return async () => {
    const seen = await walk(samples, prefetch);
    if (seen !== samples) throw new Error(`${seen} samples instead of ${samples}`);
    return { units: 1 };
  };
});
