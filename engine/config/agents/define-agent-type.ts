import { z } from 'zod';

/** A type of agent as the file configures it: the keys that every agent has, and its own with their defaults. */
export function defineAgentType<Type extends string, OwnKeys extends z.core.$ZodLooseShape>(
  type: Type,
  ownKeys: OwnKeys,
) {
  return (
    z
      .strictObject({
        // Part of session keys, whose separator is a colon.
        id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, {
          error: 'expected up to 64 lower-case letters, digits, - or _',
        }),
        default: z.boolean().optional(),
        type: z.literal(type),
        ...ownKeys,
      })
      // As messages name it.
      .describe(`an agent of type "${type}"`)
  );
}
