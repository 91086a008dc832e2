// The chats of a place by their numbers: what entries of lists stand for, and which session a group has (ruling-22).

import type { NumberEntry } from '../access/chat-facts.ts';
import { NO_NUMBERS } from '../access/chat-numbers.ts';
import { EngineError } from '../errors.ts';
import type { Decision } from '../inbound/decision.ts';
import type { KnownChats } from '../inbound/snapshot.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';
import type { Arrival } from '../message/message.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { ChatChanges, EntryMeaning } from '../store/commands/chats.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import { createEntryMeanings, type EntryMeanings } from './entry-meanings.ts';
import { createGroupSessions, type GroupSessions } from './group-sessions.ts';
import { createStandingNumbers, type StandingNumbers } from './standing-numbers.ts';

/** As they are in the policies of accounts. */
interface Lists {
  readonly accountId: string;
  readonly numbers: readonly NumberEntry[];
}

interface OpenChats {
  readonly source: SourceState;
  /** The databases that stood at its place before it. */
  readonly before: readonly string[];
  /** As they are right now. */
  lists(): readonly Lists[];
  /** Null = it cannot be read. */
  readonly db: MessagesDb | null;
  /** Whether the database is still that source; false also where nobody can say. */
  isStill(): Promise<boolean>;
}

export interface Chats {
  readonly sessions: GroupSessions;
  /** As known right now. */
  known(): KnownChats;
  /** Begins with a database: what is known of it is read, and what its lists have and had. */
  open(options: OpenChats): Promise<void>;
  /** Goes on with other lists of accounts that receive; an entry that is new counts as confirmed. Resolves when that is durable. */
  list(lists: readonly Lists[]): Promise<void>;
  /** Null = no row of the batch gives a number to another chat; else to be waited for before it is decided. */
  look(batch: readonly Arrival[]): Promise<void> | null;
  /** What is to be committed with decisions. */
  take(decisions: readonly Decision[]): ChatChanges | null;
  /**
   * Lets the number stand for the chat that has it now. Rejects with `chat_not_listed` where no list of the account names
   * it, with `chat_not_waiting` where nothing is to be confirmed.
   */
  confirm(lists: Lists, chatId: ChatId): Promise<void>;
}

export function createChats(store: Store): Chats {
  const meanings = createEntryMeanings();
  const sessions = createGroupSessions(store);
  const standing = createStandingNumbers();
  let opened: OpenChats | null = null;
  let isProven = false;
  const list = async (options: OpenChats) => {
    const { source, lists } = options;
    const { sourceId } = source;
    const listed = lists().flatMap(({ numbers }) => numbers);
    const forgotten = meanings.list(listed);
    const entries = newIn(listed, sourceId, meanings, sessions);
    meanings.set(entries);
    standing.open(
      options.db,
      listed.map(({ chatId }) => chatId),
      options.isStill,
    );
    opened = options;
    if (forgotten.length + entries.length > 0)
      await store.changeChats({ sourceId, chats: [], entries, forgotten });
  };

  return {
    sessions,
    known() {
      if (opened === null) return { ...NO_NUMBERS, knows: () => false };
      const { sourceId } = opened.source;
      const knows: KnownChats['knows'] = (group) => sessions.knows(sourceId, group);
      return { sourceId, isProven, meaningOf: meanings.meaningOf, standing: standing.meaningOf, knows };
    },
    async open(options) {
      const { source, before, lists } = options;
      await sessions.open(source, before);
      const kept = await Promise.all(lists().map(({ accountId }) => store.entryMeanings({ accountId })));
      meanings.open(kept.flat());
      await list(options);
    },
    async list(lists) {
      if (opened !== null) await list({ ...opened, lists: () => lists });
    },
    look(batch) {
      isProven = false;
      if (opened === null) return null;
      const { source, isStill } = opened;
      const isInDoubt = batch.some(({ payload }) =>
        isOtherChat(payload, source.sourceId, meanings, sessions),
      );
      const asked = batch.flatMap(({ payload }) => askFor(payload, standing) ?? []);
      if (!isInDoubt) return asked.length === 0 ? null : Promise.all(asked).then(() => {});
      return Promise.all([isStill(), ...asked]).then(([is]) => {
        isProven = is;
      });
    },
    take(decisions) {
      const told = decisions.flatMap(({ consequences }) =>
        consequences.filter((consequence) => consequence.kind === 'remember'),
      );
      if (told.length === 0) return null;
      const entries = told.flatMap((one) => one.entries);
      meanings.set(entries);
      const groups = told.flatMap(({ group }) => group ?? []);
      return { entries, chats: sessions.give(opened!.source, groups, isProven) };
    },
    async confirm({ accountId, numbers }, chatId) {
      const named = numbers.filter((entry) => entry.chatId === chatId);
      if (named.length === 0) throw notListed(accountId, chatId);
      const sourceId = opened?.source.sourceId;
      const entries = confirmedIn(
        named.flatMap((entry) => meanings.meaningOf(entry) ?? []),
        sourceId,
      );
      if (sourceId === undefined || entries.length === 0) throw notWaiting(accountId, chatId);
      // At once: a batch that is decided meanwhile must not put back what stood there.
      meanings.set(entries);
      await store.changeChats({ sourceId, chats: [], entries, forgotten: [] });
    },
  };
}

