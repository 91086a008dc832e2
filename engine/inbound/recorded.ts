// What was known outside of a row when it was decided, from the facts that were journalled with its verdict: a snapshot in
// which just that is known. Whoever adds an input to a stage adds it here; the types leave no field of a snapshot out.

import type { NumberEntry } from '../access/chat-facts.ts';
import { numberOf } from '../access/chat-numbers.ts';
import type { KnownPrompt } from '../approvals/rules/prompts.ts';
import { ANYWHERE, type OwnSends } from '../echo/own-sends.ts';
import type { SelfNotes } from '../echo/self-notes.ts';
import { chatMeaning, conversationOf } from '../message/chat-meaning.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import type { MessageGuid, PartId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { reactionSentence } from '../message/reaction-sentence.ts';
import { comparableText } from '../message/text.ts';
import type { VerdictFacts } from '../store/commands/journal.ts';
import { requestsFor } from '../store/pairing-rules.ts';
import { noClockWitnesses } from './clock-witnesses.ts';
import { loopOf } from './echoes-so-far.ts';
import type { Fence } from './fence.ts';
import type { Echoes, KnownChats, KnownPairing, OwnersWords, Policy, Snapshot, Spent } from './snapshot.ts';
import { spenderOf } from './spent-so-far.ts';
import { HOUR_MS } from './stages/budget.ts';

/** All of a snapshot that the configuration does not settle: every field is thought of. */
type Outside = {
  [Field in keyof Required<Omit<Snapshot, keyof Policy>>]: Snapshot[Field] | undefined;
};

interface Recorded {
  readonly message: Message;
  readonly eventId: string;
  readonly arrivedAtMs: number;
  readonly facts: VerdictFacts;
}

/** What is known beside the row. */
export interface Beside {
  readonly policy: Policy;
  /** Age that a row might have that came while the gateway was down. */
  readonly recoveryWindowMs: number;
  readonly ownAddresses: Snapshot['ownAddresses'];
  /** Who has paired or asked to, for rows that were decided without that; left out = nobody. */
  readonly pairing?: KnownPairing;
}

export function recordedSnapshot(recorded: Recorded, beside: Beside): Snapshot {
  const { policy, ownAddresses } = beside;
  const outside: Outside = {
    fence: recordedFence(recorded, beside),
    own: recordedOwnSends(recorded),
    ownAddresses,
    chats: recordedChats(recorded, policy.access.numbers),
    pairing: recordedPairing(recorded, beside),
    ownersWords: recordedOwnersWords(recorded),
    notes: recordedNotes(recorded),
    echoes: recordedEchoes(recorded, policy),
    prompts: recordedPrompts(recorded),
    spent: recordedSpent(recorded, policy),
    journalledGuids: new Set(),
    // Asked for what is let in alone, whatever it counts as.
    arePreviewsMarked: undefined,
    // The offset that counted is recorded, and what was said is compared as it is committed.
    clocks: noClockWitnesses(),
    contentSecret: undefined,
  };
  return { ...policy, ...outside } as Snapshot;
}

function recordedFence({ message, facts }: Recorded, { recoveryWindowMs }: Beside): Fence {
  const { boundary = null, isReplay = false, newsFromMs, windowMs = recoveryWindowMs } = facts;
  const fence = { boundary, hasCursor: isReplay, recoveryWindowMs };
  if (newsFromMs === undefined) return fence;
  return { ...fence, beginning: { toRowid: message.rowid, beforeMs: newsFromMs, windowMs } };
}

/** Those sends of which the row was known to come back, or on which it was known to be put. */
function recordedOwnSends(recorded: Recorded): OwnSends {
  const { message, arrivedAtMs, facts } = recorded;
  const { ownBy, isOnOwn } = facts;
  const open = recordedOpen(recorded);
  const { guid, chatGuid, text, reaction } = message;
  const guids = new Set<string>();
  // What came of a deed proved it, or would have: its words and what it was put on are not kept.
  const isKnown = ownBy === 'guid' || ownBy === 'deed';
  if (isKnown && guid !== null) guids.add(guid.toUpperCase());
  if (isOnOwn && reaction?.target) guids.add(reaction.target.toUpperCase());
  const quoted = isOnOwn ? reactionSentence(text)?.quoted : undefined;
  const said = ownBy === 'text' ? text : quoted;
  const nothing = { onTheWay: new Map(), ended: [], deeds: new Map(), forgottenToMs: null };
  const sends = { ...nothing, guids, open };
  if (said === undefined || chatGuid === null) return sends;
  const conversation = conversationOf(chatGuid);
  const sent = {
    conversation,
    text: comparableText(said),
    sendingAtMs: arrivedAtMs,
    endedAtMs: null,
    isUnknown: false,
  };
  return { ...sends, onTheWay: new Map([['recorded' as PartId, sent]]) };
}

