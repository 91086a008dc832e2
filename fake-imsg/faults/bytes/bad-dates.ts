import { bytesOf, type MakeFault, textOf } from './fault.ts';

const DATE = /"created_at":"[^"]*"/g;

/** Every date of a message reads `value`, as a clock or a library gone wrong would have it. */
export const badDates: MakeFault = (value) => {
  const bad = `"created_at":${JSON.stringify(value)}`;
  return ({ strikes }) => ({
    output(line, next) {
      const text = textOf(line);
      next(strikes(text) ? bytesOf(text.replace(DATE, () => bad)) : line);
    },
  });
};
