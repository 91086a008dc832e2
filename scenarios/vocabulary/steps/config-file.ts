import { z } from 'zod';
import type { StepWord } from '../step-word.ts';
import { text } from '../values.ts';

/** A gateway looks once a second, and takes up what has not changed since it looked last. */
const TAKEN_UP_WITHIN_MS = 3_000;

const schema = z
  .union([
    z.strictObject({
      holds: z
        .record(z.string(), z.unknown())
        .describe('the configuration, in place of that of the scenario'),
    }),
    z.strictObject({ text: text.describe('what stands in it, whatever that is') }),
  ])
  .describe('somebody writes the file of the configuration, and 3 s pass');
type Value = z.output<typeof schema>;

export const configFile: StepWord<Value> = {
  name: 'configFile',
  schema,
  async perform(value, { controls }) {
    controls.writeConfig('holds' in value ? value.holds : value.text);
    await controls.advance(TAKEN_UP_WITHIN_MS);
    return null;
  },
  describe: () => 'the configuration file is written',
  passesMs: () => TAKEN_UP_WITHIN_MS,
  guide: [
    [
      '`configFile: { holds: { … } }`',
      'somebody writes another configuration into its file, in place of that of the scenario, and 3 s pass; `text: "…"` = what stands there then, whatever that is',
    ],
  ],
};
