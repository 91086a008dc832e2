import { parseDuration } from '../text/trigger.ts';
import type { MakeFault } from './fault.ts';
import { onReplies } from './replies.ts';

/** The reply comes `value` after it was ready; other lines pass it. */
export const late: MakeFault = (value) => {
  const delayMs = parseDuration(value);
  return (surroundings) =>
    onReplies(surroundings, (line, next) => surroundings.later(delayMs, () => next(line)));
};
