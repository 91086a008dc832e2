// What an agent may ask for, as it is offered, and what it gives with it.

import { z } from 'zod';
import type { ActionTool } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import { fieldsGiven, readGiven, type Wrong } from '../given.ts';
import { clean } from '../log-text.ts';

const NAME_SHOWN_MAX = 40;

interface Offered {
  readonly name: string;
  readonly about: string;
  readonly input: z.ZodType;
}

/** With the JSON Schema of its input. */
export function toolOf({ name, about, input }: Offered): ActionTool {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
  return { name, description: about, inputSchema };
}

/**
 * What is given, as its schema has it. Throws `action_invalid` where it is not as it has to be: with each field, what stands there
 * and what may.
 */
export function parsed({ name, input: schema }: Pick<Offered, 'name' | 'input'>, given: unknown): never {
  return readGiven(schema, given, invalidFor(name));
}

/** The fields of what a program hands over. Throws `action_invalid` where they cannot be read. */
export function fieldsOf(name: string, given: object): [string, unknown][] {
  return fieldsGiven(given, invalidFor(name));
}

const invalidFor =
  (name: string): Wrong =>
  (what, cause) =>
    new EngineError('action_invalid', { message: `iMessage ${clean(name, NAME_SHOWN_MAX)}: ${what}`, cause });
