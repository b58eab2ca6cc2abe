import { Sodar, type SodarOptions } from 'accession';
import { type FakeAnswer, FakeTransport, type SentRequest } from '../../../support/fake-transport.ts';

export const UUID = '5c1e3f60-8b7a-4d29-9e14-2f6b0a7c8d31';
export const OTHER = '9d2a4b71-3c5e-4f80-8a16-7e0d1c2b3f42';
export const URL = 'https://sodar.test';

/** A client on a network whose answers the test writes. */
export function client(...answers: ConstructorParameters<typeof FakeTransport>): {
  sodar: Sodar;
  transport: FakeTransport;
} {
  const transport = new FakeTransport(...answers);
  return { sodar: using({ transport }), transport };
}

export const using = (options: SodarOptions): Sodar =>
  new Sodar({ url: `${URL}/`, token: 'a'.repeat(64), retries: 0, random: () => 0, ...options });

/** A server that knows these media types with these versions, and looks at nothing else. */
export class VersionedServer extends FakeTransport {
  constructor(
    public knows: Readonly<Record<string, readonly string[]>>,
    answer: (request: SentRequest) => FakeAnswer = () => ({ body: {} }),
  ) {
    super((request) => {
      const [, type = '', version = ''] =
        /^([^;]+)(?:; version=(.+))?$/.exec(request.headers.accept ?? '') ?? [];
      const versions = this.knows[type];
      if (!versions) return { status: 406, body: { detail: 'Could not satisfy the request Accept header.' } };
      if (versions.includes(version)) return answer(request);
      return { status: 406, body: { detail: 'Invalid version in "Accept" header.' } };
    });
  }

  get asked(): string[] {
    return this.sent.map(({ headers }) =>
      (headers.accept ?? '').replace(/.*(sodar.*)\+json; version=/, '$1 '),
    );
  }
}
