// What an agent may ask for, as it is offered, and what it gives with it.

import { z } from 'zod';
import type { ActionTool } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';

const WHERE_SHOWN_MAX = 40;
const ISSUE_SHOWN_MAX = 200;

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

/** What is given, as its schema has it. Throws `action_invalid` where it is not as it has to be. */
export function parsed({ name, input: schema }: Pick<Offered, 'name' | 'input'>, given: unknown): never {
  const result = schema.safeParse(given);
  // Which type it is only the action knows.
  if (result.success) return result.data as never;
  const [issue] = result.error.issues;
  const where = clean(issue?.path.map(String).join('.') || 'input', WHERE_SHOWN_MAX);
  const what = clean(issue?.message ?? 'is not usable', ISSUE_SHOWN_MAX);
  throw new EngineError('action_invalid', { message: `iMessage ${name}: ${where}: ${what}` });
}
