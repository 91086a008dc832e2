import { noValue } from '../text/values.ts';
import { bytesOf, type MakeFault, textOf } from './fault.ts';

const LINE_FEED = 0x0a;

/** The line feed of a line comes only with the next line: the last line before the end has none. */
export const noNewline: MakeFault = (value) => {
  noValue('no-newline', value);
  return ({ strikes }) => {
    let owed = false;
    return {
      output(line, next) {
        if (owed) next(bytesOf('\n'));
        owed = strikes(textOf(line)) && line.at(-1) === LINE_FEED;
        next(owed ? line.subarray(0, -1) : line);
      },
    };
  };
};
