import { Readable } from 'node:stream';
import type { Transport } from 'accession';
import { AxiosTransport } from '../../src/core/http/transport-axios.ts';

/** A real transport whose answers are changed on their way: those of another release of a server. */
export function changedAnswers(change: (text: string) => string): Transport {
  const inner = new AxiosTransport();
  return {
    async send(request) {
      const response = await inner.send(request);
      const pieces: Buffer[] = [];
      for await (const piece of response.stream) pieces.push(Buffer.from(piece));
      const text = change(Buffer.concat(pieces).toString());
      return { ...response, stream: Readable.from([Buffer.from(text)]) };
    },
    close: () => inner.close(),
  };
}
