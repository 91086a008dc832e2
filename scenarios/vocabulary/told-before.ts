// What a turn is told of earlier messages, as things that happened.

import { z } from 'zod';
import type { AgentTurn } from '../../engine/agents/agent.ts';
import { nameOfChat, nameOfPerson } from '../observe/naming.ts';
import { OWNER } from './cast.ts';
import type { Item } from './item.ts';
import type { Observed } from './observation.ts';
import { chat, count, name, text } from './values.ts';

const wantedEntry = z.strictObject({
  account: name.optional().describe('whose turn it is, where there are several'),
  in: chat.optional(),
  from: name.optional().describe('somebody of `people`, or owner for what was sent from here'),
  text: text.optional(),
});

export const wantedEntries = z.union([count, z.array(wantedEntry)]);

/** Each turn as it was handed over first, in that order. */
export function firstTurns({ ledger }: Observed): AgentTurn[] {
  const turns = new Map<string, AgentTurn>();
  for (const { turn } of ledger.agentCalls) if (!turns.has(turn.id)) turns.set(turn.id, turn);
  return [...turns.values()];
}

/** What turns were given of one kind, each entry with its place. */
export function toldBefore(observed: Observed, kind: 'history' | 'context'): Item[] {
  const { cast } = observed;
  return firstTurns(observed).flatMap((turn) =>
    (turn[kind] ?? []).map((entry, index) => ({
      key: `${turn.id} ${index}`,
      lane: turn.id,
      fields: {
        account: turn.accountId,
        in: nameOfChat(cast, turn.chatGuid),
        from: entry.sender === 'Me' ? OWNER : nameOfPerson(cast, entry.sender),
        text: entry.text,
      },
    })),
  );
}
