// An agent that a program hands in, which need not be checked by types: what is wrong with it is said before anything starts, and
// not at the first message, or never.

import { z } from 'zod';
import { problemLine, problemsOf } from '../config/problems.ts';
import { EngineError } from '../errors.ts';

/** As many as there are is a number as well. */
const isCount = (value: unknown) =>
  value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) > 0);

const schema = z.object({
  name: z.string(),
  turnsMax: z.custom<number>(isCount, 'expected a whole number above 0'),
  session: z.enum(['exclusive', 'none']),
  run: z.custom<() => unknown>((run) => typeof run === 'function', 'expected a function'),
});

/** Throws `config_invalid` with all that is wrong. */
export function checkAgent(agent: unknown): void {
  const checked = schema.safeParse(agent, { reportInput: true });
  if (checked.success) return;
  const message = problemsOf(checked.error.issues, schema)
    .map(({ path, text }) => problemLine({ path: ['agent', ...path], text }))
    .join('\n');
  throw new EngineError('config_invalid', {
    message,
    remedy: 'Hand in an agent with name, turnsMax, session and run.',
  });
}
