import { durationValue } from '../text/values.ts';
import { type MakeFault, textOf } from './fault.ts';
import { createLineQueue } from './line-queue.ts';

/** From the line on nothing comes out, although the process goes on: for `value` and then all at once, or for good. */
export const stall: MakeFault = (value) => {
  const forMs = durationValue(value);
  return ({ strikes, later }) => {
    const queue = createLineQueue(later);
    let isOver = false;
    return {
      output(line, next) {
        if (isOver) return;
        if (queue.isBusy() || !strikes(textOf(line))) return queue.add(0, () => next(line));
        if (forMs === null) isOver = true;
        else queue.add(forMs, () => next(line));
      },
    };
  };
};
