import type { ProcessFault } from './fault.ts';

const LINE_FEED = 0x0a;

/** Bytes: nothing comes out after the `count`th line on stdout, although the process goes on. */
export function stallAfter(count: number): ProcessFault {
  return (io) => {
    let left = count;
    const write = (bytes: Uint8Array): boolean => {
      let end = 0;
      while (left > 0 && end < bytes.length) {
        const next = bytes.indexOf(LINE_FEED, end);
        if (next === -1) end = bytes.length;
        else {
          end = next + 1;
          left--;
        }
      }
      return end === 0 || io.stdout.write(bytes.subarray(0, end));
    };
    return { ...io, stdout: { write, onDrain: (callback) => io.stdout.onDrain(callback) } };
  };
}
