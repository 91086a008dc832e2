// Which message is meant where nobody says it and none is answered: the one that was received in the chat last (ACT-10).

import type { Fate } from '../fates.ts';
import { sameOverServices } from '../message/chat-meaning.ts';
import type { ChatGuid, MessageGuid } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../store/store.ts';

/** Where nothing is said, the newest message counts that is not older (ACT-10). */
export const NEWEST_WITHIN_MS = 10 * 60_000;
/** Of the journal, looked back through. */
const ROWS_MAX = 5_000;
/** Of the chat: reactions and what was turned away stand among them. */
const LIMIT = 100;
/** What people say who may write there; null = it waits. */
const SAID: ReadonlySet<Fate | null> = new Set<Fate | null>([
  null,
  'dispatched',
  'merged',
  'context',
  'command',
  'dead',
]);

interface NewestOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'cameIn'>;
  readonly clock: Clock;
}

/** Null = nobody has written there lately. */
export async function newestMessage(
  chatGuid: ChatGuid,
  { accountId, store, clock }: NewestOptions,
): Promise<MessageGuid | null> {
  const chatGuids = sameOverServices(chatGuid);
  const sinceMs = clock.wallMs() - NEWEST_WITHIN_MS;
  const rows = await store.cameIn({ accountId, chatGuids, sinceMs, rowsMax: ROWS_MAX, limit: LIMIT });
  // A preview that imsg has folded into its text shows nowhere by itself.
  return rows.find(({ fate, code }) => SAID.has(fate) && code !== 'folded')?.guid ?? null;
}
