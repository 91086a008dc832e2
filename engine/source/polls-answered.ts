// Of which polls rows are answers in a thread, asked of the journal while they wait to be decided (BEY-1).

import { sentAtMs } from '../message/date.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Arrival, BegunPoll } from '../message/message.ts';
import { journalledPayload } from '../message/normalize.ts';
import type { Store } from '../store/store.ts';

type Polls = ReadonlyMap<MessageGuid, BegunPoll>;

/** Null = none of them is in a thread. */
export function pollsAnswered(
  batch: readonly Arrival[],
  { store }: { readonly store: Pick<Store, 'rowsNamed'> },
): Promise<Polls> | null {
  const guids = new Set(batch.flatMap((arrival) => threadOf(arrival) ?? []));
  return guids.size === 0 ? null : begunIn(guids, store);
}

/** The same row, with the poll that it answers. */
export function onPoll(arrival: Arrival, polls: Polls): Arrival {
  const guid = threadOf(arrival);
  const poll = guid === null ? undefined : polls.get(guid);
  return poll === undefined ? arrival : { ...arrival, onPoll: poll };
}

async function begunIn(guids: ReadonlySet<MessageGuid>, store: Pick<Store, 'rowsNamed'>): Promise<Polls> {
  const eventIds = [...guids].map((guid) => `guid:${guid}`);
  const found = await store.rowsNamed({ eventIds, rowid: null });
  const begun = found.flatMap(({ guid, raw, verdicts }): [MessageGuid, BegunPoll][] => {
    if (guid === null || raw === null || !verdicts.some(({ code }) => code === 'poll')) return [];
    const { sender, created_at: createdAt } = journalledPayload(raw) as Readonly<Record<string, unknown>>;
    const told = typeof sender === 'string' ? sender.trim() : '';
    return [[guid, { sender: told, sentAtMs: sentAtMs(typeof createdAt === 'string' ? createdAt : null) }]];
  });
  return new Map(begun);
}

function threadOf({ payload }: Arrival): MessageGuid | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { thread_originator_guid: guid, is_from_me: isFromMe } = payload as Readonly<Record<string, unknown>>;
  return typeof guid === 'string' && guid !== '' && isFromMe !== true ? (guid as MessageGuid) : null;
}
