import { ConfigError } from 'accession';
import { expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';
import { URL, UUID, using } from './support.ts';

const DAV = 'https://dav.test';
const TOKEN = 'a'.repeat(64);
const basic = (password: string) => `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`;

/** What each address is told about who is calling. */
async function told(options: Parameters<typeof using>[0]): Promise<Record<string, string | undefined>> {
  const transport = new FakeTransport((request) =>
    request.url.startsWith(DAV) ? { status: 201, body: '' } : { body: { username: 'ada', sodar_uuid: UUID } },
  );
  const sodar = using({ transport, webdavUrl: `${DAV}/`, ...options });
  await sodar.users.current();
  await sodar.dav.mkcol('/zone/folder');
  return Object.fromEntries(
    transport.sent.map(({ url, headers }) => [new globalThis.URL(url).origin, headers.authorization]),
  );
}

it('the token goes to SODAR only, name and password to the files only', async () => {
  expect(await told({ username: 'ada', password: 'p4ss' })).toEqual({
    [URL]: `token ${TOKEN}`,
    [DAV]: basic('p4ss'),
  });
});

it('the token takes the place of a password that is not there', async () => {
  expect(await told({ username: 'ada' })).toEqual({ [URL]: `token ${TOKEN}`, [DAV]: basic(TOKEN) });
});

it('name and password serve for both where there is no token', async () => {
  expect(await told({ token: undefined, username: 'ada', password: 'p4ss' })).toEqual({
    [URL]: basic('p4ss'),
    [DAV]: basic('p4ss'),
  });
});

it('what is missing is named before anything is sent', async () => {
  const transport = new FakeTransport({ body: '' });
  const missing = (work: Promise<unknown>) => work.catch((error: unknown) => error);
  const sodar = using({ transport, webdavUrl: DAV });
  expect(await missing(sodar.dav.mkcol('/zone/folder'))).toMatchObject({
    code: 'config',
    missing: ['SODAR_USERNAME', 'SODAR_PASSWORD'],
  });
  const noFiles = using({ transport, username: 'ada' });
  expect(await missing(noFiles.dav.mkcol('/zone/folder'))).toMatchObject({
    code: 'config',
    missing: ['SODAR_WEBDAV_URL'],
  });
  const nobody = using({ transport, token: undefined });
  const error = await missing(nobody.users.current());
  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ missing: ['SODAR_API_TOKEN'] });
  expect(transport.sent).toHaveLength(0);
});
