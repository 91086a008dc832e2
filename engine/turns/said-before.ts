// What of a chat's earlier messages an agent may be told: words of people whom the gateway has not turned away.

import type { Fate } from '../fates.ts';
import { eventId } from '../inbound/claim.ts';
import { isArchive, isEditSentence } from '../message/debris.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Message } from '../message/message.ts';
import { isToItsOwnAddress } from '../message/self-note.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';

/** What came of rows that may be told of. */
const TOLD_FATES: ReadonlySet<Fate | null> = new Set<Fate>(['dispatched', 'merged', 'dead', 'context']);

export interface Journal {
  readonly accountId: string;
  readonly store: Pick<Store, 'verdictsOf'>;
  /** The databases of whose rows the journal may know. */
  sourceIds(): Promise<readonly string[]>;
}

/** Of a direct chat: the two whose it is, and nobody else who has got into it. */
export function isOfTheTwo(message: Message, context: Pick<TurnContext, 'sender'>): boolean {
  if (message.isFromMe) return true;
  const sender = normalizeHandle(context.sender);
  return sender !== null && normalizeHandle(message.sender) === sender;
}

/** Whether somebody said it in words. */
export function isSpeech({ text, reaction, balloonBundleId }: Message): boolean {
  if (text === '' || reaction !== null || isArchive(text)) return false;
  return balloonBundleId !== null || !isEditSentence(text);
}

/**
 * Without what the journal knows as no talk with the agent: denied, too old, still waiting, a command.
 *
 * @param unknown Whether what the journal does not know may be told.
 */
export async function withoutTurnedAway(
  said: readonly Message[],
  { store, accountId, sourceIds }: Journal,
  unknown: boolean,
): Promise<readonly Message[]> {
  const verdicts = await store.verdictsOf({
    sourceIds: await sourceIds(),
    accountId,
    eventIds: said.map(eventId),
  });
  return said.filter((message, index) => {
    const verdict = verdicts[index];
    if (verdict == null) return unknown;
    if (verdict.code === 'told_again' || verdict.code === 'folded') return false;
    // The second row of a note says again what the first has said.
    if (message.isFromMe && verdict.fate === 'echo') return verdict.code !== 'self_chat_echo';
    return (!message.isFromMe || isToItsOwnAddress(message)) && TOLD_FATES.has(verdict.fate);
  });
}
