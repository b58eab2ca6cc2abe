/** One step of the polynomial for each bit: a vector times a matrix over two elements. */
function times(matrix: Uint32Array, vector: number): number {
  let sum = 0;
  for (let bit = 0, rest = vector; rest !== 0; bit += 1, rest >>>= 1) {
    if (rest & 1) sum ^= matrix[bit] ?? 0;
  }
  return sum >>> 0;
}

const squared = (matrix: Uint32Array): Uint32Array => matrix.map((column) => times(matrix, column));

/** The step of one zero bit. */
function oneBit(): Uint32Array {
  const matrix = new Uint32Array(32);
  matrix[0] = 0xedb88320;
  for (let bit = 1; bit < 32; bit += 1) matrix[bit] = 2 ** (bit - 1);
  return matrix;
}

/**
 * The CRC-32 of two pieces one after the other, from those of the pieces: so that the pieces of a file may go out in any
 * order, and the file is read once.
 * @param length bytes of the second piece
 */
export function joinedCrc32(first: number, second: number, length: number): number {
  // One byte is eight bits: the step of one bit, squared three times.
  let step = squared(squared(squared(oneBit())));
  let moved = first >>> 0;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) moved = times(step, moved);
    step = squared(step);
  }
  return (moved ^ second) >>> 0;
}
