/**
 * The known key that a mistyped one most likely meant, or null when none is close: at most one edit for
 * every three characters, and never more than three. Ignores case.
 */
export function nearestKey(unknown: string, known: readonly string[]): string | null {
  const wanted = unknown.slice(0, KEY_LENGTH_MAX).toLowerCase();
  let nearest: string | null = null;
  let nearestEdits = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  for (const key of known) {
    const edits = editDistance(wanted, key.toLowerCase());
    if (edits < nearestEdits) {
      nearest = key;
      nearestEdits = edits;
    }
  }
  return nearest;
}

/** Bounds the work for keys that nobody typed by hand. */
const KEY_LENGTH_MAX = 64;

/** Insertions, deletions, replacements and swaps of neighbours that turn `left` into `right`. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      let edits = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && isSwap) edits = Math.min(edits, beforeLast[column - 2]! + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length]!;
}