/** An entry that is new while its chat is known was there before whatever comes after. */
function newIn(
  listed: readonly NumberEntry[],
  sourceId: string,
  meanings: EntryMeanings,
  sessions: GroupSessions,
): EntryMeaning[] {
  return listed.flatMap(({ accountId, entry, chatId }): EntryMeaning[] => {
    const meaning = sessions.lastMeaning(sourceId, chatId);
    if (meaning === null || meanings.meaningOf({ accountId, entry })) return [];
    return [{ accountId, entry, chatId, meaning, sourceId, other: null }];
  });
}

/** What has the number now counts for every entry of it, also for one that nobody has asked while it meant another. */
function confirmedIn(meant: readonly EntryMeaning[], sourceId: string | undefined): readonly EntryMeaning[] {
  const other = meant.find((one) => one.other && one.other.sourceId === sourceId)?.other;
  if (!other) return [];
  return meant.map((one) => ({ ...one, ...other, other: null }));
}

/** Whether a row gives a number that is in use to another chat of the same database. */
function isOtherChat(
  payload: unknown,
  sourceId: string,
  meanings: EntryMeanings,
  sessions: GroupSessions,
): boolean {
  const chatId = (payload as { readonly chat_id?: ChatId } | null)?.chat_id;
  if (chatId === undefined) return false;
  const isGroup = sessions.hasNumber(sourceId, chatId);
  const meant = meanings.ofNumber(chatId);
  if (!isGroup && meant.length === 0) return false;
  const meaning = meaningOfPayload(payload);
  if (meaning === null) return false;
  return (
    (isGroup && !sessions.knows(sourceId, { chatId, meaning })) ||
    meant.some((one) => one.sourceId === sourceId && one.meaning !== meaning)
  );
}

/** Of a group, whether one of its other chats is listed by its number; null = nothing is to be asked. */
function askFor(payload: unknown, standing: StandingNumbers): Promise<void> | null {
  if ((payload as { readonly is_group?: unknown } | null)?.is_group !== true) return null;
  const meaning = meaningOfPayload(payload);
  return meaning === null ? null : standing.look(meaning);
}

/** As far as a payload can be trusted to say it; whoever decides looks again. */
function meaningOfPayload(payload: unknown): string | null {
  const { chat_guid: chatGuid, chat_identifier: chatIdentifier } = payload as Readonly<
    Record<string, unknown>
  >;
  return chatMeaning({
    chatGuid: typeof chatGuid === 'string' && chatGuid !== '' ? (chatGuid as ChatGuid) : null,
    chatIdentifier: typeof chatIdentifier === 'string' && chatIdentifier !== '' ? chatIdentifier : null,
  });
}

function notListed(accountId: string, chatId: ChatId): EngineError {
  const message = `No list of account "${accountId}" names chat_id:${chatId}.`;
  return new EngineError('chat_not_listed', { message });
}

function notWaiting(accountId: string, chatId: ChatId): EngineError {
  const message = `chat_id:${chatId} of account "${accountId}" has nothing to be confirmed.`;
  return new EngineError('chat_not_waiting', { message });
}
