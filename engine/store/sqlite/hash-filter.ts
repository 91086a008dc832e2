// Which hashes an index may have, without a look into it: nearly every id that is looked for is a new one.

/** 128 KiB. */
const BITS = 2 ** 20;
/** Of an index that has more, each look goes into it. As many are read at a time, and one in thirty is taken for there. */
const HASHES_MAX = 100_000;

export interface HashFilter {
  /** False = the index does not have it. */
  mayHave(hash: number): boolean;
  /** It is in the index from now on. */
  add(hash: number): void;
}

/** @param read Answers all that are in the index, or as many as are asked for. */
export function createHashFilter(read: (limit: number) => readonly number[]): HashFilter {
  const hashes = read(HASHES_MAX + 1);
  if (hashes.length > HASHES_MAX) return { mayHave: () => true, add() {} };
  const bits = new Uint8Array(BITS / 8);
  // A hash has 53 bits: two places of 20 bits that know nothing of each other.
  const low = (hash: number) => hash % BITS;
  const high = (hash: number) => Math.floor(hash / 2 ** 33);
  const isSet = (place: number) => (bits[place >> 3]! & (1 << (place & 7))) !== 0;
  const set = (place: number) => {
    bits[place >> 3]! |= 1 << (place & 7);
  };
  const add = (hash: number) => {
    set(low(hash));
    set(high(hash));
  };
  hashes.forEach(add);
  return { mayHave: (hash) => isSet(low(hash)) && isSet(high(hash)), add };
}
