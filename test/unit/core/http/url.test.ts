import { BioSamples, InputError, ResponseError, token } from 'accession';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';

const stored = { name: 'liver 1', accession: 'SAMEA1' };
const setup = (...answers: ConstructorParameters<typeof FakeTransport>) => {
  const transport = new FakeTransport(...answers);
  return {
    transport,
    client: new BioSamples({ transport, url: 'https://bio.example/biosamples', auth: token('tok-1234567') }),
  };
};
const to = (location: string, status = 302) => ({ status, headers: { location }, body: '' });

describe('addresses', () => {
  it('percent-encodes what goes into a path', async () => {
    const { client, transport } = setup({ body: stored });
    await client.samples.get('SAMEA1/../../admin?x#y');
    expect(transport.sent[0]?.url).toBe(
      'https://bio.example/biosamples/samples/SAMEA1%2F..%2F..%2Fadmin%3Fx%23y',
    );
  });

  it.each(['.', '..', ' ', ''])('refuses %j as an accession, before anything is sent', async (accession) => {
    const { client, transport } = setup({ body: stored });
    await expect(client.samples.get(accession)).rejects.toBeInstanceOf(InputError);
    expect(transport.sent).toHaveLength(0);
  });

  it('writes blanks as %20 and plus signs as %2B', async () => {
    const { client, transport } = setup({ body: {} });
    await client.samples
      .search({ text: 'a b+c', filter: ['attr:organism:Homo sapiens', 'attr:x:100%'] })
      .all();
    expect(transport.sent[0]?.url).toBe(
      'https://bio.example/biosamples/samples?text=a%20b%2Bc&filter=attr%3Aorganism%3AHomo%20sapiens' +
        '&filter=attr%3Ax%3A100%2525&size=200&cursor=*',
    );
  });
});

describe('the token goes only to the origin it was made for', () => {
  it.each([
    'https://evil.example/biosamples/samples/SAMEA1',
    'http://bio.example/biosamples/samples/SAMEA1',
    'https://bio.example:8443/biosamples/samples/SAMEA1',
    '//evil.example/x',
  ])('a redirect to %s is not followed', async (location) => {
    const { client, transport } = setup(to(location), { body: stored });
    const error = await client.samples.get('SAMEA1').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ code: 'foreign-origin' });
    expect(transport.sent).toHaveLength(1);
  });

  it('a redirect of a read within the origin is followed, with the token', async () => {
    const { client, transport } = setup(to('/biosamples/samples/SAMEA2'), { body: stored });
    await expect(client.samples.get('SAMEA1')).resolves.toEqual(stored);
    expect(transport.sent[1]?.url).toBe('https://bio.example/biosamples/samples/SAMEA2');
    expect(transport.sent[1]?.headers.authorization).toBe('Bearer tok-1234567');
  });

  it('a redirect of a write is not followed: it might be carried out twice', async () => {
    const { client, transport } = setup(to('/elsewhere', 307), { body: stored });
    const work = client.samples.create({ name: 'a', release: '2026-01-01' });
    await expect(work).rejects.toMatchObject({ status: 307, outcome: 'refused' });
    expect(transport.sent).toHaveLength(1);
  });

  it('redirects that never end are given up', async () => {
    const { client, transport } = setup(to('/biosamples/samples/SAMEA1'));
    await expect(client.samples.get('SAMEA1')).rejects.toMatchObject({ status: 302 });
    expect(transport.sent).toHaveLength(6);
  });

  it('a next link to another origin ends the search with an error', async () => {
    const { client, transport } = setup({
      body: {
        _embedded: { samples: [stored] },
        _links: { next: { href: 'https://evil.example/biosamples/samples?cursor=2' } },
      },
    });
    await expect(client.samples.search().all()).rejects.toMatchObject({ code: 'foreign-origin' });
    expect(transport.sent).toHaveLength(1);
  });
});
