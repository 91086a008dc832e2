import { bytesOf, type MakeFault, textOf } from './fault.ts';

const WARNING = 'imsg[421:8115] warning: the connection to com.apple.imagent was interrupted';

/** A line on stderr beside each line on stdout, as frameworks of macOS write them. */
export const stderrNoise: MakeFault = (value) => {
  const noise = bytesOf(`${value || WARNING}\n`);
  return ({ strikes, writeStderr }) => ({
    output(line, next) {
      if (strikes(textOf(line))) writeStderr(noise);
      next(line);
    },
  });
};
