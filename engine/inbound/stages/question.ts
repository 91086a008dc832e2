import { pollQuestionEvent } from '../../session/event-text.ts';
import { mentionRuleFor } from './mention.ts';
import type { Stage } from './stage.ts';

/**
 * What somebody asks beside their poll is of that, and no message of its own: the next turn of the session is told of it (BEY-1).
 * Where a group asks for a mention, what comes so far has one, and is answered.
 */
export const questionStage: Stage = (subject, snapshot) => {
  const { message, isAskedInPoll } = subject;
  if (!isAskedInPoll || mentionRuleFor(subject, snapshot) !== null) return null;
  return {
    code: 'poll_question',
    facts: { isAskedInPoll: true },
    consequences: [{ kind: 'event', event: pollQuestionEvent(message) }],
  };
};
