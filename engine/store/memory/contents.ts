/** What rows have said that waited, by its hash, and the first row that said it. */
export interface Contents {
  /** Undefined = nobody has said it. */
  seqOf(hash: string): number | undefined;
  /** Nobody has said it before. */
  add(hash: string, seq: number): void;
}

/**
 * Hashes begin with a date, and rows come nearly in the order of their dates: one that is behind all others is new, and is
 * appended; the few that are not are kept apart.
 */
export function createContents(): Contents {
  const hashes: string[] = [];
  const seqs: number[] = [];
  const late = new Map<string, number>();
  let last = '';
  return {
    seqOf(hash) {
      if (hash > last) return undefined;
      const at = firstFrom(hashes, hash);
      return hashes[at] === hash ? seqs[at] : late.get(hash);
    },
    add(hash, seq) {
      if (hash <= last) return void late.set(hash, seq);
      hashes.push(hash);
      seqs.push(seq);
      last = hash;
    },
  };
}

/** Where those begin that are not before it, by halving. */
function firstFrom(hashes: readonly string[], hash: string): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hashes[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}
