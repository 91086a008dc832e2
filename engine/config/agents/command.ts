import { z } from 'zod';
import { text, variableName } from '../keys/values.ts';
import { defineAgentType } from './define-agent-type.ts';

export const commandAgent = defineAgentType('command', {
  /** Program and arguments, started without a shell. */
  command: z
    .tuple([text], z.string())
    .optional()
    .refine((argv) => argv !== undefined, {
      error: 'expected program and arguments, such as ["/usr/local/bin/answer", "--brief"]',
    })
    .transform((argv) => argv!),
  /** How long one turn may take. Default 120000. */
  timeoutMs: z.int().min(1).max(86_400_000).default(120_000),
  /** How many turns may run at once. Default 4. */
  turnsMax: z.int().min(1).max(64).default(4),
  /** `only` = the variables that the program gets of the environment. Default: all of them. */
  env: z.strictObject({ only: z.array(variableName) }).optional(),
});
