import { echo } from '../../echo/echo.ts';
import { isOfOwnDeed } from '../../echo/own-deeds.ts';
import { hasGuid, type OwnSends } from '../../echo/own-sends.ts';
import { chatMeaning } from '../../message/chat-meaning.ts';
import type { Consequence } from '../decision.ts';
import { loopOf } from '../echoes-so-far.ts';
import type { Stage, Subject } from './stage.ts';

const BY_GUID = { ownBy: 'guid' } as const;
const BY_DEED = { ownBy: 'deed' } as const;
const BY_TEXT = { ownBy: 'text' } as const;

/** What was sent here is never answered. Of what else is the owner's the next stage decides. */
export const echoStage: Stage = (subject, { own, accountId }) => {
  const { message, arrivedAtMs } = subject;
  const code = echo(message, own, arrivedAtMs);
  if (code === null || code === 'from_me') return null;
  const facts = knownBy(subject, own);
  const consequences = code === 'own_send' ? comesBack(subject, accountId) : null;
  return consequences === null ? { code, facts } : { code, facts, consequences };
};

function knownBy({ message, arrivedAtMs }: Subject, own: OwnSends) {
  if (message.guid !== null && hasGuid(own, message.guid)) return BY_GUID;
  return isOfOwnDeed(own.deeds, message, arrivedAtMs) ? BY_DEED : BY_TEXT;
}

/** Our own words from somebody else count as an answer that came back (ECH-9); a row of them that names nobody is Messages' own (C1). */
function comesBack({ message, atMs }: Subject, accountId: string): readonly Consequence[] | null {
  const conversation = message.isFromMe || message.sender === '' ? null : chatMeaning(message);
  return conversation === null ? null : [{ kind: 'echoed', loop: loopOf(accountId, conversation), atMs }];
}
