import { ConfigError, Invalid, StatusError } from 'accession';
import { describe, expect, it } from 'vitest';
import { type Dialect, isSince } from '../../../../src/core/http/dialects.ts';
import { dialectPlan } from '../../../../src/services/sodar/versions.ts';
import { refused } from '../../../support/fake-transport.ts';
import { OTHER, UUID, using, VersionedServer } from './support.ts';

const CORE = 'application/vnd.bihealth.sodar-core';
const SODAR = 'application/vnd.bihealth.sodar';
const modern = (projectroles: string[], samplesheets: string[]) => ({
  [`${CORE}.projectroles+json`]: projectroles,
  [`${SODAR}.samplesheets+json`]: samplesheets,
});
const me = { username: 'ada', sodar_uuid: UUID };
const user = () => ({ body: me });

describe('the version of a server', () => {
  it.each([
    ['1.2', modern(['1.0', '1.1', '2.0'], ['1.0', '1.1']), ['sodar-core.projectroles 2.0']],
    [
      '1.1',
      modern(['1.0', '1.1'], ['1.0', '1.1']),
      ['sodar-core.projectroles 2.0', 'sodar-core.projectroles 1.1'],
    ],
    [
      '1.0',
      modern(['1.0'], ['1.0']),
      ['sodar-core.projectroles 2.0', 'sodar-core.projectroles 1.1', 'sodar-core.projectroles 1.0'],
    ],
    [
      '0.15',
      { [`${CORE}+json`]: ['0.13.3', '0.13.4'], [`${SODAR}+json`]: ['0.15.1'] },
      ['sodar-core.projectroles 2.0', 'sodar-core 0.13.4'],
    ],
    [
      '0.14',
      { [`${CORE}+json`]: ['0.13.2', '0.13.3'], [`${SODAR}+json`]: ['0.14.1'] },
      ['sodar-core.projectroles 2.0', 'sodar-core 0.13.4', 'sodar-core 0.13.3'],
    ],
    [
      '0.13',
      { [`${CORE}+json`]: ['0.11.0', '0.11.1', '0.12.0'], [`${SODAR}+json`]: ['0.13.4'] },
      [
        'sodar-core.projectroles 2.0',
        'sodar-core 0.13.4',
        'sodar-core 0.13.3',
        'sodar-core 0.13.2',
        'sodar-core 0.12.0',
      ],
    ],
  ])('is found by asking for the newest first: %s', async (_, knows, expected) => {
    const server = new VersionedServer(knows, user);
    expect(await using({ transport: server }).users.current()).toEqual(me);
    expect(server.asked).toEqual(expected);
  });

  it('is kept, for variants of the client too', async () => {
    const server = new VersionedServer(modern(['1.0', '1.1'], ['1.0', '1.1']), user);
    const sodar = using({ transport: server });
    await sodar.users.current();
    await sodar.users.current();
    await sodar.with({ retries: 1 }).users.current();
    expect(server.asked.slice(2)).toEqual(['sodar-core.projectroles 1.1', 'sodar-core.projectroles 1.1']);
  });

  it('of one part tells where to begin with the others', async () => {
    const server = new VersionedServer(
      { [`${CORE}+json`]: ['0.13.3'], [`${SODAR}+json`]: ['0.14.1'] },
      () => ({
        body: { ...me, investigation: { path: 'i_a.txt', tsv: '' }, studies: {}, assays: {} },
      }),
    );
    const sodar = using({ transport: server });
    await sodar.users.current();
    await sodar.sampleSheets.exportJson(UUID);
    expect(server.asked.filter((asked) => asked.includes('samplesheets'))).toEqual([]);
    expect(server.asked.at(-1)).toBe('sodar 0.14.1');
  });

  it('is looked for anew when the server was upgraded meanwhile', async () => {
    const server = new VersionedServer({ [`${CORE}+json`]: ['0.13.4'] }, user);
    const sodar = using({ transport: server });
    await sodar.users.current();
    server.knows = modern(['2.0'], ['1.1']);
    await sodar.users.current();
    expect(server.asked.slice(2)).toEqual(['sodar-core 0.13.4', 'sodar-core.projectroles 2.0']);
    await sodar.users.current();
    expect(server.asked.at(-1)).toBe('sodar-core.projectroles 2.0');
  });

  it('can be chosen, and then no other is asked for', async () => {
    const server = new VersionedServer(modern(['1.0', '1.1', '2.0'], ['1.0', '1.1']), user);
    await using({ transport: server, version: '1.1.4' }).users.current();
    expect(server.asked).toEqual(['sodar-core.projectroles 1.1']);
    const wrong = await using({ transport: server, version: '0.14' })
      .users.current()
      .catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(StatusError);
    expect(wrong).toMatchObject({
      status: 406,
      outcome: 'refused',
      hint: expect.stringContaining('version'),
    });
    expect(() => using({ transport: server, version: '3' })).toThrow(ConfigError);
    expect(() => using({ transport: server, version: '3' })).toThrow('1.2, 1.1, 1.0, 0.15, 0.14, 0.13');
  });

  it('is no reason to give up a create, and no doubt', async () => {
    const server = new VersionedServer(modern(['1.0', '1.1'], ['1.1']), () => refused as never);
    const error = await using({ transport: server })
      .roles.create(UUID, { role: 'project guest', user: OTHER })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'connection', outcome: 'not-sent', attempts: 2 });
  });

  it('does not change for a 406 that speaks of the view', async () => {
    const server = new VersionedServer(modern(['2.0'], ['1.1']), () => ({
      status: 406,
      body: { detail: 'This view is not available in the given API version' },
    }));
    const error = await using({ transport: server })
      .users.get(OTHER)
      .catch((e: unknown) => e);
    expect(server.asked).toHaveLength(1);
    expect(error).toMatchObject({ status: 406, hint: expect.stringContaining('SODAR 1.1') });
    expect(error).not.toBeInstanceOf(Invalid);
  });
});

describe('dialects', () => {
  it('are compared number by number', () => {
    const dialect = (version: string): Dialect => ({ accept: '', type: '', era: '', version });
    expect(isSince(dialect('0.14.1'), '1.0')).toBe(false);
    expect(isSince(dialect('0.13.4'), '0.13')).toBe(true);
    expect(isSince(dialect('0.9.0'), '0.13')).toBe(false);
    expect(isSince(dialect('2.0'), '1.1')).toBe(true);
  });

  it('name the same type at one version only once', () => {
    const all = Object.values(dialectPlan().ladders).flatMap((ladder) => ladder.map(({ accept }) => accept));
    for (const ladder of Object.values(dialectPlan().ladders)) {
      expect(new Set(ladder.map(({ accept }) => accept)).size).toBe(ladder.length);
    }
    expect(all.every((accept) => !accept.includes(','))).toBe(true);
  });
});
