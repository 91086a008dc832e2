// What the kinds have in common that expect a number of things, or a complete list of them.

import { z } from 'zod';
import { shownFields } from '../observe/shown-fields.ts';
import { OWNER } from './cast.ts';
import type { CheckContext } from './check-context.ts';
import type { Item, Wanted } from './item.ts';
import { explainMismatch, matchesAll } from './match.ts';
import { namesProblems } from './names.ts';
import type { Problem } from './problem.ts';

export const NO_ITEMS = z.union([z.literal(0), z.array(z.unknown()).max(0)]);

type WantedList = number | readonly Wanted[];

/** The names in a list of wanted things. */
export function checkItems(wanted: WantedList, { cast, path }: CheckContext): Problem[] {
  if (typeof wanted === 'number') return [];
  return wanted.flatMap(({ from, to, in: chat }, index) =>
    namesProblems(cast, [...path, index], {
      ...(from !== OWNER && { from: from as string | undefined }),
      to: to as string | undefined,
      in: chat as string | undefined,
    }),
  );
}

export function isListMet(wanted: WantedList, fresh: readonly Item[]): boolean {
  return typeof wanted === 'number' ? fresh.length === wanted : matchesAll(wanted, fresh);
}

export function explainList(wanted: WantedList, fresh: readonly Item[], one: string, many: string): string[] {
  if (typeof wanted !== 'number') return explainMismatch(wanted, fresh);
  return [
    `expected ${wanted} ${many}, there were ${fresh.length}`,
    ...fresh.map((item) => `${one}: ${shownFields(item.fields)}`),
  ];
}
