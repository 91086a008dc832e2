// What was sent so long ago that the memory of it is gone, or by an earlier run: the journal knows it by its GUID.

import { hasGuid, isSending, type OwnSends, type OwnSendsMemory } from '../echo/own-sends.ts';
import type { ChatGuid, MessageGuid } from '../message/ids.ts';
import type { Arrival } from '../message/message.ts';
import { associatedType } from '../message/normalize.ts';
import { reactionOf } from '../message/reaction.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';

interface LongSentOptions {
  readonly own: Pick<OwnSendsMemory, 'sends' | 'addGuid'>;
  readonly store: Pick<Store, 'provenGuids'>;
  readonly unawaited: Unawaited;
}

export interface LongSent {
  /**
   * Asks by now what `lookUp` will ask of rows that wait for a commit. An answer comes with a commit: asked for only when it is
   * the turn of the rows, it would cost them one more.
   */
  askAhead(waiting: readonly Arrival[]): void;
  /**
   * Reminds of those messages that rows of a batch are, or are put on, and that were sent here at whatever time; null = there is
   * nothing to be asked. A row that claims to be somebody's is ours by no GUID that is not remembered.
   */
  lookUp(batch: readonly Arrival[]): Promise<unknown> | null;
}

/** What has been asked of a row. */
interface Asked {
  readonly guids: readonly MessageGuid[];
  readonly answer: Promise<void>;
}

export function createLongSent({ own, store, unawaited }: LongSentOptions): LongSent {
  /** Of rows that wait, by their bytes: these stay the same whatever is learnt of a row. No more than the intake lets wait. */
  const ahead = new Map<Uint8Array, Asked>();

  const unknownIn = (arrival: Arrival) =>
    namedIn(arrival, own.sends).filter((guid) => !hasGuid(own.sends, guid));
  const remind = async (guids: readonly MessageGuid[]) => {
    for (const guid of await store.provenGuids({ guids })) own.addGuid(guid);
  };
  return {
    askAhead(waiting) {
      const asked = waiting.flatMap((arrival) => {
        const guids = unknownIn(arrival);
        return guids.length === 0 ? [] : { raw: arrival.raw, guids };
      });
      if (asked.length === 0) return;
      const answer = remind(asked.flatMap(({ guids }) => guids));
      unawaited(answer, 'asking which messages were sent here', 'vital');
      for (const { raw, guids } of asked) ahead.set(raw, { guids, answer });
    },
    lookUp(batch) {
      const answers = new Set<Promise<void>>();
      const guids = batch.flatMap((arrival) => {
        const asked = ahead.get(arrival.raw);
        if (asked === undefined) return unknownIn(arrival);
        ahead.delete(arrival.raw);
        answers.add(asked.answer);
        return unknownIn(arrival).filter((guid) => !asked.guids.includes(guid));
      });
      if (guids.length > 0) answers.add(remind(guids));
      return answers.size === 0 ? null : Promise.all(answers);
    },
  };
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
