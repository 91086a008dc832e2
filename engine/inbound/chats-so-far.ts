import { NO_NUMBERS } from '../access/chat-numbers.ts';
import type { EntryMeaning } from '../store/commands/chats.ts';
import type { Consequence } from './decision.ts';
import type { KnownChats } from './snapshot.ts';

/** What is known of chats before a batch, and what its rows have told so far. */
export interface ChatsSoFar extends KnownChats {
  learn(consequences: readonly Consequence[]): void;
}

const NOTHING_KNOWN: KnownChats = { ...NO_NUMBERS, knows: () => false };

export function chatsSoFar(before: KnownChats = NOTHING_KNOWN): ChatsSoFar {
  const learnt: EntryMeaning[] = [];
  const { sourceId, isProven } = before;
  return {
    sourceId,
    isProven,
    knows: before.knows,
    standing: before.standing,
    meaningOf: (wanted) =>
      learnt.findLast(({ accountId, entry }) => accountId === wanted.accountId && entry === wanted.entry) ??
      before.meaningOf(wanted),
    learn(consequences) {
      for (const consequence of consequences)
        if (consequence.kind === 'remember') learnt.push(...consequence.entries);
    },
  };
}
