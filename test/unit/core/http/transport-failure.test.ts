import { describe, expect, it } from 'vitest';
import { failureFrom, proxyTried } from '../../../../src/core/http/transport.ts';

/** As axios gives them: the code on top, the rest below. */
const failed = (code: string, cause: object) => Object.assign(new Error(code), { code, cause });

describe('a connection that was not made', () => {
  it('carried nothing, also when the time for connecting ran out', () => {
    const connecting = { syscall: 'connect', address: '192.0.2.1', port: 443 };
    expect(failureFrom(failed('ETIMEDOUT', connecting))).toMatchObject({ reason: 'ETIMEDOUT', left: false });
    expect(failureFrom(failed('ETIMEDOUT', { syscall: 'read' })).left).toBe(true);
    expect(failureFrom(failed('ECONNRESET', {})).left).toBe(true);
  });

  it.each([
    ['another name', { hostname: 'proxy.example' }, 'https://ena.example/x', 'proxy.example'],
    ['the same name', { hostname: 'ena.example' }, 'https://ena.example/x', undefined],
    ['another port', { address: '192.0.2.1', port: 3128 }, 'https://ena.example/x', '192.0.2.1:3128'],
    ['the usual port', { address: '192.0.2.1', port: 443 }, 'https://ena.example/x', undefined],
    ['the port of the address', { address: '::1', port: 8443 }, 'https://ena.example:8443', undefined],
    ['nothing known', {}, 'https://ena.example/x', undefined],
  ])('tells a proxy from the server: %s', (_, cause, target, proxy) => {
    expect(proxyTried(failureFrom(failed('ECONNREFUSED', cause)).peer, target)).toBe(proxy);
  });
});
