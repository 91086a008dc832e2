// What an operator has confirmed for a number of a chat: the chat that the gateway knew under it then (ruling-22).

import { chatMeaning } from './chat-meaning.ts';
import type { History, WitnessedRow } from './history.ts';

type Confirmation = NonNullable<History['confirmations']>[number];

/** What is decided so near to a confirmation may be what it is for. */
const NEAR_MS = 2_000;

/**
 * Whether it was given for the chat of this row: of the rows of the number the one that was decided last counts, and none
 * that the gateway has not read yet, though it stands in chat.db. Null = for another chat.
 */
export function isGivenFor(
  row: WitnessedRow,
  { atMs, chatId }: Confirmation,
  { rows, rowEvents, tellings }: History,
): 'certain' | 'unknown' | null {
  const ofNumber = new Map(
    rows.flatMap((one) => {
      const isTheirs = one.chatId === chatId && !one.versions[0]!.isFromMe;
      return isTheirs ? [[one.guid, chatMeaning(one)]] : [];
    }),
  );
  type Told = { readonly guid: string | null; readonly atMs: number };
  const meaningOf = ({ guid }: Told) => (guid === null ? undefined : ofNumber.get(guid));
  const lastOf = (told: readonly Told[], untilMs: number) => {
    const last = told.findLast((one) => one.atMs <= untilMs && meaningOf(one) !== undefined);
    return last ? [meaningOf(last)!] : [];
  };
  const decided = rowEvents.filter(({ isNew }) => isNew);
  // What was told and is not decided yet, as by a gateway whose store is full, may be what it is for.
  const meanings = new Set<string | null>([
    ...lastOf(decided, atMs - NEAR_MS),
    ...lastOf(decided, atMs + NEAR_MS),
    ...lastOf(tellings, atMs),
  ]);
  if (!meanings.has(chatMeaning(row))) return null;
  return meanings.size === 1 ? 'certain' : 'unknown';
}
