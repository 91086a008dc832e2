import { z } from 'zod';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { hexBytes, text } from '../values.ts';

const put = z.union([
  text.describe('a line as it is'),
  hexBytes,
  z.strictObject({
    again: z
      .union([z.literal(true), z.record(z.string(), z.unknown())])
      .describe('the newest message told of once more, with these fields in place of its own'),
  }),
]);
const schema = z.array(put).min(1).describe('bytes of one’s own on the output of the imsg that watches');
type Puts = z.output<typeof schema>;

export const wire: StepWord<Puts> = {
  name: 'wire',
  schema,
  check: (_, context) => onlySimulated(context),
  async perform(puts, { controls: { simulated } }) {
    const isPut = puts.every((each) => {
      if (typeof each === 'string') return simulated?.putOnWire({ line: each });
      if ('hex' in each) return simulated?.putOnWire(each);
      return simulated?.putOnWire({ again: each.again === true ? {} : each.again });
    });
    return isPut ? null : ['wire: no imsg watches, or it has told of no message yet'];
  },
  describe: (puts) => `wire ${puts.length} of one's own`,
  guide: [
    [
      '`wire: ["no frame", { hex: "c328" }, { again: true }]`',
      "bytes of one's own on the output of the imsg that watches: lines, bytes without an end of line, the newest message told of once more, also with other fields: `{ again: { guid: 7 } }`. Only simulated",
    ],
  ],
};
