import { z } from 'zod';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { hexBytes, text } from '../values.ts';

const said = z.union([
  z.string().describe('a line as it is, with {id} for the id of the request'),
  hexBytes,
  z.strictObject({
    frame: z
      .record(z.string(), z.unknown())
      .describe('a frame; an answer where it has neither a method nor an id'),
  }),
]);
const script = z.strictObject({
  says: z.array(said).min(1).optional().describe('as soon as it is started'),
  answers: z
    .array(
      z.strictObject({
        to: text.describe('the method that it is asked for'),
        says: z.array(said).describe('empty: nothing'),
        exits: z.number().int().min(0).max(255).optional().describe('it ends with that code afterwards'),
      }),
    )
    .min(1)
    .describe('of several to one method each is given once, the last again and again'),
});
const schema = z
  .union([z.literal('real'), script])
  .describe('what children started from now on are: imsg, or a script in its place');
type Value = z.output<typeof schema>;

export const imsg: StepWord<Value> = {
  name: 'imsg',
  schema,
  check: (_, context) => onlySimulated(context),
  async perform(value, { controls: { simulated } }) {
    simulated?.scriptImsg(value === 'real' ? null : value);
    return null;
  },
  describe: (value) => (value === 'real' ? 'imsg real' : 'imsg is a script'),
  guide: [
    [
      '`imsg: { answers: [{ to: initialize, says: […] }] }`',
      'children started from now on are a script in place of imsg: to a method it says lines (with `{id}`), `{ hex: "c328" }` or `{ frame: { result: { … } } }`, and ends where it `exits: 3`; of several answers to one method each is given once, the last again and again. `says: […]` comes at once; `imsg: real` ends it. The oracle says nothing of such a run. Only simulated',
    ],
  ],
};
