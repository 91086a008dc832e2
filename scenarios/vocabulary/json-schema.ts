// Parts of a JSON schema that zod has no words for; they are given to it with `meta`.

import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Draft-07 of what is written, before it is read. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return json;
}

/** Where the one holds, so must the other. */
export const implies = (one: JsonSchema, other: JsonSchema): JsonSchema => ({ anyOf: [{ not: one }, other] });

export const has = (...keys: readonly string[]): JsonSchema => ({ required: keys });

/** The key is there and has that value. */
export const hasValue = (key: string, value: unknown): JsonSchema => ({
  properties: { [key]: { const: value } },
  required: [key],
});
