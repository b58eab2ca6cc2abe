import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** How long a client may take to open the data connection it asked for. */
const PATIENCE_MS = 10_000;

export class LineCut extends Error {}

/** What comes, and after so many bytes the end of it all. */
export async function* cutAfter(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of source) {
    if (chunk.length >= left) {
      yield chunk.subarray(0, left);
      throw new LineCut('the line was cut');
    }
    left -= chunk.length;
    yield chunk;
  }
}

/** What comes, and after so many bytes nothing more is taken until the caller goes away. */
export async function* stallAfter(
  source: AsyncIterable<Buffer>,
  bytes: number,
  control: Socket,
): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of source) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left > 0) continue;
    await new Promise((resolve) => control.once('close', resolve));
    throw new Error('the caller went away');
  }
}

/** The data connections of one session: one port for each transfer. */
export class DataChannel {
  #server: Server | undefined;
  #connected: Promise<Socket | undefined> = Promise.resolve(undefined);
  #socket: Socket | undefined;

  constructor(private readonly host: string) {}

  /** Opens a port for one connection. */
  async open(): Promise<number> {
    this.#server?.close();
    const server = createServer({ pauseOnConnect: true });
    server.maxConnections = 1;
    this.#server = server;
    this.#connected = new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
      server.once('connection', (socket) => {
        clearTimeout(timer);
        socket.on('error', () => socket.destroy());
        this.#socket = socket;
        server.close();
        resolve(socket);
      });
      server.once('close', () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, this.host, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  /** The connection to the port that was opened last; undefined: none came. */
  accept(): Promise<Socket | undefined> {
    const connected = this.#connected;
    this.#connected = Promise.resolve(undefined);
    return connected;
  }

  async send(socket: Socket, content: Readable | string): Promise<void> {
    const source = typeof content === 'string' ? Readable.from(content === '' ? [] : [content]) : content;
    await pipeline(source, socket);
  }

  close(): void {
    this.#server?.close();
    this.#socket?.destroy(new Error('the control connection is gone'));
  }
}
