import { z } from 'zod';
import type { Deed } from '../../sim/programs.ts';
import { onlySimulated } from '../simulated.ts';
import type { StepWord } from '../step-word.ts';
import { text } from '../values.ts';

const schema = z
  .strictObject({
    name: text.describe('its name, or an address'),
    does: z
      .enum(['converts', 'fails', 'hangs'])
      .optional()
      .describe('it writes a picture to the path that it is given last, fails, or never ends'),
    says: text.optional().describe('what it prints, or answers with'),
  })
  .refine(({ does, says }) => (does === undefined) !== (says === undefined), {
    error: 'expected `does` or `says`, one of them',
  })
  .describe('from now on the machine of the gateway has a program, or something answers at an address');
type Value = z.output<typeof schema>;

const deedOf = ({ does, says = '' }: Value): Deed =>
  does === undefined ? { is: 'says', text: says } : { is: does };

export const program: StepWord<Value> = {
  name: 'program',
  schema,
  check: (_, context) => onlySimulated(context),
  async perform(value, { controls: { simulated } }) {
    simulated?.putProgram(value.name, deedOf(value));
    return null;
  },
  describe: ({ name, does = 'says something' }) => `program ${name} ${does}`,
  guide: [
    [
      '`program: { name: sips, does: converts }`',
      'from now on the machine of the gateway has that program, or something answers at that address: it `converts` (writes a picture to the path that it is given last), `fails`, `hangs`, or `says: "…"`. Without this it has none. Only simulated',
    ],
  ],
};
