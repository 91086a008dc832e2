import type { Lane } from '../message/ids.ts';
import type { Message } from '../message/message.ts';

/** One journalled message that is to be answered: first it waits, then a turn is made of it. */
export interface Member {
  readonly sourceId: string;
  readonly seq: number;
  readonly eventId: string;
  readonly message: Message;
  /** Gateway wall time; the wait counts from here, also over a restart. */
  readonly arrivedAtMs: number;
  /** Whether it tells the gateway what to do, once nothing more can belong to it. Default false. */
  readonly isCommand?: boolean;
  /** Whether it is a preview that had to be asked for: it may join what was written before it, and begins no turn. Default false. */
  readonly isLatePreview?: boolean;
}

/** Rows that become one turn, oldest first. */
export type Members = readonly [Member, ...Member[]];

/** Conversations are ordered by chat: rows of one chat are answered in the order they arrived. */
export function laneOf(accountId: string, { chatGuid }: Pick<Message, 'chatGuid'>): Lane {
  return `${accountId}/${chatGuid}` as Lane;
}
