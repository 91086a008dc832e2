import { normalizeHandle } from '../message/identity/handles.ts';
import type { Message } from '../message/message.ts';
import { codeOf, standingOf } from '../store/pairing-rules.ts';
import type { Snapshot } from './snapshot.ts';
import type { Subject, Verdict } from './stages/stage.ts';

/** Whoever is sent no code, whatever they write. */
const BLOCKED: Verdict = { code: 'dm_blocked' };
const OWN_ADDRESS: Verdict = { ...BLOCKED, facts: { isOwnAddress: true } };

/**
 * What becomes of a direct message whose sender would have to pair. Nobody asks for anything with a tapback (ruling-47) or
 * with a link that came late, the owner's own addresses are never challenged, and what is not known of requests is not taken for none.
 */
export function strangerVerdict(subject: Subject, { pairing }: Snapshot): Verdict {
  const { message, arrivedAtMs, ownAddresses, isLatePreview } = subject;
  const handle = normalizeHandle(message.sender);
  const target = targetOf(message);
  if (pairing === undefined || handle === null || target === null) return BLOCKED;
  if (isLatePreview || message.reaction || message.isWithOneself) return BLOCKED;
  if (ownAddresses.handles.has(handle)) return ownAddresses.areListed ? BLOCKED : OWN_ADDRESS;
  const standing = standingOf(pairing.requests, handle, arrivedAtMs);
  const verdict = { code: codeOf(standing), facts: { pairing: standing } };
  if (standing === 'full') return verdict;
  const { sender } = message;
  const challenge = { kind: 'challenge', handle, sender, target, isNew: standing === 'new' } as const;
  return { ...verdict, consequences: [challenge] };
}

function targetOf({ chatGuid, chatId }: Message) {
  return chatGuid === null || chatId === null ? null : { chatGuid, chatId };
}
