import { bytesOf, type MakeFault, textOf } from './fault.ts';

/** Neither JSON nor UTF-8. */
const GARBAGE = Uint8Array.of(0x00, 0xff, 0xfe, 0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0xc3, 0x28, 0x0a);

/** A line that is no frame stands before the line: `value`, or bytes that are not even text. */
export const garbage: MakeFault = (value) => {
  const line = value === '' ? GARBAGE : bytesOf(`${value}\n`);
  return ({ strikes }) => ({
    output(frame, next) {
      if (strikes(textOf(frame))) next(line);
      next(frame);
    },
  });
};
