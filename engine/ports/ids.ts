import { randomBytes, randomUUID } from 'node:crypto';

/**
 * Randomness, split by purpose: in simulation each purpose has its own seeded stream, so that drawing one
 * more number in one place does not reshuffle every other place.
 */
export interface Ids {
  /** A lower-case version 4 UUID. */
  uuid(purpose: string): string;
  bytes(count: number, purpose: string): Uint8Array;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  fraction(purpose: string): number;
}

export function createSystemIds(): Ids {
  return {
    uuid: () => randomUUID(),
    bytes: (count) => new Uint8Array(randomBytes(count)),
    fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
  };
}
