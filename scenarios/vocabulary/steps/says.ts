import { has, hasValue, implies } from '../json-schema.ts';
import { FORM_NAMES, formNamed } from '../message-forms.ts';
import { type Says, saying, saysSchema } from '../says.ts';
import type { StepWord } from '../step-word.ts';

const patterns = FORM_NAMES.flatMap((form) => {
  const { pattern } = formNamed(form);
  return pattern === undefined ? [] : [implies(hasValue('as', form), { properties: { sends: { pattern } } })];
});

const forms = FORM_NAMES.map((form) => `\`${form}\` (${formNamed(form).meaning})`).join(', ');

export const says: StepWord<Says> = {
  name: 'says',
  schema: saysSchema.describe('somebody writes to the owner of the Mac').meta({
    allOf: [
      { not: has('to') },
      implies(has('every'), has('times')),
      implies(has('previewAfter'), hasValue('as', 'split')),
      ...patterns,
    ],
  }),
  ...saying,
  guide: [
    [
      '`alice: { sends: "text" }`',
      `she writes to the owner. \`in: crew\`; \`as:\` ${forms}; \`sentAgo: 3h\`; \`previewAfter: 5.5s\` (split: until ` +
        'the link\'s row comes); `times: 12`, `every: 1s`, and `{n}` in the text; `handle: a@example.com` (of several), `line: "+15550000002"` (which address of the owner)',
    ],
  ],
};
