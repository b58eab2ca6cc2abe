/** Sends a file. */
import { createReadStream, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Sodar } from 'accession/sodar';
import { compete } from './measure.ts';

interface Settings {
  url: string;
  client: keyof typeof CLIENTS;
  folder: string;
  /** MiB of the file to send. */
  size: number;
  /** Bytes a second that the other side takes; 0 is all of them. */
  rate: number;
}

/** A read of Node's default size takes twice the time: what is compared with shall be good. */
const READ_BYTES = 512 * 1024;

const CLIENTS = {
  async accession(url: string, place: string, file: string): Promise<void> {
    const sodar = new Sodar({ url, webdavUrl: url, token: 'a token of some length', username: 'ada' });
    await sodar.dav.put(place, file);
  },

  async 'node:http'(url: string, place: string, file: string): Promise<void> {
    const sent = request(`${url}${place}`, {
      method: 'PUT',
      headers: { 'content-length': statSync(file).size },
    });
    const answered = new Promise<void>((resolve, reject) => {
      sent.on('response', (response) => {
        response.resume();
        response.on('end', resolve);
      });
      sent.on('error', reject);
    });
    await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), sent);
    await answered;
  },
};

await compete<Settings>(async ({ url, client, folder, size, rate }) => async () => {
  const file = join(folder, `${size}.bin`);
  await CLIENTS[client](`${url}/0`, `/files/${rate}/sent.bin`, file);
  return { units: statSync(file).size / 2 ** 30 };
});
