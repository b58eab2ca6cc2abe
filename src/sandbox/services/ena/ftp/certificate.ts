import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A self-signed certificate, which is its own authority. PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

let made: Certificate | undefined;

/**
 * One certificate per process: making it takes a few milliseconds, and all sandboxes of a process trust each
 * other anyhow. Written out by hand because a library for this costs more time to load than all else at the start.
 */
export function localCertificate(): Certificate {
  made ??= make();
  return made;
}

const SEQUENCE = 0x30;
const CONTEXT = 0xa0;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;

const ECDSA_SHA256 = [1, 2, 840, 10045, 4, 3, 2];
const COMMON_NAME = [2, 5, 4, 3];
const SUBJECT_KEY_ID = [2, 5, 29, 14];
const KEY_USAGE = [2, 5, 29, 15];
const ALT_NAME = [2, 5, 29, 17];
const BASIC_CONSTRAINTS = [2, 5, 29, 19];
const AUTHORITY_KEY_ID = [2, 5, 29, 35];

function make(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = der(SEQUENCE, oid(ECDSA_SHA256));
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, oid(COMMON_NAME), text(0x0c, 'accession sandbox'))));
  const keyId = createHash('sha1').update(spki).digest();
  const serial = createHash('sha256').update(spki).digest().subarray(0, 8);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = der(
    SEQUENCE,
    der(CONTEXT, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name,
    // TLS looks at the machine's clock, not at the sandbox's.
    der(SEQUENCE, text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
    name,
    spki,
    der(CONTEXT + 3, der(SEQUENCE, ...extensions(keyId))),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = der(SEQUENCE, body, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** What strict clients want of an authority: that it says it is one, and for which names it stands. */
function extensions(keyId: Buffer): Buffer[] {
  const yes = der(0x01, Buffer.from([0xff]));
  const names = der(
    SEQUENCE,
    text(0x82, 'localhost'),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...new Array<number>(15).fill(0), 1])),
  );
  // digitalSignature and keyCertSign: bits 0 and 5, two bits unused at the end.
  const usage = der(BIT_STRING, Buffer.from([2, 0x84]));
  return [
    extension(BASIC_CONSTRAINTS, der(SEQUENCE, yes), yes),
    extension(KEY_USAGE, usage, yes),
    extension(SUBJECT_KEY_ID, der(OCTET_STRING, keyId)),
    extension(AUTHORITY_KEY_ID, der(SEQUENCE, der(0x80, keyId))),
    extension(ALT_NAME, names),
  ];
}

function extension(id: readonly number[], value: Buffer, critical?: Buffer): Buffer {
  return der(SEQUENCE, oid(id), ...(critical ? [critical] : []), der(OCTET_STRING, value));
}

/** Tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const { length } = Buffer.concat(content);
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), ...content]);
}

function oid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}

const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'ascii'));
