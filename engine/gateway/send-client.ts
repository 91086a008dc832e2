// What an operator has a running gateway send and do of his own accord.

import { z } from 'zod';
import type { GivenMessage } from '../outbound/given-parts.ts';
import type { AskGateway } from './control-client.ts';

/** So long the outcome may take: a send is given up on after 320 s, and waits before that where others are under way. */
export const OUTCOME_WITHIN_MS = 15 * 60_000;

const outcome = z.object({
  chatGuid: z.string(),
  parts: z.array(
    z.object({
      state: z.string(),
      guid: z.string().nullable(),
      reason: z.string(),
      /** Which of the parts of a message it is of; an action has none. */
      of: z.int().nonnegative().optional(),
    }),
  ),
});

/** What came of it, from another process: its texts are to be made safe before they are shown. */
export type AskedOutcome = z.output<typeof outcome>;

interface OfWhom {
  readonly to?: string;
  readonly accountId?: string;
}

/** Each rejects as the same call of the engine does. */
export const askOwnAccord = {
  send: (ask: AskGateway, message: OfWhom & GivenMessage) =>
    ask({ method: 'send', params: message }, outcome),
  act: (ask: AskGateway, action: OfWhom & { readonly name: string; readonly input?: unknown }) =>
    ask({ method: 'act', params: action }, outcome),
};
