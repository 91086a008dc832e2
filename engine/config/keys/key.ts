import { z } from 'zod';

/** What the reference says of a key beside its type. */
interface KeyNote {
  /** What it means, units included. */
  readonly about: string;
  /** Where it is left out; absent = nothing is set. */
  readonly default?: string;
  /** What is not built yet and would heed it: until then the key loads with a notice. */
  readonly notYet?: string;
}

interface Known {
  readonly note?: KeyNote;
  readonly isForeign?: true;
}

const known = z.registry<Known>();

type MoreNotes = Omit<KeyNote, 'about'>;

/** An optional key, with what the reference says of it. */
export function key<Schema extends z.ZodType>(schema: Schema, about: string, more: MoreNotes = {}) {
  return noted(schema.optional(), about, more);
}

/** The same for a key that is required, or has its default in the schema. */
export function noted<Schema extends z.ZodType>(schema: Schema, about: string, more: MoreNotes = {}): Schema {
  // Several keys may have one kind of value, of which each is told apart.
  const own = schema.clone();
  known.add(own, { note: { about, ...more } });
  return own;
}

/** What was said of a key where it was defined. */
export function noteOf(schema: z.ZodType): KeyNote | null {
  return known.get(schema)?.note ?? null;
}

/** What the operator is told of something that is in order and nothing heeds yet. */
export const noEffectYet = (where: string, notBuilt: string) =>
  `${where}: has no effect yet (not built: ${notBuilt}).`;

/**
 * Keys that another program reads in the same place of the same file: whatever they hold is passed over with a notice.
 */
export function foreign<Name extends string>(...names: Name[]) {
  return Object.fromEntries(
    names.map((name) => {
      const schema = z.unknown().optional();
      known.add(schema, { isForeign: true });
      return [name, schema];
    }),
  ) as Record<Name, z.ZodOptional<z.ZodUnknown>>;
}

export function isForeign(schema: z.ZodType): boolean {
  return known.get(schema)?.isForeign ?? false;
}
