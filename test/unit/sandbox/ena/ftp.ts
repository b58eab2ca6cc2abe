import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Client } from 'basic-ftp';
import type { Lab } from '../../../../src/sandbox/index.ts';

/** A connection to the upload area, with the certificate checked; the test closes it. */
export async function connect(lab: Lab, password?: string): Promise<Client> {
  const client = new Client(5_000);
  const { hostname, port } = new URL(lab.urls.enaFtp);
  await client.access({
    host: hostname,
    port: Number(port),
    user: lab.credentials.webin.username,
    password: password ?? lab.credentials.webin.password,
    secure: true,
    secureOptions: { ca: readFileSync(lab.ca) },
  });
  return client;
}

/** Uploads texts by name. */
export async function upload(lab: Lab, files: Record<string, string>): Promise<void> {
  const client = await connect(lab);
  for (const [name, text] of Object.entries(files)) await client.uploadFrom(Readable.from([text]), name);
  client.close();
}
