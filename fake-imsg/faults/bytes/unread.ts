import { durationValue } from '../text/values.ts';
import type { MakeFault } from './fault.ts';

/** From the request on nothing is read from stdin, until the pipe is full: for `value`, or for good. */
export const unread: MakeFault = (value) => {
  const forMs = durationValue(value);
  return ({ strikes, clock, readOn }) => {
    let isAsleep = false;
    let isAwakened = false;
    return {
      reads(line) {
        if (isAsleep) return false;
        // The line that put it to sleep is the first to be read afterwards.
        if (isAwakened) {
          isAwakened = false;
          return true;
        }
        if (!strikes(line)) return true;
        isAsleep = true;
        if (forMs !== null) {
          clock.after(forMs, () => {
            isAsleep = false;
            isAwakened = true;
            readOn();
          });
        }
        return false;
      },
    };
  };
};
