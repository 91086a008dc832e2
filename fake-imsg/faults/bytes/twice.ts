import { noValue } from '../text/values.ts';
import type { MakeFault } from './fault.ts';
import { onReplies } from './replies.ts';

/** The reply comes a second time, right behind the first. */
export const twice: MakeFault = (value) => {
  noValue('twice', value);
  return (surroundings) =>
    onReplies(surroundings, (line, next) => {
      next(line);
      next(line);
    });
};
