import { countValue } from '../text/values.ts';
import { bytesOf, type MakeFault, textOf } from './fault.ts';

const CHUNK = bytesOf('x'.repeat(65_536));
const CHUNK_EVERY_MS = 1;

/**
 * Before the line comes another one that does not end: as many bytes as `value` says and then its line feed, or,
 * without a value, for ever. Nothing else comes out meanwhile.
 */
export const endlessLine: MakeFault = (value) => {
  const bytes = countValue('endless-line', value, Number.POSITIVE_INFINITY);
  return ({ strikes, clock, write, onDrain }) => {
    const held: (() => void)[] = [];
    let left = 0;
    let waitsForRoom = false;
    const pour = () => {
      if (left <= 0) return end();
      const chunk = CHUNK.subarray(0, Math.min(left, CHUNK.length));
      left -= chunk.length;
      if (write(chunk)) clock.after(CHUNK_EVERY_MS, pour);
      else waitsForRoom = true;
    };
    const end = () => {
      write(bytesOf('\n'));
      for (const release of held.splice(0)) release();
    };
    onDrain(() => {
      if (!waitsForRoom) return;
      waitsForRoom = false;
      pour();
    });
    return {
      output(line, next) {
        const isPouring = left > 0 || held.length > 0;
        if (!isPouring && !strikes(textOf(line))) return next(line);
        held.push(() => next(line));
        if (isPouring) return;
        left = bytes;
        write(bytesOf('{"jsonrpc":"2.0","method":"message","params":{"text":"'));
        pour();
      },
    };
  };
};
