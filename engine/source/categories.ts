// How Messages has put aside the conversations of strangers, which chat.db alone knows (ruling-35). No row of anybody else is
// asked about.

import { countsCategory } from '../access/hidden.ts';
import type { Policy } from '../inbound/snapshot.ts';
import type { Arrival } from '../message/message.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Receivers } from './members.ts';

/** Rows wait no longer for chat.db; what it does not say in time is taken as not hidden. */
const ANSWER_WITHIN_MS = 1_000;

export interface CategoriesOptions {
  readonly receivers: Receivers;
  readonly pairing: Pick<Pairing, 'known'>;
  readonly db: MessagesDb | null;
  readonly clock: Clock;
}

/** Adds what chat.db says to the rows of strangers in a batch. Null = there are none, or no chat.db to be asked. Never rejects. */
export function withCategories(
  batch: readonly Arrival[],
  { receivers, pairing, db, clock }: CategoriesOptions,
): Promise<readonly Arrival[]> | null {
  const { owner, others, receiverOf } = receivers;
  const counts = ({ payload }: Arrival) => {
    const policy = others.size === 0 ? owner : (others.get(receiverOf(payload)) ?? owner);
    return counting(payload, policy, pairing);
  };
  const asked = db === null ? [] : batch.flatMap((arrival) => (counts(arrival) ? guidOf(arrival) : []));
  return db === null || asked.length === 0 ? null : ask(batch, asked, db, clock);
}

function counting(payload: unknown, policy: Policy, pairing: Pick<Pairing, 'known'>): boolean {
  const { access, answersFiltered = true, accountId } = policy;
  // Asked of every row: nothing is read of it where it cannot matter.
  if (access.dm.allowFrom.hasAnyone ? answersFiltered : !access.dm.pairs) return false;
  const row = (payload ?? {}) as Readonly<Record<string, unknown>>;
  const { sender, is_from_me: isFromMe, is_group: isGroup } = row;
  if (typeof sender !== 'string' || isFromMe === true || isGroup === true) return false;
  return countsCategory(access.dm, answersFiltered, sender, pairing.known(accountId)?.paired);
}

function guidOf({ payload }: Arrival): readonly string[] {
  const { guid } = (payload ?? {}) as { readonly guid?: unknown };
  return typeof guid === 'string' && guid !== '' ? [guid] : [];
}

async function ask(batch: readonly Arrival[], guids: readonly string[], db: MessagesDb, clock: Clock) {
  const given = new AbortController();
  const answer = db.categoriesOf(guids).catch(() => []);
  const categories = await Promise.race([answer, sleep(clock, ANSWER_WITHIN_MS, given.signal)]);
  given.abort();
  const known = new Map(guids.map((guid, index) => [guid, categories?.[index]]));
  return batch.map((arrival) => {
    const [guid = ''] = arrival.lost ? [] : guidOf(arrival);
    const category = known.get(guid);
    return category ? { ...arrival, category } : arrival;
  });
}
