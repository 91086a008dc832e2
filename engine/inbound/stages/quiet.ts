import { chatMeaning } from '../../message/chat-meaning.ts';
import type { Stage } from './stage.ts';

/**
 * For a while after the owner's own words in a conversation what others say there is theirs to answer (ruling-33); so is what
 * was said before and comes only then.
 */
export const quietStage: Stage = ({ message, atMs, cameAtMs, ownersWords }, { quietMs = 0 }) => {
  if (quietMs === 0 || message.isFromMe) return null;
  const conversation = chatMeaning(message);
  const ownerSaidAtMs = conversation === null ? undefined : ownersWords.lastIn(conversation);
  if (ownerSaidAtMs === undefined) return null;
  // What seems to have come long before is so by a clock that was set meanwhile.
  const isWithin = (thenMs: number) => Math.abs(thenMs - ownerSaidAtMs) < quietMs;
  if (!isWithin(atMs) && !isWithin(cameAtMs)) return null;
  return { code: 'owner_speaks', facts: { ownerSaidAtMs } };
};
