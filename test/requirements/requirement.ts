// One thing that the product is held to, as the files beside this one say it.
//
// `says`   one sentence that can be understood alone
// `source` public threads where the failure was reported
// `lacks`  held, but for this part of it
// `gap`    not held, and why
// `noScenario` of a failure seen in the field: held by tests alone, and why no scenario can show it
//
// Where an id is held is found, not written down: every test and scenario that cites it holds it.
// A requirement with a gap is therefore cited by none of them, only by comments of the code that prepares for it.
// Whoever closes a gap takes `gap` away and cites the id in the test.

import { z } from 'zod';

const sentence = z.string().regex(/^\S.*\S$/);

const requirement = z
  .strictObject({
    says: sentence.regex(/[.?]$/),
    source: z
      .array(z.string().regex(/^[\w./-]+#\d+$/))
      .min(1)
      .optional(),
    lacks: sentence.optional(),
    gap: sentence.optional(),
    noScenario: sentence.optional(),
  })
  .refine(({ lacks, gap }) => lacks === undefined || gap === undefined, {
    error: 'a gap lacks everything already',
  });

export type Requirement = Readonly<z.output<typeof requirement>>;

/** Requirements of one subject, by id: `COA-9`, `A13`, `ruling-4`, `wire-2.3`, `file-4.1`, `invariant-12`. */
export const subject = z.record(
  z
    .string()
    .regex(/^(?:[A-Z]{2,4}-\d+[a-z]?|[A-KP-U]\d+|(?:wire|file)-\d+(?:\.\d+)?|(?:ruling|invariant)-\d+)$/),
  requirement,
);
