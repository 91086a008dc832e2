import { findMeanings } from '../../access/chat-numbers.ts';
import { type AccessPolicy, isGroupThread } from '../../access/policy.ts';
import { chatMeaning } from '../../message/chat-meaning.ts';
import type { Message } from '../../message/message.ts';
import type { Consequence, NumberedGroup } from '../decision.ts';
import type { KnownChats, Snapshot } from '../snapshot.ts';
import { strangerVerdict } from '../stranger.ts';
import type { Stage, Subject } from './stage.ts';

const NONE: readonly Consequence[] = [];

/** Who may speak here. */
export const gateStage: Stage = (subject, snapshot) => {
  const { message, chats, access: decision } = subject;
  if (decision === null) return ofOwner(subject, snapshot);
  const { admit, isGroup, warnOnce } = decision;
  const warnings = warnOnce ? [{ kind: 'warn', ...warnOnce } as const] : NONE;
  const told = tellsOfChat(message, snapshot.access, { isAdmitted: admit, isGroup }, chats);
  const consequences = told === NONE ? warnings : [...warnings, ...told];
  const facts = decision.pairing && { facts: { pairing: decision.pairing } };
  if (decision.admit) return facts || consequences !== NONE ? { code: null, consequences, ...facts } : null;
  if (decision.code !== 'unpaired') return { code: decision.code, consequences, ...facts };
  const verdict = strangerVerdict(subject, snapshot);
  return {
    ...verdict,
    consequences: [...consequences, ...(verdict.consequences ?? NONE)],
    facts: { ...facts?.facts, ...verdict.facts },
  };
};

/** The owner is in every list, and says of no number what it stands for. */
function ofOwner({ message, chats }: Subject, { access }: Snapshot): ReturnType<Stage> {
  const group = isGroupThread(access, message, chats) ? newGroup(message, chats) : null;
  return group && { code: null, consequences: [{ kind: 'remember', entries: [], group }] };
}

/** What a row tells of the numbers of chats besides what is known. */
function tellsOfChat(
  message: Message,
  { numbers }: AccessPolicy,
  judged: { readonly isAdmitted: boolean; readonly isGroup: boolean },
  chats: KnownChats,
): readonly Consequence[] {
  const group = judged.isAdmitted && judged.isGroup ? newGroup(message, chats) : null;
  const finding = numbers.length === 0 ? null : findMeanings(numbers, message, judged, chats);
  if (group === null && finding === null) return NONE;
  const { entries = [], warnOnce = null } = finding ?? {};
  const isNew = group !== null || entries.length > 0;
  return [
    ...(isNew ? [{ kind: 'remember', entries, group } as const] : []),
    ...(warnOnce ? [{ kind: 'warn', ...warnOnce } as const] : []),
  ];
}

function newGroup(message: Message, chats: KnownChats): NumberedGroup | null {
  const meaning = chatMeaning(message);
  if (message.chatId === null || meaning === null) return null;
  const group = { chatId: message.chatId, meaning };
  return chats.knows(group) ? null : group;
}
