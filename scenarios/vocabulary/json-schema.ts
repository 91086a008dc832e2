// Parts of a JSON schema that zod has no words for; they are given to it with `meta`.

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where the one holds, so must the other. */
export const implies = (one: JsonSchema, other: JsonSchema): JsonSchema => ({ anyOf: [{ not: one }, other] });

export const has = (...keys: readonly string[]): JsonSchema => ({ required: keys });

/** The key is there and has that value. */
export const hasValue = (key: string, value: unknown): JsonSchema => ({
  properties: { [key]: { const: value } },
  required: [key],
});
