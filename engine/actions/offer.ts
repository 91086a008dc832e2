// What an agent may ask for, as it is offered, and what it gives with it.

import { z } from 'zod';
import type { ActionTool } from '../agents/agent.ts';
import { problemLine, problemsOf } from '../config/problems.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';

const KEY_SHOWN_MAX = 40;
const PROBLEMS_SHOWN_MAX = 3;
const PROBLEMS_LENGTH_MAX = 600;
/** Of one list of an input. */
const ENTRIES_MAX = 1_000;

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

/** An error that says what is wrong with what was given. */
type Wrong = (what: string, cause?: unknown) => EngineError;

/**
 * What is given, as its schema has it. Throws `action_invalid` where it is not as it has to be: with each field, what stands there
 * and what may.
 */
export function parsed({ name, input: schema }: Pick<Offered, 'name' | 'input'>, given: unknown): never {
  return readGiven(schema, given, invalidFor(name));
}

/** The same with an error of one's own. */
export function readGiven(schema: z.ZodType, given: unknown, wrong: Wrong): never {
  const result = readOut(() => schema.safeParse(ownFields(given, wrong), { reportInput: true }), wrong);
  // Which type it is only whoever has the schema knows.
  if (result.success) return result.data as never;
  const problems = problemsOf(result.error.issues, schema)
    .slice(0, PROBLEMS_SHOWN_MAX)
    .map(({ path, text }) => problemLine({ path: path.length === 0 ? ['input'] : path, text }));
  throw wrong(clean(problems.join('; '), PROBLEMS_LENGTH_MAX));
}

/** The fields of what a program hands over, which may have getters of its own that fail. Throws `action_invalid` where they do. */
export function fieldsOf(name: string, given: object): [string, unknown][] {
  return readOut(() => Object.entries(given), invalidFor(name));
}

function readOut<Read>(read: () => Read, wrong: Wrong): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw wrong('what it was given cannot be read: give it as plain data', error);
  }
}

/**
 * Each field of its own, read once. A list may be as long as it likes with nothing in it, and each of its entries would be looked
 * at: none that anything takes is that long.
 */
function ownFields(given: unknown, wrong: Wrong): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const fields = Object.entries(given);
  const long = fields.find(([, value]) => Array.isArray(value) && value.length > ENTRIES_MAX);
  if (long !== undefined)
    throw wrong(
      `${clean(long[0], KEY_SHOWN_MAX)}: a list of so many entries is not allowed, expected ${ENTRIES_MAX} or less`,
    );
  return Object.fromEntries(fields);
}

const invalidFor =
  (name: string): Wrong =>
  (what, cause) =>
    new EngineError('action_invalid', { message: `iMessage ${clean(name, KEY_SHOWN_MAX)}: ${what}`, cause });
