import { isGroupThread } from '../../access/policy.ts';
import { isOwnersWord } from '../../echo/owners-word.ts';
import { chatMeaning } from '../../message/chat-meaning.ts';
import { otherParty } from '../../message/owner.ts';
import { agentFor } from '../../session/routing.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Finding, Stage, Subject } from './stage.ts';

const FROM_ME: Finding = { code: 'from_me' };

/**
 * What the owner wrote is answered by nobody, unless it mentions the agent and the owner wants that; where the agent is to
 * be quiet after it, it is remembered (ruling-33).
 */
export const ownerStage: Stage = (subject, snapshot) => {
  const { message, arrivedAtMs, cameAtMs, atMs } = subject;
  if (!message.isFromMe) return null;
  const { ownersWords, hearsOwner = false, own } = snapshot;
  if (ownersWords === undefined && !hearsOwner) return FROM_ME;
  if (!isOwnersWord(message, own, arrivedAtMs)) return FROM_ME;
  const mentionedBy = hearsOwner ? mentionIn(subject, snapshot) : null;
  if (mentionedBy !== null) return { code: null, facts: { isOwners: true, mentionedBy } };
  const facts = { isOwners: true } as const;
  const conversation = chatMeaning(message);
  if (ownersWords === undefined || conversation === null) return { code: 'from_me', facts };
  const gatewayAtMs = atMs - cameAtMs + arrivedAtMs;
  const word = { conversation, atMs, gatewayAtMs, cameAtMs, arrivedAtMs };
  return { code: 'from_me', facts, consequences: [{ kind: 'ownersWord', ...word }] };
};

/** By the patterns of whoever answers there; what is old is words as any others. The owner may speak where others may not, but nowhere that is switched off. */
function mentionIn(
  { message, age, chats }: Subject,
  { access, bound, mentions, wireRegion = null }: Snapshot,
): string | null {
  if (age.isStale) return null;
  const isGroup = isGroupThread(access, message, chats);
  const isOff = isGroup ? access.group.policy === 'disabled' : access.dm.isDisabled;
  if (isOff) return null;
  const to = { ...message, sender: otherParty(message, wireRegion) };
  const rule = bound ? bound.mentions.get(agentFor(bound.routing, to, isGroup, chats)) : mentions;
  return rule?.patterns.findIn(message.text) ?? null;
}
