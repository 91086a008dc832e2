// What the gateway does that is no message of its words, and the rows that come of it: a tapback, a note of the group, a
// poll with what is asked beside it. Such a row may be told before the deed is known to be done, or after.

import { conversationOf } from '../message/chat-meaning.ts';
import type { ChatGuid, PartId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { isNear, type LeftAt } from './near.ts';
import { type OwnRow, ownRowOf } from './own-rows.ts';

/** Deeds remembered at most; the oldest goes first. */
const DEEDS_MAX = 512;
/** How far its rows may be dated from a deed, or seen after its end. */
const SHOWN_WITHIN_MS = 10_000;

/** Whether a row comes of a deed, by what both of them say alone. */
export type IsOfDeed = (row: OwnRow) => boolean;

interface OwnDeedSent extends LeftAt {
  /** Whatever service it is over. */
  readonly conversation: string;
  readonly isOpen: boolean;
  readonly isOf: IsOfDeed;
}

/** By the parts that they are. */
export type OwnDeedsSent = ReadonlyMap<PartId, OwnDeedSent>;

/** Whether a row of ours, seen at `arrivedAtMs`, comes of something that was done from here. */
export function isOfOwnDeed(deeds: OwnDeedsSent, message: Message, arrivedAtMs: number): boolean {
  // Asked of every own row, and mostly nothing was done.
  if (deeds.size === 0 || message.chatGuid === null) return false;
  const row = ownRowOf(message);
  if (row === null) return false;
  const conversation = conversationOf(message.chatGuid);
  for (const deed of deeds.values()) {
    if (deed.conversation !== conversation || !deed.isOf(row)) continue;
    if (deed.isOpen || isNear(deed, message.sentAtMs, arrivedAtMs, SHOWN_WITHIN_MS)) return true;
  }
  return false;
}

interface OwnDeedsMemory {
  readonly deeds: OwnDeedsSent;
  begun(partId: PartId, chatGuid: ChatGuid, isOf: IsOfDeed, sendingAtMs: number): void;
  /** Whatever came of it. */
  ended(partId: PartId, endedAtMs: number): void;
  /** It was not done. */
  undone(partId: PartId): void;
  /** Of an earlier run, which ended at a time that nobody noted. */
  before(partId: PartId, chatGuid: ChatGuid, isOf: IsOfDeed, sendingAtMs: number): void;
}

export function createOwnDeeds(): OwnDeedsMemory {
  const deeds = new Map<PartId, OwnDeedSent>();
  const remember = (partId: PartId, deed: OwnDeedSent) => {
    deeds.set(partId, deed);
    if (deeds.size > DEEDS_MAX) deeds.delete(deeds.keys().next().value!);
  };
  const deed = (chatGuid: ChatGuid, isOf: IsOfDeed, sendingAtMs: number) => ({
    conversation: conversationOf(chatGuid),
    isOf,
    sendingAtMs,
    endedAtMs: null,
  });
  return {
    deeds,
    begun(partId, chatGuid, isOf, sendingAtMs) {
      remember(partId, { ...deed(chatGuid, isOf, sendingAtMs), isOpen: true });
    },
    ended(partId, endedAtMs) {
      const known = deeds.get(partId);
      if (known) deeds.set(partId, { ...known, isOpen: false, endedAtMs });
    },
    undone: (partId) => void deeds.delete(partId),
    before(partId, chatGuid, isOf, sendingAtMs) {
      remember(partId, { ...deed(chatGuid, isOf, sendingAtMs), isOpen: false });
    },
  };
}
