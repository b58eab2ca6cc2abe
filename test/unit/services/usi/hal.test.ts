import { Usi } from 'accession';
import { allows, dateOf, hrefOf, idOf } from 'accession/usi';
import { describe, expect, it } from 'vitest';
import { toDay } from '../../../../src/services/usi/dates.ts';
import { expand, teamNameOf } from '../../../../src/services/usi/hal.ts';
import { FakeTransport } from '../../../support/fake-transport.ts';

const API = 'https://usi.test/api';

describe('links', () => {
  it.each([
    ['an object', { _links: { self: { href: 'a' } } }],
    ['every relation twice, as the server once did', { _links: { self: [{ href: 'a' }, { href: 'b' }] } }],
    [
      "AAP's list",
      {
        links: [
          { rel: 'other', href: 'x' },
          { rel: 'self', href: 'a' },
        ],
      },
    ],
  ])('are read from %s', (_, resource) => {
    expect(hrefOf(resource, 'self')).toBe('a');
  });

  it('that are not there, or not links, are undefined', () => {
    for (const odd of [
      undefined,
      null,
      7,
      {},
      { _links: {} },
      { _links: { self: [] } },
      { _links: { self: 'x' } },
    ])
      expect(hrefOf(odd, 'self')).toBeUndefined();
    expect(hrefOf({ _links: {} }, 'toString')).toBeUndefined();
    expect(allows({ _links: { 'self:update': { href: 'a' } } }, 'self:update')).toBe(true);
    expect(allows({ _links: {} }, 'self:delete')).toBe(false);
  });

  it.each([
    [`${API}/submissions/1{?projection}`, {}, `${API}/submissions/1`],
    [`${API}/teams/{teamName:.+}`, { teamName: 'subs.a b' }, `${API}/teams/subs.a%20b`],
    [`${API}/sheets?checklistId={checklistId}`, { checklistId: 'C/1' }, `${API}/sheets?checklistId=C%2F1`],
    [`${API}/x?a=1{&page,size,sort}`, {}, `${API}/x?a=1`],
  ])('%s is expanded, whatever the flag says', (href, values, expected) => {
    expect(expand(href, values)).toBe(expected);
  });

  it.each<Record<string, string>>([{}, { teamName: '..' }, { teamName: '' }])(
    'a template does not take %j',
    (values) => {
      expect(() => expand('/teams/{teamName:.+}', values)).toThrow(RangeError);
    },
  );
});

describe('the id of a thing', () => {
  it.each([
    ['abc', 'abc'],
    [' abc ', 'abc'],
    [`${API}/submissions/abc{?projection}`, 'abc'],
    [{ id: 'abc' }, 'abc'],
    [{ _links: { self: { href: `${API}/samples/abc` } } }, 'abc'],
    [{ _links: { self: [{ href: `${API}/samples/abc{?projection}` }] } }, 'abc'],
    [{ _links: { self: { href: `${API}/samples/search/by-x?id=9` } } }, 'by-x'],
    ['', undefined],
    [{}, undefined],
    [null, undefined],
    [{ _links: { self: { href: `${API}/teams/{teamName}` } } }, undefined],
  ])('%j is %s', (given, id) => {
    expect(idOf(given)).toBe(id);
  });

  it.each([
    ['subs.a', 'subs.a'],
    [{ name: 'subs.a' }, 'subs.a'],
    [{ team: 'subs.a', name: 'a submission' }, 'subs.a'],
    [{ team: { name: 'subs.a' } }, 'subs.a'],
    [{}, undefined],
  ])('the team of %j is %s', (given, team) => {
    expect(teamNameOf(given)).toBe(team);
  });
});

describe('dates', () => {
  it.each([
    ['2018-07-16T07:54:32.221+0000', '2018-07-16T07:54:32.221Z'],
    ['2018-07-16T07:54:32.221+0130', '2018-07-16T06:24:32.221Z'],
    ['2018-07-16', '2018-07-16T00:00:00.000Z'],
  ])('%s is read', (text, expected) => {
    expect(dateOf(text)?.toISOString()).toBe(expected);
  });

  it('what is no date is undefined, not a failure', () => {
    for (const odd of [undefined, '', 'soon', '1531727672']) expect(dateOf(odd)).toBeUndefined();
    expect(toDay('2026-02-30')).toBeUndefined();
    expect(toDay(new Date(Date.UTC(2026, 0, 31, 23)))).toBe('2026-01-31');
    expect(toDay('2026-01-31T23:00:00-0300')).toBe('2026-02-01');
  });
});

describe('a token', () => {
  it('does not follow a next page to another server', async () => {
    const page = {
      _embedded: { teams: [{ name: 'subs.a' }] },
      _links: { next: { href: 'https://evil.test/api/user/teams?page=1' } },
      page: { number: 0, size: 1, totalElements: 2, totalPages: 2 },
    };
    const transport = new FakeTransport({ body: page });
    const auth = {
      kind: 'x',
      attach: () => ({
        account: 'a',
        headers: async () => ({ authorization: 'Bearer t0ken' }),
        renew: () => false,
        expiresAt: () => undefined,
      }),
    };
    const usi = new Usi({ url: 'https://usi.test', transport, auth });
    await expect(usi.teams.list().all()).rejects.toMatchObject({ code: 'foreign-origin' });
    expect(transport.sent.every(({ url }) => url.startsWith('https://usi.test/'))).toBe(true);
  });
});
