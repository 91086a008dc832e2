// Where the owner steps in, what still waits in the conversation is theirs (ruling-33): durable with their row, and then told
// to whoever has it in hand.

import type { Emit } from '../events.ts';
import { reasonText } from '../fates.ts';
import type { Decided } from '../inbound/decision.ts';
import { sameOverServices } from '../message/chat-meaning.ts';
import type { ChatGuid, Lane } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { LEFT_TO_OWNER } from '../store/rules.ts';
import { laneOf } from '../turns/member.ts';
import type { Turns } from '../turns/turns.ts';

interface StepInOptions {
  readonly accountId: string;
  readonly emit: Emit;
  readonly turns: Pick<Turns, 'ended'>;
  /** Rows of a chat that wait for what belongs to them wait no more. */
  passOver(chatGuid: ChatGuid, seqs: ReadonlySet<number>): void;
}

/** The lanes of a conversation, over whatever service it goes on. */
export function lanesOf(accountId: string, { chatGuid }: Pick<Message, 'chatGuid'>): readonly Lane[] {
  return chatGuid === null
    ? []
    : sameOverServices(chatGuid).map((same) => laneOf(accountId, { chatGuid: same }));
}

/** What follows from words of the owner that are durable. */
export function createStepIn({ accountId, emit, turns, passOver }: StepInOptions) {
  const { code, fate } = LEFT_TO_OWNER;
  const reason = reasonText({ code });
  return (decided: readonly Decided[]): void => {
    for (const { left, message } of decided) {
      if (!left || message?.chatGuid == null) continue;
      const seqs = new Set(left.passedOver.map(({ seq }) => seq));
      const chats = sameOverServices(message.chatGuid);
      if (seqs.size > 0) for (const chatGuid of chats) passOver(chatGuid, seqs);
      for (const { eventId, rowid } of left.passedOver)
        emit('settled', {
          accountId,
          rowid: rowid!,
          eventId,
          chatGuid: message.chatGuid,
          fate,
          code,
          reason,
        });
      turns.ended(left.ended);
    }
  };
}
