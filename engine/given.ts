// What a program hands over, which need not be checked by types: each field is read once, and what is wrong with it is said.

import type { z } from 'zod';
import { problemLine, problemsOf } from './config/problems.ts';
import { EngineError } from './errors.ts';
import { clean } from './log-text.ts';

const KEY_SHOWN_MAX = 40;
const PROBLEMS_SHOWN_MAX = 3;
const PROBLEMS_LENGTH_MAX = 600;
/** Of one list that is given. */
const ENTRIES_MAX = 1_000;

/** An error that says what is wrong with what was given. */
export type Wrong = (what: string, cause?: unknown) => EngineError;

/**
 * What is given, as its schema has it. Throws where it is not as it has to be: with each field, what stands there and what may.
 */
export function readGiven(schema: z.ZodType, given: unknown, wrong: Wrong): never {
  const result = readOut(() => schema.safeParse(ownFields(given, wrong), { reportInput: true }), wrong);
  // Which type it is only whoever has the schema knows.
  if (result.success) return result.data as never;
  const problems = problemsOf(result.error.issues, schema)
    .slice(0, PROBLEMS_SHOWN_MAX)
    .map(({ path, text }) => problemLine({ path: path.length === 0 ? ['input'] : path, text }));
  throw wrong(clean(problems.join('; '), PROBLEMS_LENGTH_MAX));
}

/** The fields of what is given, which may have getters of its own that fail. */
export function fieldsGiven(given: object, wrong: Wrong): [string, unknown][] {
  return readOut(() => Object.entries(given), wrong);
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
