import { BadFault } from '../text/trigger.ts';
import { type MakeFault, textOf } from './fault.ts';

/** The process ends in place of the line, with the code `value`. Default 1. */
export const exit: MakeFault = (value) => {
  const code = Number(value || 1);
  if (!Number.isInteger(code) || code < 0 || code > 255) {
    throw new BadFault(`exit takes a code from 0 to 255, not "${value}"`);
  }
  return ({ strikes, exit: leave }) => ({
    output(line, next) {
      if (strikes(textOf(line))) leave(code);
      else next(line);
    },
  });
};
