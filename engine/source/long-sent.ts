// What was sent so long ago that the memory of it is gone, or by an earlier run: the journal knows it by its GUID.

import { hasGuid, isSending, type OwnSends, type OwnSendsMemory } from '../echo/own-sends.ts';
import type { ChatGuid, MessageGuid } from '../message/ids.ts';
import type { Arrival } from '../message/message.ts';
import { associatedType } from '../message/normalize.ts';
import { reactionOf } from '../message/reaction.ts';
import type { Store } from '../store/store.ts';

interface LongSentOptions {
  readonly own: Pick<OwnSendsMemory, 'sends' | 'addGuid'>;
  readonly store: Pick<Store, 'provenGuids'>;
}

/**
 * Reminds of those messages that rows of a batch are, or are put on, and that were sent here at whatever time; null = there is
 * nothing to be asked. A row that claims to be somebody's is ours by no GUID that is not remembered.
 */
export function lookUpLongSent(
  batch: readonly Arrival[],
  { own, store }: LongSentOptions,
): Promise<void> | null {
  const guids = batch
    .flatMap((arrival) => namedIn(arrival, own.sends))
    .filter((guid) => !hasGuid(own.sends, guid));
  return guids.length === 0 ? null : remind(guids, { own, store });
}

async function remind(guids: readonly MessageGuid[], { own, store }: LongSentOptions): Promise<void> {
  for (const guid of await store.provenGuids({ guids })) own.addGuid(guid);
}

function namedIn({ payload, kind }: Arrival, sends: OwnSends): MessageGuid[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const fields = payload as Readonly<Record<string, unknown>>;
  const { guid, sender, is_from_me: isFromMe } = fields;
  const mayBeOwn = isFromMe === true || typeof sender !== 'string' || sender.trim() === '';
  const type = associatedType(fields) ?? kind?.associatedType ?? null;
  const named: unknown[] = [reactionOf(fields, type, kind?.associatedGuid)?.target];
  // One without a sender is Messages' own as well (C1). Most own rows come while what they bring is on its way.
  if (mayBeOwn && !isOnItsWay(fields, sends)) named.push(guid);
  return named.filter((one): one is MessageGuid => typeof one === 'string' && one !== '');
}

function isOnItsWay(
  { chat_guid: chatGuid, text }: Readonly<Record<string, unknown>>,
  sends: OwnSends,
): boolean {
  return (
    typeof chatGuid === 'string' && typeof text === 'string' && isSending(sends, chatGuid as ChatGuid, text)
  );
}
