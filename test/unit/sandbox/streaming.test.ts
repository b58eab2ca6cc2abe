import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { Files } from '../../../src/sandbox/files.ts';

it('keeps a stream on disk with its digests, until it is closed', async () => {
  const files = new Files();
  const chunks = Array.from({ length: 50 }, (_, i) => Buffer.alloc(100_000, i));
  const whole = Buffer.concat(chunks);
  const kept = await files.keep(Readable.from(chunks));
  expect(kept).toMatchObject({
    size: whole.length,
    md5: createHash('md5').update(whole).digest('hex'),
    sha256: createHash('sha256').update(whole).digest('hex'),
    crc32: crc32(whole),
  });
  expect(existsSync(kept.path)).toBe(true);
  files.close();
  expect(existsSync(kept.path)).toBe(false);
});

it('keeps nothing of a stream that broke', async () => {
  const files = new Files();
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(10);
      throw new Error('the line was cut');
    })(),
  );
  await expect(files.keep(broken)).rejects.toThrow('the line was cut');
  files.close();
});
