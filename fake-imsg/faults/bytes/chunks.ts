import { countValue } from '../text/values.ts';
import { type MakeFault, textOf } from './fault.ts';
import { createLineQueue } from './line-queue.ts';

const DEFAULT_BYTES = 7;
/** Long enough that a reader sees each piece by itself. */
const BETWEEN_MS = 2;

/** A line comes in pieces of `value` bytes, which may cut a character in two. Default 7. */
export const chunks: MakeFault = (value) => {
  const size = countValue('chunks', value, DEFAULT_BYTES);
  return ({ strikes, later }) => {
    const queue = createLineQueue(later);
    return {
      output(line, next) {
        if (!strikes(textOf(line))) return queue.add(0, () => next(line));
        for (let start = 0; start < line.length; start += size) {
          const piece = line.subarray(start, start + size);
          queue.add(start === 0 ? 0 : BETWEEN_MS, () => next(piece));
        }
      },
    };
  };
};
