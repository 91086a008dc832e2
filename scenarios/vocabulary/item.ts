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
export type Wanted = Readonly<Record<string, WantedField | undefined>>;

/** A value, or several of which each will do. */
export type WantedField = Field | { readonly either: readonly Field[] };

function allows(wanted: WantedField, got: Field): boolean {
  return typeof wanted === 'object' && wanted !== null ? wanted.either.includes(got) : wanted === got;
}

/** As it is written in a report. */
export function shownWanted(wanted: Wanted): Record<string, Field | undefined> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? value.either.join(' or ') : value,
    ]),
  );
}

/** Names of the fields in which they differ. */
export function differences(wanted: Wanted, { fields }: Item): string[] {
  return Object.keys(wanted).filter(
    (name) => wanted[name] !== undefined && !allows(wanted[name], fields[name] ?? null),
  );
}
