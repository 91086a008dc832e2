import { echo } from '../../echo/echo.ts';
import { isOfOwnDeed } from '../../echo/own-deeds.ts';
import { hasGuid, type OwnSends } from '../../echo/own-sends.ts';
import { wordsOfNote } from '../../echo/self-notes.ts';
import { chatMeaning } from '../../message/chat-meaning.ts';
import type { Consequence } from '../decision.ts';
import { loopOf } from '../echoes-so-far.ts';
import type { Finding, Stage, Subject } from './stage.ts';

const BY_GUID = { ownBy: 'guid' } as const;
const BY_DEED = { ownBy: 'deed' } as const;
const BY_TEXT = { ownBy: 'text' } as const;

/** What was sent here is never answered, nor the second row of a note to oneself. Of what else is the owner's the next stage decides. */
export const echoStage: Stage = (subject, { own, accountId }) => {
  const { message, arrivedAtMs } = subject;
  const code = echo(message, own, arrivedAtMs);
  if (code === null || code === 'from_me') return ofNote(subject);
  const facts = knownBy(subject, own);
  const consequences = code === 'own_send' ? comesBack(subject, accountId) : null;
  return consequences === null ? { code, facts } : { code, facts, consequences };
};

/** Whichever of the two rows of a note comes first is the message (ECH-3). */
function ofNote({ message, eventId, isOwnRow, arrivedAtMs, notes }: Subject): Finding | null {
  const conversation = chatMeaning(message);
  if (!message.isWithOneself || conversation === null || message.reaction !== null) return null;
  const { sentAtMs } = message;
  const words = wordsOfNote(message);
  const row = { eventId, conversation, isOwnRow, words, sentAtMs, arrivedAtMs };
  const of = notes.firstRowOf(row);
  if (of !== null)
    return {
      code: 'self_chat_echo',
      facts: { twinOf: of },
      consequences: [{ kind: 'twin', of, eventId }],
    };
  // An own row that may be ours is no message.
  if (message.isFromMe || words === '') return null;
  const facts = { note: isOwnRow ? 'own' : 'copy' } as const;
  return { code: null, facts, consequences: [{ kind: 'note', note: row }] };
}

function knownBy({ message, arrivedAtMs }: Subject, own: OwnSends) {
  if (message.guid !== null && hasGuid(own, message.guid)) return BY_GUID;
  return isOfOwnDeed(own.deeds, message, arrivedAtMs) ? BY_DEED : BY_TEXT;
}

/** Our own words from somebody else count as an answer that came back (ECH-9); a row of them that names nobody is Messages' own (C1). */
function comesBack({ message, atMs }: Subject, accountId: string): readonly Consequence[] | null {
  const conversation = message.isFromMe || message.sender === '' ? null : chatMeaning(message);
  return conversation === null ? null : [{ kind: 'echoed', loop: loopOf(accountId, conversation), atMs }];
}
