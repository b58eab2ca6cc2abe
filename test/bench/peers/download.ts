/** Fetches a file. */
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Sodar } from 'accession/sodar';
import { compete } from './measure.ts';

interface Settings {
  url: string;
  client: keyof typeof CLIENTS;
  folder: string;
  bytes: number;
}

/** As large as ours: with Node's default size writing is slower. */
const WRITE_BYTES = 4 * 1024 * 1024;

const CLIENTS = {
  async accession(url: string, place: string, destination: string): Promise<void> {
    const sodar = new Sodar({ url, webdavUrl: url, token: 'a token of some length', username: 'ada' });
    await sodar.dav.get(place, { destination });
  },

  async 'node:http'(url: string, place: string, destination: string): Promise<void> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}${place}`, resolve).on('error', reject);
    });
    await pipeline(response, createWriteStream(destination, { highWaterMark: WRITE_BYTES }));
  },
};

await compete<Settings>(async ({ url, client, folder, bytes }) => async () => {
  const destination = join(folder, `got-${process.pid}.bin`);
  const begun = performance.now();
  await CLIENTS[client](`${url}/0`, `/files/${bytes}`, destination);
  const megabytesPerSecond = bytes / 1000 / (performance.now() - begun);
  if (statSync(destination).size !== bytes) throw new Error('that is not all of it');
  rmSync(destination);
  return { units: bytes / 2 ** 30, megabytesPerSecond };
});