/** What made the agent quiet. */
function recordedOwnersWords({ message, facts: { ownerSaidAtMs } }: Recorded): OwnersWords | undefined {
  const conversation = ownerSaidAtMs === undefined ? null : chatMeaning(message);
  return conversation === null
    ? undefined
    : new Map([[conversation, { atMs: ownerSaidAtMs!, gatewayAtMs: ownerSaidAtMs! }]]);
}

/** The note of which it is the second row. */
function recordedNotes({ message, eventId, arrivedAtMs, facts }: Recorded): SelfNotes | undefined {
  const { twinOf } = facts;
  if (twinOf === undefined) return undefined;
  const { sentAtMs } = message;
  const first = {
    eventId: twinOf,
    conversation: chatMeaning(message) ?? '',
    words: '',
    sentAtMs,
    arrivedAtMs,
  };
  return new Map([[twinOf, { ...first, isOwnRow: !message.isFromMe, twin: eventId }]]);
}

/** What came back so often that nobody was answered. */
function recordedEchoes(
  { message, facts: { echoedAtMs } }: Recorded,
  { accountId }: Policy,
): Echoes | undefined {
  const conversation = echoedAtMs === undefined ? null : chatMeaning(message);
  return conversation === null ? undefined : new Map([[loopOf(accountId, conversation), echoedAtMs!]]);
}

/** The message that it answers, or another one of the same request. */
function recordedPrompts({ message, facts: { prompt } }: Recorded): readonly KnownPrompt[] | undefined {
  if (prompt === undefined) return undefined;
  const { isElsewhere = false, isOver = false, ...known } = prompt;
  const conversation = isElsewhere ? '' : (chatMeaning(message) ?? '');
  // What is answered in words stood there under some GUID.
  const guid = message.reaction?.target ?? ('' as MessageGuid);
  return [{ ...known, conversation, guid, text: '', isOver, expiresAtMs: Number.POSITIVE_INFINITY }];
}

/** What somebody had had answered who was told that it was enough. */
function recordedSpent(
  { message, arrivedAtMs, facts: { spent } }: Recorded,
  { accountId, budget }: Policy,
): Spent | undefined {
  if (!spent || !budget) return undefined;
  const { hour, day } = spent;
  const times = [
    ...Array<number>(day - hour).fill(arrivedAtMs - 2 * HOUR_MS),
    ...Array<number>(hour).fill(arrivedAtMs),
  ];
  const spentBy = { times, isOver: true, ...(hour > 0 && { lastMs: arrivedAtMs }) };
  return new Map([[spenderOf(accountId, budget.personOf(message.sender)), spentBy]]);
}

/** What stood in the way of taking an own row for the owner's. */
function recordedOpen({
  message: { isFromMe, chatGuid },
  facts: { isOwners, note },
}: Recorded): OwnSends['open'] {
  const isInTheWay = isFromMe && !isOwners && note !== 'own' && chatGuid !== null;
  return new Map(isInTheWay ? [[ANYWHERE, 1]] : []);
}

function recordedChats(
  { message, facts: { numbers = {} } }: Recorded,
  entries: readonly NumberEntry[],
): KnownChats {
  const { others = [], sameGroup = [] } = numbers;
  const sourceId = 'journal';
  const meaning = chatMeaning(message) ?? '';
  const find = (wanted: Pick<NumberEntry, 'accountId' | 'entry'>) =>
    entries.find(({ accountId, entry }) => accountId === wanted.accountId && entry === wanted.entry);
  return {
    sourceId,
    isProven: false,
    standing: () => undefined,
    knows: () => true,
    meaningOf(wanted) {
      const entry = others.length + sameGroup.length === 0 ? undefined : find(wanted);
      if (entry === undefined) return undefined;
      const number = numberOf(entry);
      const meant = { ...entry, other: null };
      if (others.includes(number)) return { ...meant, meaning: `not ${meaning}`, sourceId: 'another' };
      return sameGroup.includes(number) ? { ...meant, meaning, sourceId } : undefined;
    },
  };
}

/** What was found of the row's sender holds; of whoever was not asked about, what is known beside. */
function recordedPairing({ message, arrivedAtMs, facts }: Recorded, beside: Beside): KnownPairing {
  const { pairing: standing, isFirstOwner } = facts;
  const handle = normalizeHandle(message.sender);
  const owner = isFirstOwner && handle !== null ? { owner: handle } : {};
  const { paired: pairedSince, requests: requestsSince } = beside.pairing ?? NOTHING_KNOWN;
  if (standing === undefined || handle === null)
    return { paired: pairedSince, requests: requestsSince, ...owner };
  if (standing === 'none') return { paired: new Set(), requests: requestsSince, ...owner };
  const paired = new Set<Handle>(standing === 'paired' ? [handle] : []);
  const requests = standing === 'paired' ? [] : requestsFor(standing, handle, arrivedAtMs);
  return { paired, requests, ...owner };
}

const NOTHING_KNOWN: KnownPairing = { paired: new Set(), requests: [] };
