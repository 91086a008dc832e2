import { hasGuid, wasSaid } from '../../echo/own-sends.ts';
import type { MessageGuid } from '../../message/ids.ts';
import type { Message } from '../../message/message.ts';
import { reactionSentence } from '../../message/reaction-sentence.ts';
import { quotedReactionEvent, reactionEvent, type ToldEvent } from '../../session/event-text.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Stage, Subject } from './stage.ts';

/** A reaction is no message; the next turn of the session may be told of it (TAP-6). */
export const reactionStage: Stage = (subject, snapshot) => {
  const { message } = subject;
  if (message.reaction === null) return quotedReaction(message, snapshot);
  const { target } = message.reaction;
  const isOnOwn = target !== null && isOwn(target, subject, snapshot);
  const event = () => reactionEvent(message, message.reaction!);
  return found(event, isOnOwn, snapshot);
};

/** A sentence that quotes what was said here is one; of any other nobody can say that it is not just said (TAP-4). */
function quotedReaction(message: Message, snapshot: Snapshot): ReturnType<Stage> {
  const { chatGuid, text } = message;
  const sentence = reactionSentence(text);
  if (sentence === null || chatGuid === null || !wasSaid(snapshot.own, chatGuid, sentence.quoted))
    return null;
  return found(() => quotedReactionEvent(message, sentence), true, snapshot);
}

function isOwn(target: MessageGuid, { ownGuids }: Subject, { own }: Snapshot): boolean {
  return hasGuid(own, target) || ownGuids.has(target.toUpperCase());
}

function found(
  event: () => ToldEvent,
  isOnOwn: boolean,
  { reactionNotifications }: Snapshot,
): ReturnType<Stage> {
  const facts = isOnOwn ? { isOnOwn } : {};
  const isTold = reactionNotifications === 'all' || (reactionNotifications === 'own' && isOnOwn);
  if (!isTold) return { code: 'tapback', facts };
  return { code: 'tapback', facts, consequences: [{ kind: 'event', event: event() }] };
}
