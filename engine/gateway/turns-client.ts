// What an operator asks a running gateway about turns that came to nothing.

import { z } from 'zod';
import type { RedoChoice } from '../account/turn-desk.ts';
import type { Clock } from '../ports/clock.ts';
import { askGateway } from './control-client.ts';

const unanswered = z.object({
  turnId: z.string(),
  accountId: z.string(),
  agentId: z.string(),
  chatId: z.number(),
  state: z.string(),
  code: z.string(),
  formedAtMs: z.number(),
});
const redone = z.object({ redone: z.array(z.string()) });

/** A turn as it comes from another process: its texts are to be made safe before they are shown. */
export type AskedTurn = z.output<typeof unanswered>;

/** Each asks the gateway with this state folder, and rejects as `askStatus` and the same call of `Engine.turns` do. */
export const askTurns = {
  list: (stateDir: string, clock: Clock) =>
    askGateway(stateDir, { method: 'listTurns' }, z.array(unanswered), clock),
  redo: (stateDir: string, params: RedoChoice, clock: Clock) =>
    askGateway(stateDir, { method: 'redoTurns', params }, redone, clock),
};
