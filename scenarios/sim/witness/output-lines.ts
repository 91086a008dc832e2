// What processes write, in lines.

/** A longer line is no frame. */
const LINE_BYTES_MAX = 10 * 1024 * 1024;
const LINE_FEED = 10;

/** Puts the lines of each process together from pieces. */
export function createLines() {
  const begun = new Map<number, Uint8Array[]>();
  const lengthOf = (pieces: readonly Uint8Array[]) => pieces.reduce((sum, { length }) => sum + length, 0);
  return {
    of(pid: number, bytes: Uint8Array): string[] {
      const pieces = begun.get(pid) ?? [];
      // Mostly whole lines come, with nothing before them.
      if (pieces.length === 0 && bytes.at(-1) === LINE_FEED) return wholeLines(bytes);
      begun.set(pid, pieces);
      pieces.push(bytes.slice());
      if (!bytes.includes(LINE_FEED)) {
        // The end of a line that is too long is no frame either.
        if (lengthOf(pieces) > LINE_BYTES_MAX) begun.delete(pid);
        return [];
      }
      const lines = Buffer.concat(pieces).toString('utf8').split('\n');
      const rest = Buffer.from(lines.pop()!);
      begun.set(pid, rest.length === 0 ? [] : [rest]);
      return lines;
    },
    /** What no line feed has ended yet. */
    rest: (pid: number) => Buffer.concat(begun.get(pid) ?? []).toString('utf8'),
    end(pid: number | null) {
      if (pid === null) begun.clear();
      else begun.delete(pid);
    },
  };
}

function wholeLines(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength - 1).toString('utf8');
  return text.split('\n');
}
