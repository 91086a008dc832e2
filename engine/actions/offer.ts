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

/**
 * What is given, as its schema has it. Throws `action_invalid` where it is not as it has to be: with each field, what stands there
 * and what may.
 */
export function parsed({ name, input: schema }: Pick<Offered, 'name' | 'input'>, given: unknown): never {
  const result = readOut(name, () => schema.safeParse(ownFields(name, given), { reportInput: true }));
  // Which type it is only the action knows.
  if (result.success) return result.data as never;
  const problems = problemsOf(result.error.issues, schema)
    .slice(0, PROBLEMS_SHOWN_MAX)
    .map(({ path, text }) => problemLine({ path: path.length === 0 ? ['input'] : path, text }));
  throw invalid(name, problems.join('; '));
}

/** Reads what a program hands over, which may have getters of its own that fail. Throws `action_invalid` where they do. */
export function readOut<Read>(name: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw invalid(name, 'what it was given cannot be read: give it as plain data', error);
  }
}

/**
 * Each field of its own, read once. A list may be as long as it likes with nothing in it, and each of its entries would be looked
 * at: none of an action is that long.
 */
function ownFields(name: string, given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const fields = Object.entries(given);
  const long = fields.find(([, value]) => Array.isArray(value) && value.length > ENTRIES_MAX);
  if (long !== undefined)
    throw invalid(
      name,
      `${clean(long[0], KEY_SHOWN_MAX)}: a list of so many entries is not allowed, expected ${ENTRIES_MAX} or less`,
    );
  return Object.fromEntries(fields);
}

function invalid(name: string, what: string, cause?: unknown): EngineError {
  return new EngineError('action_invalid', {
    message: `iMessage ${clean(name, KEY_SHOWN_MAX)}: ${clean(what, PROBLEMS_LENGTH_MAX)}`,
    cause,
  });
}
