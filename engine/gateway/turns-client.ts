// What an operator asks a running gateway about turns that came to nothing.

import { z } from 'zod';
import type { RedoChoice } from '../account/turn-desk.ts';
import type { AskGateway } from './control-client.ts';

const unanswered = z.object({
  turnId: z.string(),
  accountId: z.string(),
  agentId: z.string(),
  chatId: z.number(),
  state: z.string(),
  code: z.string(),
  formedAtMs: z.number(),
});
/** `next` leads on, whatever answers. */
const redoneFrom = (after: number) =>
  z.object({ redone: z.int().nonnegative(), next: z.int().gt(after).nullable() });

/** A turn as it comes from another process: its texts are to be made safe before they are shown. */
export type AskedTurn = z.output<typeof unanswered>;

/** Each rejects as the same call of `Engine.turns` does. */
export const askTurns = {
  list: (ask: AskGateway) => ask({ method: 'listTurns' }, z.array(unanswered)),
  /** Answers how many are begun once more: of a reason all there are, a stretch of turns at a time. */
  async redo(ask: AskGateway, choice: RedoChoice): Promise<number> {
    const next = (params: RedoChoice & { after?: number }) =>
      ask({ method: 'redoTurns', params }, redoneFrom(params.after ?? 0));
    let answer = await next(choice);
    let count = answer.redone;
    while (answer.next !== null) {
      answer = await next({ ...choice, after: answer.next });
      count += answer.redone;
    }
    return count;
  },
};
