import { z } from 'zod';
import type { ExpectationWord } from '../expectation-word.ts';
import type { Item } from '../item.ts';
import type { Observed } from '../observation.ts';
import { thrown } from '../problem.ts';
import { count, text } from '../values.ts';

const line = z.union([
  text,
  z.strictObject({
    matches: text.describe('regular expression').meta({ format: 'regex' }),
    count: count.optional().describe('exactly so many new lines; default: at least one'),
    atMost: count.optional().describe('in place of it: none, or up to so many'),
  }),
]);
const schema = z.union([line, z.array(line)]).describe('a line exactly, or { matches, count }');
type Lines = z.output<typeof schema>;

const noLine = z.union([z.looseObject({ count: z.literal(0) }), z.looseObject({ atMost: count })]);
const absence = z.union([
  noLine,
  z
    .array(z.unknown())
    .refine((lines) => lines.length === 0 || lines.some((each) => noLine.safeParse(each).success))
    .meta({
      anyOf: [
        { maxItems: 0 },
        { contains: { properties: { count: { const: 0 } }, required: ['count'] } },
        { contains: { required: ['atMost'] } },
      ],
    }),
]);

const listed = (lines: Lines) => (Array.isArray(lines) ? lines : [lines]);

function items({ ledger }: Observed): Item[] {
  return ledger.log.map(({ message }, index) => ({
    key: String(index),
    lane: '',
    fields: { text: message },
  }));
}

function unmet(wanted: Lines, fresh: readonly Item[]): string[] {
  const lines = fresh.map(({ fields }) => String(fields.text));
  return listed(wanted).flatMap((each) => {
    if (typeof each === 'string') {
      return lines.includes(each) ? [] : [`missing: ${each}`, ...nearestLine(each, lines)];
    }
    const found = lines.filter((one) => new RegExp(each.matches).test(one));
    const { count = 'at least one', atMost } = each;
    if (atMost !== undefined && found.length <= atMost) return [];
    if (atMost === undefined && (count === 'at least one' ? found.length > 0 : found.length === count))
      return [];
    return [
      `expected ${atMost === undefined ? count : `at most ${atMost}`} of /${each.matches}/, there were ${found.length}`,
      ...found,
    ];
  });
}

/** The line that agrees with it for the longest time from its beginning. */
function nearestLine(wanted: string, lines: readonly string[]): string[] {
  const agreement = (one: string) => {
    let length = 0;
    while (length < wanted.length && one[length] === wanted[length]) length += 1;
    return length;
  };
  const [nearest] = lines.toSorted((one, other) => agreement(other) - agreement(one));
  return nearest !== undefined && agreement(nearest) > 0 ? [`nearest: ${nearest}`] : [];
}

export const log: ExpectationWord<Lines> = {
  name: 'log',
  schema,
  items,
  absence,
  check: (lines, { path }) =>
    listed(lines).flatMap((each, index) =>
      typeof each === 'string'
        ? []
        : thrown(
            [...path, ...(Array.isArray(lines) ? [index] : []), 'matches'],
            () => new RegExp(each.matches),
          ),
    ),
  isMet: (wanted, { fresh }) => unmet(wanted, fresh).length === 0,
  explain: (wanted, { fresh }) => unmet(wanted, fresh),
  guide: [
    [
      '`log`',
      "a line, `{ matches: 'regular expression', count: 3 }`, or a list of these. Without `count`: at least one; `atMost: 5` in its place",
    ],
  ],
};
