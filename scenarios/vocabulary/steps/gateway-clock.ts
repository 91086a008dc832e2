import { z } from 'zod';
import { durationText } from '../duration.ts';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { duration, positiveDuration } from '../values.ts';

const schema = z
  .strictObject({
    ahead: duration.optional().describe('its clock is set to that much more than the true time'),
    behind: duration.optional().describe('its clock is set to that much less'),
    rate: z.number().min(0.5).max(2).optional().describe('how fast its clock goes from now on; 1 = right'),
    sleeps: positiveDuration.optional().describe('its computer sleeps, and nothing of it goes on'),
  })
  .refine((clock) => Object.keys(clock).length === 1, {
    error: 'expected one of ahead, behind, rate, sleeps',
  })
  .describe('what becomes of the clock of the computer on which the gateway runs; the Mac keeps its own')
  .meta({ minProperties: 1, maxProperties: 1 });
type Clock = z.output<typeof schema>;

export const gatewayClock: StepWord<Clock> = {
  name: 'gatewayClock',
  schema,
  check: (_, context) => onlySimulated(context),
  async perform({ ahead, behind, rate, sleeps }, { controls: { simulated } }) {
    if (ahead !== undefined) simulated?.setClockOffset(ahead);
    if (behind !== undefined) simulated?.setClockOffset(-behind);
    if (rate !== undefined) simulated?.setClockRate(rate);
    if (sleeps !== undefined) simulated?.sleep(sleeps);
    return null;
  },
  describe({ rate, ...times }) {
    const [[name, ms]] = Object.entries({ ...times, rate }) as [[string, number]];
    return `gateway clock ${name} ${rate === undefined ? durationText(ms) : ms}`;
  },
  durationsMs: ({ ahead, behind, sleeps }) => [ahead, behind, sleeps].filter((ms) => ms !== undefined),
  guide: [
    [
      '`gatewayClock: { ahead: 16m }`',
      "the clock of the gateway's computer, which the Mac does not share: also `behind: 16m`, `rate: 1.01`, `sleeps: 2h`. Only simulated",
    ],
  ],
};
