// What a kind of expectation has: one module in expectations/, and one line in expectations.ts.

import type { z } from 'zod';
import type { CheckContext } from './check-context.ts';
import type { GuideRow } from './guide-row.ts';
import type { Item } from './item.ts';
import type { Observed } from './observation.ts';
import type { Problem } from './problem.ts';

/** All things of a kind that happened so far. Kinds with the same source speak of the same things. */
export type ItemSource = (observed: Observed) => Item[];

/** What an expectation is held against. */
export interface Seen {
  /** What is new since the last expectation from that source; empty without one. */
  readonly fresh: readonly Item[];
  readonly observed: Observed;
}

export interface ExpectationWord<Value = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** Where the things come from that are expected; absent = it looks at how things stand. */
  readonly items?: ItemSource;
  /** Values that say that something does not come. That is true at once, and so needs a window. */
  readonly absence?: z.ZodType;
  /** A run fails when something came after the last expectation of the kind. */
  readonly isComplete?: true;
  /** What the schema cannot see. */
  check?(value: Value, context: CheckContext): Problem[];
  isMet(value: Value, seen: Seen): boolean;
  /** What was expected and what there was instead, line by line. */
  explain(value: Value, seen: Seen): string[];
  readonly guide: readonly GuideRow[];
}

/** Values by kind, and one of the two bounds in milliseconds. */
export interface Expected {
  readonly within?: number | undefined;
  readonly for?: number | undefined;
  readonly [kind: string]: unknown;
}
