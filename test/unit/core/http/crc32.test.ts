import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { joinedCrc32 } from '../../../../src/core/http/crc32.ts';

it('joins the checksums of pieces of any length', () => {
  const whole = Buffer.concat([randomBytes(3000), Buffer.from('the end')]);
  for (const cut of [0, 1, 7, 1024, 2999, whole.length]) {
    const [first, second] = [whole.subarray(0, cut), whole.subarray(cut)];
    expect(joinedCrc32(crc32(first), crc32(second), second.length)).toBe(crc32(whole));
  }
});

it('knows lengths that do not fit into 32 bits', () => {
  // So many zero bytes after nothing: the same as twice half of them.
  const half = joinedCrc32(0x12345678, 0, 2 ** 33);
  expect(joinedCrc32(half, 0, 2 ** 33)).toBe(joinedCrc32(0x12345678, 0, 2 ** 34));
});
