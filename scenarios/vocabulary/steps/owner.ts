import { OWNER } from '../cast.ts';
import { has, implies } from '../json-schema.ts';
import { type Says, saying, saysSchema } from '../says.ts';
import type { StepWord } from '../step-word.ts';

export const owner: StepWord<Says> = {
  name: OWNER,
  schema: saysSchema.describe('the owner writes from another device').meta({
    oneOf: [has('to'), has('in')],
    allOf: [
      { not: has('handle') },
      { not: has('line') },
      { not: has('as') },
      { not: has('previewAfter') },
      implies(has('every'), has('times')),
    ],
  }),
  ...saying,
  guide: [['`owner: { sends: "text", to: alice }`', 'the owner writes from another device; or `in: crew`']],
};
