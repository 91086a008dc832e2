import { z } from 'zod';
import { pathText } from '../../../engine/config/problems.ts';
import { durationText } from '../duration.ts';
import type { Expected } from '../expectation-word.ts';
import { EXPECTATION_WORDS, expectedKinds } from '../expectations.ts';
import { has, implies, jsonSchemaOf } from '../json-schema.ts';
import type { Problem } from '../problem.ts';
import type { StepWord } from '../step-word.ts';
import { positiveDuration } from '../values.ts';

const KIND_NAMES = EXPECTATION_WORDS.map(({ name }) => name);

const schema: z.ZodType<Expected> = z
  .strictObject({
    ...Object.fromEntries(EXPECTATION_WORDS.map((word) => [word.name, word.schema.optional()])),
    within: positiveDuration.optional().describe('holds before that much time has passed'),
    for: positiveDuration
      .optional()
      .describe('holds when that much time has passed; nothing more may have come'),
  })
  .describe('what must be true, with exactly one of within and for')
  .meta({
    oneOf: [has('within'), has('for')],
    allOf: [{ anyOf: KIND_NAMES.map((kind) => has(kind)) }, ...absencesNeedWindow()],
  });

function absencesNeedWindow() {
  return EXPECTATION_WORDS.flatMap(({ name, absence }) => {
    if (!absence) return [];
    return [implies(has('within'), { properties: { [name]: { not: jsonSchemaOf(absence) } } })];
  });
}

/** `within 5s` */
export function boundText({ within, for: window }: Expected): string {
  return within === undefined ? `for ${durationText(window!)}` : `within ${durationText(within)}`;
}

/** A count says nothing without a time: it may be right now and wrong a moment later. */
function boundProblems(path: readonly PropertyKey[], expected: Expected): Problem[] {
  const { within, for: window } = expected;
  if (within === undefined && window === undefined) {
    const text =
      `${pathText(path)}: missing within or for: it has no bound; ` +
      'add within: 5s (it comes true by then) or for: 30s (nothing else comes)';
    return [{ path, text }];
  }
  if (within !== undefined && window !== undefined) {
    return [{ path: [...path, 'for'], text: 'give either within or for, not both' }];
  }
  if (within === undefined) return [];
  const absent = expectedKinds(expected).find(([{ absence }, value]) => absence?.safeParse(value).success);
  if (absent === undefined) return [];
  const [{ name }] = absent;
  const text = `that nothing comes is true at once; give it a window: { ${name}: 0, for: 30s }`;
  return [{ path: [...path, name], text }];
}

export const expect: StepWord<Expected> = {
  name: 'expect',
  schema,
  check(expected, { cast, key, path }) {
    const kinds = expectedKinds(expected);
    if (kinds.length === 0) {
      return [{ path, text: `expects nothing; use one or more of ${KIND_NAMES.join(', ')}` }];
    }
    return [
      ...boundProblems(path, expected),
      ...kinds.flatMap(
        ([word, value]) => word.check?.(value, { cast, key, path: [...path, word.name] }) ?? [],
      ),
    ];
  },
  perform: (expected, context) => context.expect(expected),
  describe: (expected) =>
    `expect ${expectedKinds(expected)
      .map(([{ name }]) => name)
      .join(', ')} ${boundText(expected)}`,
  guide: [['`expect: { … }`', 'see below']],
  passesMs: (expected) => expected.for ?? 0,
  durationsMs: (expected) => [expected.within ?? expected.for!],
};
