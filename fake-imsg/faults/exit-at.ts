import type { ProcessFault } from './fault.ts';
import { atCount } from './trigger.ts';

const LINE_FEED = 0x0a;

/** Process: ends with code 1 in place of its `count`th line on stdout. */
export function exitAt(count: number): ProcessFault {
  return (io) => {
    const strikes = atCount(count);
    const write = (bytes: Uint8Array): boolean => {
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
        if (strikes()) {
          io.stdout.write(bytes.subarray(0, start));
          io.exit(1);
          return false;
        }
        start = end + 1;
      }
      return io.stdout.write(bytes);
    };
    return { ...io, stdout: { write, onDrain: (callback) => io.stdout.onDrain(callback) } };
  };
}
