// One thing that happened, as an expectation speaks of it.

import type { Field } from '../observe/shown-fields.ts';

export interface Item {
  /** The same thing always has the same key, so that what was expected once is not counted again. */
  readonly key: string;
  /** Only within a lane does the order of things say anything. */
  readonly lane: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** An expected thing: every field it names must be so. */
export type Wanted = Readonly<Record<string, Field | undefined>>;

/** Names of the fields in which they differ. */
export function differences(wanted: Wanted, { fields }: Item): string[] {
  return Object.keys(wanted).filter(
    (name) => wanted[name] !== undefined && wanted[name] !== (fields[name] ?? null),
  );
}
