// What is known of a run besides what went wrong: by it one fault is told from another that looks the same.

import type { Driver } from '../runner/drivers/driver.ts';
import type { History, WitnessedRow } from '../sim/oracle/history.ts';

export interface RunFacts {
  /** Null where the run broke down before anything was known. */
  readonly history: History | null;
  /** Why the gateway gave a row its fate; null = it has none. */
  reasonOf(row: WitnessedRow): string | null;
  /** Chats in which a reply was not proven by the answer to its send. */
  readonly chatsInDoubt: ReadonlySet<string>;
}

export const NOTHING_KNOWN: RunFacts = { history: null, reasonOf: () => null, chatsInDoubt: new Set() };

/** How the gateway tells that the answer to a send proved it. */
const PROVEN = /^transport \w+$/;

export function factsOf({ ledger, history }: Driver): RunFacts {
  const reasons = new Map<string, string>();
  const chatOf = new Map(ledger.agentCalls.map(({ turn }) => [turn.id, turn.chatGuid]));
  const chatsInDoubt = new Set<string>();
  for (const { name, event } of ledger.events) {
    if (name === 'row') reasons.set(event.eventId, event.reason);
    if (name !== 'part' || event.state === 'queued' || event.state === 'sending') continue;
    const chat = event.turnId === null ? undefined : chatOf.get(event.turnId);
    if (chat !== undefined && !(event.state === 'sent' && PROVEN.test(event.reason))) chatsInDoubt.add(chat);
  }
  return {
    history: history(),
    reasonOf: ({ guid }) => reasons.get(`guid:${guid}`) ?? null,
    chatsInDoubt,
  };
}
