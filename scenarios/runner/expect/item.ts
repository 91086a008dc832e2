// One thing that happened, as an expectation speaks of it.

export type Field = string | number | null;

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

/** `{ from: alice, text: "Dump" }` */
export function shown(fields: Wanted): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  const texts = pairs.map(([name, value]) =>
    name === 'text' || name === 'reason' ? `${name}: ${JSON.stringify(value)}` : `${name}: ${value}`,
  );
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}
