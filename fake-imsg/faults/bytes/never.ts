import { noValue } from '../text/values.ts';
import type { MakeFault } from './fault.ts';
import { onReplies } from './replies.ts';

/** The request is carried out, but its reply never comes. */
export const never: MakeFault = (value) => {
  noValue('never', value);
  return (surroundings) => onReplies(surroundings, () => {});
};
