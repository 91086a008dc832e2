import { countValue } from '../text/values.ts';
import { type MakeFault, textOf } from './fault.ts';

/** The line breaks off after `value` bytes, or half-way; what follows stands on the same line. */
export const torn: MakeFault = (value) => {
  const kept = countValue('torn', value, 0);
  return ({ strikes }) => ({
    output(line, next) {
      if (!strikes(textOf(line))) return next(line);
      // Never with its line feed, or it would not be torn.
      next(line.subarray(0, Math.min(kept || line.length >>> 1, line.length - 1)));
    },
  });
};
