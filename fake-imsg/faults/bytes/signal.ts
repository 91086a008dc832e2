import { BadFault } from '../text/trigger.ts';
import { type MakeFault, textOf } from './fault.ts';

const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGABRT', 'SIGHUP', 'SIGINT'];

/** The process dies in place of the line, by the signal `value`. Default SIGKILL. */
export const signal: MakeFault = (value) => {
  const name = value || 'SIGKILL';
  if (!SIGNALS.includes(name)) throw new BadFault(`signal takes ${SIGNALS.join(', ')}, not "${value}"`);
  return ({ strikes, die }) => ({
    output(line, next) {
      if (strikes(textOf(line))) die(name);
      else next(line);
    },
  });
};
