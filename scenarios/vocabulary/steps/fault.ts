import { parseFaults } from '../../../fake-imsg/faults/parse.ts';
import { FAULTS_TEXT } from '../fault-pattern.ts';
import { thrown } from '../problem.ts';
import type { StepWord } from '../step-word.ts';
import { text } from '../values.ts';

export const fault: StepWord<string> = {
  name: 'fault',
  schema: text
    .describe('what children started from now on suffer, as in FAKE_IMSG_FAULTS; empty = nothing')
    .meta({ pattern: FAULTS_TEXT }),
  check: (faults, { path }) => thrown(path, () => parseFaults(faults)),
  async perform(faults, { controls }) {
    controls.setFaults(faults);
    return null;
  },
  describe: (faults) => `fault ${faults}`,
  guide: [
    [
      '`fault: exit@count:3`',
      'what children started from now on suffer, as in `FAKE_IMSG_FAULTS`; `""` ends it',
    ],
  ],
};
