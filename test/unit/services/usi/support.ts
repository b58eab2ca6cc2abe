import { type CredentialSource, Usi, type UsiOptions } from 'accession';
import { FakeTransport } from '../../../support/fake-transport.ts';

export const API = 'https://usi.test/api';

/** Somebody who is logged in. */
export const somebody: CredentialSource = {
  kind: 'test',
  attach: () => ({
    account: 'ada',
    headers: async () => ({ authorization: 'Bearer t0ken-of-ada' }),
    renew: () => false,
    expiresAt: () => undefined,
  }),
};

/** A client on a network whose answers the test writes. */
export function client(...answers: ConstructorParameters<typeof FakeTransport>): {
  usi: Usi;
  transport: FakeTransport;
} {
  const transport = new FakeTransport(...answers);
  return { usi: using({ transport }), transport };
}

export const using = (options: UsiOptions): Usi =>
  new Usi({
    url: 'https://usi.test',
    aapUrl: 'https://aap.test',
    auth: somebody,
    retries: 0,
    random: () => 0,
    ...options,
  });
