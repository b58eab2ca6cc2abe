import { OpenBis, type OpenBisObjectQuery } from 'accession';
import { expect, it } from 'vitest';
import { FakeTransport } from '../../../support/fake-transport.ts';

type Json = ReturnType<typeof JSON.parse>;

/** What goes over the wire: the method, and the parameters after the token. */
async function sent(
  work: (openbis: OpenBis) => Promise<unknown>,
): Promise<{ method: string; params: Json[] }> {
  const transport = new FakeTransport({ body: { result: { objects: [], totalCount: 0 } } });
  await work(new OpenBis({ url: 'https://openbis.test', token: 'ada-240101000000000x0', transport })).catch(
    () => undefined,
  );
  const { method, params } = JSON.parse(transport.sent[0]?.body ?? '{}');
  return { method, params: params.slice(1) };
}
const searched = async (query: OpenBisObjectQuery): Promise<Json[]> =>
  (await sent((openbis) => openbis.objects.list(query).all())).params;

it('asks for an order in every list of records: pages may overlap without one', async () => {
  const fields = async (query: OpenBisObjectQuery) => {
    const [, { sort, from, count }] = await searched(query);
    return [sort['@type'], from, count, ...sort.sortings.map((one: Json) => `${one.field} ${one.order.asc}`)];
  };
  const type = 'as.dto.sample.fetchoptions.SampleSortOptions';
  expect(await fields({})).toEqual([type, 0, 500, 'REGISTRATION_DATE true', 'PERM_ID true']);
  expect(await fields({ sort: '-code', pageSize: 10, start: 20 })).toEqual([
    type,
    20,
    10,
    'CODE false',
    'REGISTRATION_DATE true',
    'PERM_ID true',
  ]);
  expect(await fields({ sort: 'property:$name' })).toContain('PROPERTY$NAME true');
});

it('asks for what goes on without end by a number, and for pages only at the top', async () => {
  const { method, params } = await sent((openbis) =>
    openbis.objects.get('/S/P/X', { fetch: { parents: 'all', children: false } }),
  );
  const [, options] = params;
  expect(method).toBe('getSamples');
  expect(options.parents).toBe(options['@id']);
  expect(options.children).toBeUndefined();
  const [, listed] = await searched({ fetch: { parents: 'all' }, pageSize: 7 });
  expect([listed.count, listed.parents.count, listed.parents.parents]).toEqual([
    7,
    undefined,
    listed.parents['@id'],
  ]);
});

it('writes codes and paths as they are kept, since a search without wildcards is exact', async () => {
  const [criteria] = await searched({ code: ' leaf-1 ', identifier: 's/p/c/leaf-1', where: { weight: 2 } });
  expect(
    criteria.criteria.map(({ fieldName, fieldValue, useWildcards }: Json) => [
      fieldName,
      fieldValue.value,
      useWildcards,
    ]),
  ).toEqual([
    ['code', 'LEAF-1', false],
    ['WEIGHT', 2, undefined],
    ['identifier', '/S/P/LEAF-1', false],
  ]);
});

it('asks about moments, so that no time zone of a server decides', async () => {
  const [criteria] = await searched({
    registered: { after: '2024-01-31', until: new Date('2024-02-02T00:00:00Z') },
  });
  expect(criteria.criteria.map(({ fieldValue }: Json) => fieldValue)).toEqual([
    { '@type': 'as.dto.common.search.DateObjectLaterThanOrEqualToValue', value: Date.UTC(2024, 1, 1) },
    { '@type': 'as.dto.common.search.DateObjectEarlierThanValue', value: Date.UTC(2024, 1, 2) + 1 },
  ]);
});

it('sends no name of the wire twice: every object has its type, none a number', async () => {
  const { params } = await sent((openbis) => openbis.datasets.list({ object: '/S/P/X', space: 'S' }).all());
  const text = JSON.stringify(params);
  expect(text).not.toContain('"@id"');
  expect(text).not.toContain('undefined');
  for (const [open] of text.matchAll(/\{[^{}[]{0,6}/g)) expect(open).toMatch(/^\{"@typ/);
});
