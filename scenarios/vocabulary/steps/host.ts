import { z } from 'zod';
import { ENGINE_EVENTS } from '../../sim/host.ts';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';

const schema = z
  .strictObject({
    throwsOn: z.enum(ENGINE_EVENTS).describe('the event at which its listener throws'),
    times: z
      .union([z.number().int().min(1), z.literal('always')])
      .optional()
      .describe('default: once'),
  })
  .describe('the program that embeds the gateway misbehaves from now on');
type Value = z.output<typeof schema>;

export const host: StepWord<Value> = {
  name: 'host',
  schema,
  check: (_, context) => onlySimulated(context),
  async perform({ throwsOn, times = 1 }, { controls: { simulated } }) {
    simulated?.throwInListener(throwsOn, times === 'always' ? Number.POSITIVE_INFINITY : times);
    return null;
  },
  describe: ({ throwsOn, times = 1 }) =>
    `host throws on ${throwsOn}, ${times === 'always' ? times : `${times} times`}`,
  guide: [
    [
      '`host: { throwsOn: turn, times: 2 }`',
      'a listener of the program that embeds the gateway throws at its next events of that name: `row`, `settled`, `turn`, `part`, `child`, `subscribed`, `fatal`; once, so often or `always`. Only simulated',
    ],
  ],
};
