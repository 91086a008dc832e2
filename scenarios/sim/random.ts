import { hash } from 'node:crypto';

/** A stream of numbers from 0 (inclusive) to 1 (exclusive) that a seed and a purpose determine. */
export type Random = () => number;

/** sfc32: small, fast, and the same on every version of Node. */
function createRandom(seed: string, purpose: string): Random {
  const digest = hash('sha256', `${seed}\0${purpose}`, 'buffer');
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = digest.readInt32LE(12);
  return () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
}

/** Streams by purpose, made when first asked for: one more draw here leaves all other purposes as they were. */
export function createStreams(seed: string): (purpose: string) => Random {
  const streams = new Map<string, Random>();
  return (purpose) => {
    const known = streams.get(purpose);
    if (known) return known;
    const random = createRandom(seed, purpose);
    streams.set(purpose, random);
    return random;
  };
}

export function randomBytes(random: Random, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) bytes[index] = Math.floor(random() * 256);
  return bytes;
}

/** A lower-case version 4 UUID. */
export function randomUuid(random: Random): string {
  const hex = Buffer.from(randomBytes(random, 16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
