import { chatMeaning } from '../../message/chat-meaning.ts';
import type { Stage } from './stage.ts';

/**
 * For a while after the owner's own words in a conversation what others say there is theirs to answer (ruling-33); so is what
 * was said before and comes only then.
 */
export const quietStage: Stage = ({ message, atMs, cameAtMs, arrivedAtMs, ownersWords }, { quietMs = 0 }) => {
  if (quietMs === 0 || message.isFromMe) return null;
  const conversation = chatMeaning(message);
  const last = conversation === null ? undefined : ownersWords.lastIn(conversation);
  if (last === undefined) return null;
  // What seems to have come long before is so by a clock that was set meanwhile.
  const isWithin = (thenMs: number, ownerSaidAtMs: number) => Math.abs(thenMs - ownerSaidAtMs) < quietMs;
  const foundAtMs = [atMs, cameAtMs].some((thenMs) => isWithin(thenMs, last.atMs))
    ? last.atMs
    : // A correction that came between, or is that of one phone, moves one of the two alone.
      [atMs - cameAtMs + arrivedAtMs, arrivedAtMs].some((thenMs) => isWithin(thenMs, last.gatewayAtMs))
      ? last.gatewayAtMs
      : null;
  return foundAtMs === null ? null : { code: 'owner_speaks', facts: { ownerSaidAtMs: foundAtMs } };
};
