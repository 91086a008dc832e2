// What the kinds have in common that expect a number of things, or a complete list of them.

import { z } from 'zod';
import { shownFields } from '../observe/shown-fields.ts';
import { OWNER } from './cast.ts';
import type { CheckContext } from './check-context.ts';
import type { ExpectationWord } from './expectation-word.ts';
import type { Item, Wanted } from './item.ts';
import { explainMismatch, matchesAll } from './match.ts';
import { namesProblems } from './names.ts';
import type { Problem } from './problem.ts';

const NO_ITEMS = z.union([z.literal(0), z.array(z.unknown()).max(0)]);

type WantedList = number | readonly Wanted[];

interface ListWord<Value extends WantedList>
  extends Pick<ExpectationWord<Value>, 'name' | 'schema' | 'isComplete' | 'guide'> {
  readonly items: NonNullable<ExpectationWord['items']>;
  /** What one of the things is called, and several. */
  readonly called: readonly [one: string, many: string];
}

/** A kind that expects a number of things, or a complete list of them. */
export function listWord<Value extends WantedList>({
  called: [one, many],
  ...word
}: ListWord<Value>): ExpectationWord<Value> {
  return {
    ...word,
    absence: NO_ITEMS,
    check: checkItems,
    isMet: (wanted, { fresh }) => isListMet(wanted, fresh),
    explain: (wanted, { fresh }) => explainList(wanted, fresh, one, many),
  };
}

/** The names in a list of wanted things. */
function checkItems(wanted: WantedList, { cast, path }: CheckContext): Problem[] {
  if (typeof wanted === 'number') return [];
  return wanted.flatMap(({ from, to, in: chat }, index) =>
    namesProblems(cast, [...path, index], {
      ...(from !== OWNER && { from: from as string | undefined }),
      to: to as string | undefined,
      in: chat as string | undefined,
    }),
  );
}

function isListMet(wanted: WantedList, fresh: readonly Item[]): boolean {
  return typeof wanted === 'number' ? fresh.length === wanted : matchesAll(wanted, fresh);
}

function explainList(wanted: WantedList, fresh: readonly Item[], one: string, many: string): string[] {
  if (typeof wanted !== 'number') return explainMismatch(wanted, fresh);
  return [
    `expected ${wanted} ${many}, there were ${fresh.length}`,
    ...fresh.map((item) => `${one}: ${shownFields(item.fields)}`),
  ];
}
