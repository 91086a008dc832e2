import { chatMeaning } from '../../message/chat-meaning.ts';
import type { Stage } from './stage.ts';

/** For a while after the owner's own words in a conversation what others say there is theirs to answer (ruling-33). */
export const quietStage: Stage = ({ message, atMs, ownersWords }, { quietMs = 0 }) => {
  if (quietMs === 0 || message.isFromMe) return null;
  const conversation = chatMeaning(message);
  const ownerSaidAtMs = conversation === null ? undefined : ownersWords.lastIn(conversation);
  // What seems to have been said long before is so by a clock that was set meanwhile.
  if (ownerSaidAtMs === undefined || Math.abs(atMs - ownerSaidAtMs) >= quietMs) return null;
  return { code: 'owner_speaks', facts: { ownerSaidAtMs } };
};
