import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Faults } from '../../../faults.ts';
import type { EnaArchive } from '../archive.ts';
import { UploadArea } from './area.ts';
import { localCertificate } from './certificate.ts';
import { FtpSession, type Gate } from './session.ts';

/** The upload area's FTP server of one sandbox. */
export interface UploadServer {
  /** `ftp://127.0.0.1:PORT` */
  url: string;
  /** Path of the certificate that its TLS is to be checked with. */
  ca: string;
  close(): Promise<void>;
}

/**
 * FTP with explicit TLS on a port of its own; no data port is open between transfers. Written here because a server
 * from a package waited for TLS on the data connection before it answered STOR, and Python's clients wait for that answer.
 */
export async function startUploadServer(
  archive: EnaArchive,
  host: string,
  faults: Pick<Faults, 'strike'>,
): Promise<UploadServer> {
  const { key, cert } = localCertificate();
  const folder = mkdtempSync(join(tmpdir(), 'accession-sandbox-ca-'));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, cert);
  const sockets = new Set<Socket>();
  const { accounts, uploads, context } = archive;
  const gate: Gate = {
    context: createSecureContext({ key, cert }),
    login(username, password) {
      const account = accounts.find(username);
      if (account?.password !== password) return undefined;
      return new UploadArea(uploads, account.username, context.clock);
    },
    strike: (operation, method, path) =>
      faults.strike({ service: 'ena', operation, method, path, shy: true }),
  };
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new FtpSession(socket, gate);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, host, resolve);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `ftp://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${portOf(listener)}`,
    ca,
    close: () =>
      new Promise((resolve) => {
        rmSync(folder, { recursive: true, force: true });
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
