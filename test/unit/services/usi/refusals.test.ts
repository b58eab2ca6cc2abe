import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../../src/services/usi/explain.ts';
import { refused } from '../../../support/fake-transport.ts';
import { client } from './support.ts';

const refusal = async (status: number, body: string | object, headers?: Record<string, string>) => {
  const { usi } = client({ status, body, ...(headers && { headers }) });
  return usi.samples.create('S', { alias: 'a' }).catch((e: unknown) => e);
};

describe('refusals', () => {
  it('name the field, the code and what to do', async () => {
    const error = await refusal(400, {
      title: 'Bad Request',
      status: 400,
      errors: [
        "already_exists: In Sample, field alias can't be [a].",
        "missing_field: In Sample, field team.name can't be [null].",
      ],
    });
    expect(error).toMatchObject({
      code: 'invalid',
      outcome: 'refused',
      issues: [
        { path: 'alias', message: "already_exists: In Sample, field alias can't be [a]." },
        { path: 'team.name', message: "missing_field: In Sample, field team.name can't be [null]." },
      ],
      hint: expect.stringContaining('samples.patch'),
    });
    expect(hasCode(error, 'already_exists', 'alias')).toBe(true);
    expect(hasCode(error, 'already_exists', 'team.name')).toBe(false);
    expect(hasCode(error, 'already')).toBe(false);
  });

  it.each<[string, number, object | string, object]>([
    [
      'of a token',
      401,
      { status: 'UNAUTHORIZED', error: 'TOKEN_EXPIRED', message: 'Supplied Token has been expired' },
      {
        code: 'unauthenticated',
        message: expect.stringContaining('Supplied Token has been expired (TOKEN_EXPIRED)'),
        hint: expect.stringContaining('has ended'),
      },
    ],
    ['of a stranger', 403, '', { code: 'forbidden', hint: expect.stringContaining('not a member') }],
    [
      'of what is locked',
      400,
      { errors: ["Error in object 'Sample': codes [resource_locked.Sample,resource_locked]"] },
      { code: 'invalid', hint: expect.stringContaining('Only a Draft') },
    ],
    ['without a word', 404, '', { code: 'not-found' }],
  ])('%s', async (_, status, body, expected) => {
    expect(await refusal(status, body)).toMatchObject(expected);
  });

  it('a page of the proxy is a fault of the server, told by its title', async () => {
    const error = await refusal(502, '<html><title>502 Bad Gateway</title></html>', {
      'content-type': 'text/html',
    });
    expect(error).toMatchObject({
      code: 'server-fault',
      message: expect.stringContaining('an HTML page ("502 Bad Gateway")'),
    });
  });

  it('when nothing answers, the error says that the service is retired', async () => {
    const { usi } = client(refused);
    await expect(usi.teams.get('a')).rejects.toMatchObject({
      code: 'connection',
      outcome: 'not-sent',
      hint: expect.stringMatching(/Nothing answers there.* retired by EMBL-EBI/),
    });
  });
});
