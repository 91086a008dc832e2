// What somebody asks beside a poll of their own: Messages shows the options in the balloon, and the words in a message that
// answers it in a thread (BEY-1).

import type { MessageGuid } from '../message/ids.ts';
import type { BegunPoll, Message } from '../message/message.ts';
import type { Decision } from './decision.ts';

/** So long after a poll words in its thread are what it asks; later ones are an answer like any other. */
const ASKED_WITHIN_MS = 15_000;
/** Longer words are no question: they are answered, so that nothing of them is lost. */
export const ASKED_MAX = 500;

/** Polls of a batch so far. */
export interface PollsSoFar {
  /** Whether it is what a poll asks: of this batch, or the one that its thread is known to be about. */
  isAskedIn(message: Message, known: BegunPoll | undefined): boolean;
  learn(decision: Pick<Decision, 'code' | 'message'>): void;
}

export function pollsSoFar(): PollsSoFar {
  const begun = new Map<MessageGuid, BegunPoll>();
  return {
    isAskedIn(message, known) {
      const { repliedTo } = message;
      if (repliedTo === null || !isMereText(message)) return false;
      const poll = begun.get(repliedTo.guid) ?? known;
      return poll !== undefined && isSaidWith(message, poll);
    },
    learn({ code, message }) {
      if (code === 'poll' && message !== null && message.guid !== null)
        begun.set(message.guid, { sender: writerOf(message), sentAtMs: message.sentAtMs });
    },
  };
}

function isMereText({ text, attachments, isFromMe, balloonBundleId }: Message): boolean {
  const isOthers = !isFromMe && balloonBundleId === null;
  return isOthers && attachments.length === 0 && text !== '' && text.length <= ASKED_MAX;
}

function isSaidWith(message: Message, { sender, sentAtMs }: BegunPoll): boolean {
  if (sender === '' || writerOf(message) !== sender || message.sentAtMs === null || sentAtMs === null)
    return false;
  const afterMs = message.sentAtMs - sentAtMs;
  return afterMs >= 0 && afterMs <= ASKED_WITHIN_MS;
}

/** As the wire has it: of both alike. */
const writerOf = ({ sender, toldSender = sender }: Message): string => toldSender;
