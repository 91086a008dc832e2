import { z } from 'zod';
import { key, noted } from '../keys/key.ts';
import { argv, variableName } from '../keys/values.ts';
import { defineAgentType } from './define-agent-type.ts';

export const commandAgent = defineAgentType('command', {
  command: noted(
    argv
      .optional()
      .refine((command) => command !== undefined, {
        error: 'expected program and arguments, such as ["/usr/local/bin/answer", "--brief"]',
      })
      .transform((command) => command!),
    'Program and arguments, started without a shell for each turn.',
  ),
  timeoutMs: noted(z.int().min(1).max(86_400_000).default(120_000), 'Milliseconds that one turn may take.', {
    default: '120000',
  }),
  turnsMax: noted(z.int().min(1).max(64).default(4), 'How many turns may run at once.', { default: '4' }),
  env: key(
    z.strictObject({
      only: key(z.array(variableName), 'The variables that the program gets of the environment.', {
        default: 'all of them',
      }),
    }),
    'What of the environment it gets.',
  ),
});
