import { durationText } from '../duration.ts';
import type { StepWord } from '../step-word.ts';
import { positiveDuration } from '../values.ts';

export const wait: StepWord<number> = {
  name: 'wait',
  schema: positiveDuration.describe('time passes'),
  async perform(ms, { controls }) {
    await controls.advance(ms);
    return null;
  },
  describe: (ms) => `wait ${durationText(ms)}`,
  guide: [['`wait: 5s`', 'time passes']],
  passesMs: (ms) => ms,
  durationsMs: (ms) => [ms],
};
