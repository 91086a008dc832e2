import { pollEvent } from '../../session/event-text.ts';
import type { Stage } from './stage.ts';

/** A poll and a vote are no messages, whatever text Messages gives them; the next turn of the session is told of them. */
export const pollStage: Stage = ({ message }) => {
  if (message.poll === null) return null;
  const code = message.poll.kind === 'created' ? 'poll' : 'poll_change';
  return { code, consequences: [{ kind: 'event', event: pollEvent(message, message.poll) }] };
};
